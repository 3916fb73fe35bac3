// Written by `pnpm fix` from the names of the files beside it.
import type { AnyRule } from '@refint/rule';
import addRequiredColumn from './add-required-column.ts';
import checkLocksTable from './check-locks-table.ts';
import columnTypeRewrite from './column-type-rewrite.ts';
import concurrentlyInTransaction from './concurrently-in-transaction.ts';
import dropColumn from './drop-column.ts';
import dropLocksReferenced from './drop-locks-referenced.ts';
import dropOfReferenced from './drop-of-referenced.ts';
import editedMigration from './edited-migration.ts';
import enumValueUsedInSameTransaction from './enum-value-used-in-same-transaction.ts';
import failingStatement from './failing-statement.ts';
import foreignKeyLocksWrites from './foreign-key-locks-writes.ts';
import foreignKeyNotValidated from './foreign-key-not-validated.ts';
import indexLocksWrites from './index-locks-writes.ts';
import missingLockTimeout from './missing-lock-timeout.ts';
import nameTooLong from './name-too-long.ts';
import primaryKeyLocksTable from './primary-key-locks-table.ts';
import renameBreaksClients from './rename-breaks-clients.ts';
import searchPathLeaks from './search-path-leaks.ts';
import setNotNullScan from './set-not-null-scan.ts';
import skippedForeignKey from './skipped-foreign-key.ts';
import uniqueLocksTable from './unique-locks-table.ts';
import validateInSameTransaction from './validate-in-same-transaction.ts';
import volatileDefaultRewrite from './volatile-default-rewrite.ts';

export const rules: readonly AnyRule[] = [
  addRequiredColumn,
  checkLocksTable,
  columnTypeRewrite,
  concurrentlyInTransaction,
  dropColumn,
  dropLocksReferenced,
  dropOfReferenced,
  editedMigration,
  enumValueUsedInSameTransaction,
  failingStatement,
  foreignKeyLocksWrites,
  foreignKeyNotValidated,
  indexLocksWrites,
  missingLockTimeout,
  nameTooLong,
  primaryKeyLocksTable,
  renameBreaksClients,
  searchPathLeaks,
  setNotNullScan,
  skippedForeignKey,
  uniqueLocksTable,
  validateInSameTransaction,
  volatileDefaultRewrite,
];
