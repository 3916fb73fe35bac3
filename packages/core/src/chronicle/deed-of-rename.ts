import {
  type Holder,
  type Moment,
  shownReference,
  shownTableId,
  splitTableId,
  type TableId,
  tableAround,
} from '@refint/model';
import type { Deed } from './entry.ts';
import { deed, type TellingOf, thing } from './telling.ts';

/** What a change renames, in words. */
export function deedOfRename(telling: TellingOf<'rename'>): Deed {
  const { change, moment, table } = telling;
  const within = table === undefined ? '' : shownTableId(table);
  const { name } = change.name;
  const to = `renamed to ${change.to.name}`;
  switch (change.entity) {
    case 'table': {
      // ALTER TABLE renames views, sequences and indexes as well.
      const holder = table === undefined || moment.before.table(table) ? undefined : holderCalled(moment, table);
      if (holder) return { ...deed(telling, holder, name, `${thing(holder)} ${within} ${to}`), table: undefined };
      return deed(telling, 'table', name, `table ${within} ${to}`);
    }
    case 'column':
      return deed(telling, 'column', name, `${within}.${name} ${to}`);
    case 'constraint': {
      const key = tableAround(moment, table)?.foreignKeys.find((one) => one.name === name);
      if (!key) return deed(telling, 'constraint', name, `constraint ${name} on ${within} ${to}`);
      return deed(telling, 'foreign-key', name, `${shownReference(key)}: ${name} ${to}`, key);
    }
    case 'enum-value':
      return deed(telling, 'enum-value', name, `value ${name} in enum ${change.type.name} ${to}`);
    default: {
      const on = within === '' ? '' : ` on ${within}`;
      return deed(telling, change.entity, name, `${thing(change.entity)} ${name}${on} ${to}`);
    }
  }
}

function holderCalled({ before }: Moment, id: TableId): Holder['kind'] | undefined {
  const { schema, name } = splitTableId(id);
  return before.holderNamed(schema, name)?.kind;
}
