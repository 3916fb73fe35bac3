// Written by `pnpm fix` from the names of the files beside it.
import type { AnyRule } from '@refint/rule';

export const rules: readonly AnyRule[] = [];
