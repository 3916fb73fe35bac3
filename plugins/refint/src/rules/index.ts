// Written by `pnpm fix` from the names of the files beside it.
import type { AnyRule } from '@refint/rule';
import invalidIgnore from './invalid-ignore.ts';
import unusedIgnore from './unused-ignore.ts';

export const rules: readonly AnyRule[] = [invalidIgnore, unusedIgnore];
