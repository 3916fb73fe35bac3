import { quoted } from './data-type.ts';
import { actionInSql, type ForeignKey } from './foreign-key.ts';
import { quotedTable, splitTableId } from './table.ts';

/**
 * A foreign key as PostgreSQL prints it (pg_get_constraintdef): actions and states that are the default are left out.
 * `target` is the referenced table as it has to be written, `quote` how names are.
 */
export function foreignKeyDefinition(key: ForeignKey, target: string, quote = quoted): string {
  const list = (names: readonly string[]): string => names.map(quote).join(', ');
  return [
    `FOREIGN KEY (${list(key.columns)}) REFERENCES ${target}(${list(key.referencedColumns)})`,
    key.match === 'full' ? ' MATCH FULL' : '',
    key.onUpdate === 'no-action' ? '' : ` ON UPDATE ${actionInSql(key.onUpdate)}`,
    key.onDelete === 'no-action' ? '' : ` ON DELETE ${actionInSql(key.onDelete)}`,
    key.setColumns ? ` (${list(key.setColumns)})` : '',
    key.deferrable ? ' DEFERRABLE' : '',
    key.initiallyDeferred ? ' INITIALLY DEFERRED' : '',
    key.validated ? '' : ' NOT VALID',
  ].join('');
}

/** The statement that makes a foreign key under its own name. */
export function addingForeignKey(key: ForeignKey): string {
  const table = quotedTable(splitTableId(key.table));
  const definition = foreignKeyDefinition(key, quotedTable(splitTableId(key.referencedTable)));
  return `ALTER TABLE ${table} ADD CONSTRAINT ${quoted(key.name)} ${definition}`;
}
