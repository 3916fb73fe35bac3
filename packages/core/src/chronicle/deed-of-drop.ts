import { shownTableId, type Table, tableAround, tableMeant } from '@refint/model';
import type { Deed } from './entry.ts';
import { shownEnds } from './shown.ts';
import { deed, type TellingOf, thing } from './telling.ts';

type Drop = TellingOf<'drop'>;

/** What a change drops, in words. What a name meant is looked up in the state before. */
export function deedOfDrop(telling: Drop): Deed {
  const { change, moment, table } = telling;
  const within = table === undefined ? '' : shownTableId(table);
  const { name } = change.name;
  switch (change.entity) {
    case 'table':
      return deed(telling, 'table', name, `table ${within}`);
    case 'column':
      return deed(telling, 'column', name, `${within}.${name}`);
    case 'constraint':
      return ofConstraint(telling, name, tableAround(moment, table), within);
    case 'index':
      return deed(telling, 'index', name, `index ${name}${within === '' ? '' : ` on ${within}`}`);
    default: {
      const owner = change.table ? ` on ${shownTableId(tableMeant(moment, change.table))}` : '';
      return deed(telling, change.entity, name, `${thing(change.entity)} ${name}${owner}`);
    }
  }
}

function ofConstraint(telling: Drop, name: string, table: Table | undefined, within: string): Deed {
  const foreignKey = table?.foreignKeys.find((key) => key.name === name);
  if (foreignKey) {
    return deed(telling, 'foreign-key', name, shownEnds({ ends: foreignKey, name: foreignKey.name }), foreignKey);
  }
  if (table?.primaryKey?.name === name) {
    const columns = table.primaryKey.columns.join(', ');
    return deed(telling, 'primary-key', name, `primary key ${name} on ${within} (${columns})`);
  }
  const unique = table?.uniques.find((key) => key.name === name);
  if (unique) {
    return deed(telling, 'unique', name, `unique constraint ${name} on ${within} (${unique.columns.join(', ')})`);
  }
  const isCheck = table?.checks.some((check) => check.name === name) ?? false;
  const entity = isCheck ? 'check' : 'constraint';
  return deed(telling, entity, name, `${entity} ${name} on ${within}`);
}
