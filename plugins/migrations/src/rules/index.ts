// Written by `pnpm fix` from the names of the files beside it.
import type { AnyRule } from '@refint/rule';
import dropColumn from './drop-column.ts';
import dropOfReferenced from './drop-of-referenced.ts';
import foreignKeyNotValidated from './foreign-key-not-validated.ts';
import renameBreaksClients from './rename-breaks-clients.ts';
import skippedForeignKey from './skipped-foreign-key.ts';

export const rules: readonly AnyRule[] = [
  dropColumn,
  dropOfReferenced,
  foreignKeyNotValidated,
  renameBreaksClients,
  skippedForeignKey,
];
