import { actionInSql, type ForeignKey, type Key, quoted, type Snapshot } from '@refint/model';
import { temporary } from '../world.ts';

/** A foreign key as pg_get_constraintdef prints it: actions and states that are the default are left out. */
export function foreignKeyText(key: ForeignKey, snapshot: Snapshot): string | undefined {
  const referenced = snapshot.table(key.referencedTable);
  if (!referenced) return undefined;
  const { schema } = referenced;
  const target =
    schema === 'public' || schema === temporary
      ? quoted(referenced.name)
      : `${quoted(schema)}.${quoted(referenced.name)}`;
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

export const keyText = (key: Key): string =>
  `${key.kind === 'unique' ? 'UNIQUE' : 'PRIMARY KEY'} (${list(key.columns)})`;

const list = (names: readonly string[]): string => names.map(quoted).join(', ');
