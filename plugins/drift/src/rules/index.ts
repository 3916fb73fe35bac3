// Written by `pnpm fix` from the names of the files beside it.
import type { AnyRule } from '@refint/rule';
import differs from './differs.ts';
import missingInMigrations from './missing-in-migrations.ts';
import missingInSchema from './missing-in-schema.ts';

export const rules: readonly AnyRule[] = [differs, missingInMigrations, missingInSchema];
