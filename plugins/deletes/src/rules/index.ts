// Written by `pnpm fix` from the names of the files beside it.
import type { AnyRule } from '@refint/rule';
import actionDiffers from './action-differs.ts';
import cascadeCycle from './cascade-cycle.ts';
import cascadeIntoProtected from './cascade-into-protected.ts';
import implicitAction from './implicit-action.ts';
import multipleCascadePaths from './multiple-cascade-paths.ts';
import policy from './policy.ts';
import setDefaultWithoutDefault from './set-default-without-default.ts';
import setNullOnRequired from './set-null-on-required.ts';

export const rules: readonly AnyRule[] = [
  actionDiffers,
  cascadeCycle,
  cascadeIntoProtected,
  implicitAction,
  multipleCascadePaths,
  policy,
  setDefaultWithoutDefault,
  setNullOnRequired,
];
