// Written by `pnpm fix` from the names of the files beside it.
import type { AnyRule } from '@refint/rule';
import foreignKeyWithoutIndex from './foreign-key-without-index.ts';
import redundantIndex from './redundant-index.ts';

export const rules: readonly AnyRule[] = [foreignKeyWithoutIndex, redundantIndex];
