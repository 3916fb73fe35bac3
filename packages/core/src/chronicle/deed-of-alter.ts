import { type ColumnAlteration, columnOf, formatType, shownTableId, tableAround, tableMeant } from '@refint/model';
import type { Deed } from './entry.ts';
import { short, shownEnds } from './shown.ts';
import { deed, type Telling, type TellingOf, thing } from './telling.ts';

type Alter = TellingOf<'alter'>;

/** What a change makes different, in words. */
export function deedOfAlter(telling: Alter): Deed {
  const { change, moment, table } = telling;
  const within = table === undefined ? '' : shownTableId(table);
  switch (change.entity) {
    case 'column': {
      const { name } = change.column;
      return deed(telling, 'column', name, `${within}.${name} ${shownAlteration(telling, name, change.alteration)}`);
    }
    case 'constraint':
      return ofConstraint({ ...telling, change }, within);
    case 'schema-of': {
      const name = within === '' ? change.name.name : within;
      return deed(
        telling,
        change.of,
        change.name.name,
        `${thing(change.of)} ${name} moved to schema ${change.schema.name}`,
      );
    }
    case 'partition': {
      const partition = shownTableId(tableMeant(moment, change.partition));
      const text = change.attach
        ? `table ${partition} attached to ${within}`
        : `table ${partition} detached from ${within}`;
      return deed(telling, 'partition', change.partition.name, text);
    }
    case 'inheritance': {
      const parent = shownTableId(tableMeant(moment, change.parent));
      const how = change.inherits ? 'inherits from' : 'no longer inherits from';
      return deed(telling, 'table', change.table.name, `table ${within} ${how} ${parent}`);
    }
    case 'owner-of-sequence': {
      const { name } = change.name;
      const { owner } = change;
      const of = owner ? `${shownTableId(tableMeant(moment, owner.table))}.${owner.column}` : 'nothing';
      return deed(telling, 'sequence', name, `sequence ${name} belongs to ${of}`);
    }
    case 'domain': {
      const { name } = change.name;
      return deed(telling, 'domain', name, `domain ${name} ${change.notNull ? 'is required' : 'may be null'}`);
    }
    case 'search-path': {
      const text = change.schemas ? change.schemas.join(', ') : 'the default';
      return deed(telling, 'search-path', '', `search_path ${change.local ? 'in this transaction ' : ''}is ${text}`);
    }
  }
}

type AlterConstraint = Telling<Extract<Alter['change'], { readonly entity: 'constraint' }>>;

function ofConstraint(telling: AlterConstraint, within: string): Deed {
  const { change, moment, table } = telling;
  const { name } = change.name;
  const what =
    change.to === 'validated'
      ? 'validated'
      : change.deferrable
        ? `deferrable${change.initiallyDeferred ? ', initially deferred' : ''}`
        : 'not deferrable';
  const key = tableAround(moment, table)?.foreignKeys.find((one) => one.name === name);
  if (!key) return deed(telling, 'constraint', name, `constraint ${name} on ${within} ${what}`);
  return deed(telling, 'foreign-key', name, `${shownEnds({ ends: key, name: key.name })} ${what}`, key);
}

function shownAlteration({ moment, table }: Alter, column: string, alteration: ColumnAlteration): string {
  switch (alteration.to) {
    case 'type': {
      const typeIn = (state: typeof moment.before) => {
        const found = table === undefined ? undefined : state.table(table);
        return found && columnOf(found, column)?.type;
      };
      const before = typeIn(moment.before);
      const isDone = moment.outcome.kind === 'done' || moment.outcome.kind === 'doubtful';
      const after = (isDone ? typeIn(moment.after) : undefined) ?? alteration.type.type;
      return before ? `${formatType(before)} → ${formatType(after)}` : `type ${formatType(after)}`;
    }
    case 'not-null':
      return alteration.value ? 'not null' : 'may be null';
    case 'default':
      return alteration.value ? `default ${short(alteration.value.text, 40)}` : 'no default any more';
    case 'identity':
      return alteration.value ? 'identity' : 'no identity any more';
    case 'generated':
      return alteration.value === undefined ? 'not generated any more' : `generated as ${short(alteration.value, 40)}`;
  }
}
