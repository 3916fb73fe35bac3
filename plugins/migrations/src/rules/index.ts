// Written by `pnpm fix` from the names of the files beside it.
import type { AnyRule } from '@refint/rule';
import foreignKeyNotValidated from './foreign-key-not-validated.ts';
import skippedForeignKey from './skipped-foreign-key.ts';

export const rules: readonly AnyRule[] = [foreignKeyNotValidated, skippedForeignKey];
