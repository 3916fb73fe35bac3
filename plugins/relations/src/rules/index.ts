// Written by `pnpm fix` from the names of the files beside it.
import type { AnyRule } from '@refint/rule';
import duplicateForeignKey from './duplicate-foreign-key.ts';
import missingForeignKey from './missing-foreign-key.ts';
import missingTarget from './missing-target.ts';
import typeMismatch from './type-mismatch.ts';
import undeclaredReference from './undeclared-reference.ts';

export const rules: readonly AnyRule[] = [
  duplicateForeignKey,
  missingForeignKey,
  missingTarget,
  typeMismatch,
  undeclaredReference,
];
