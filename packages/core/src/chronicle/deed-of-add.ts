import {
  type ConstraintDefinition,
  columnOf,
  formatType,
  type IndexDefinition,
  type Moment,
  shownTableId,
  type TableId,
  tableMeant,
} from '@refint/model';
import type { Deed } from './entry.ts';
import { aside, type KeyWords, short, shownEnds, shownKey, some, wordsOfDefinition, wordsOfKey } from './shown.ts';
import { deed, type Telling, type TellingOf, thing } from './telling.ts';

type Add = TellingOf<'add'>;

/** What a change makes, in words. */
export function deedOfAdd(telling: Add): Deed {
  const { change, moment, table } = telling;
  const within = table === undefined ? '' : shownTableId(table);
  switch (change.entity) {
    case 'table':
      return deed(telling, 'table', change.name.name, `table ${within}${aside(partsOfTable(telling))}`);
    case 'column': {
      const { name } = change.column.name;
      return deed(telling, 'column', name, `${within}.${name}${shownColumn(telling, name)}`);
    }
    case 'constraint':
      return ofConstraint(telling, change.constraint, within);
    case 'index':
      return deed(telling, 'index', change.index.name?.name ?? '', shownIndex(change.index, within));
    case 'enum': {
      const values = change.values.map(({ name }) => name).join(', ');
      return deed(telling, 'enum', change.name.name, `enum ${shownName(change.name)} (${short(values)})`);
    }
    case 'enum-value':
      return deed(
        telling,
        'enum-value',
        change.value.name,
        `value ${change.value.name} in enum ${shownName(change.type)}`,
      );
    case 'domain': {
      const text = `domain ${shownName(change.name)} over ${formatType(change.base.type)}`;
      return deed(telling, 'domain', change.name.name, text);
    }
    case 'schema':
      return deed(telling, 'schema', change.name.name, `schema ${change.name.name}`);
    default: {
      const owner = change.table ? ` on ${shownTableId(tableMeant(moment, change.table))}` : '';
      return deed(
        telling,
        change.entity,
        change.name.name,
        `${thing(change.entity)} ${shownName(change.name)}${owner}`,
      );
    }
  }
}

const shownName = ({ schema, name }: { readonly schema?: string | undefined; readonly name: string }): string =>
  schema === undefined || schema === 'public' ? name : `${schema}.${name}`;

function partsOfTable({ change, moment, table }: Add): readonly string[] {
  if (change.entity !== 'table') return [];
  const constraints = [...change.columns.flatMap((column) => column.constraints), ...change.constraints];
  const kinds = (kind: ConstraintDefinition['kind']) => constraints.filter((one) => one.kind === kind).length;
  // Columns that were copied or inherited are in the table and not in its definition.
  const made = table === undefined ? undefined : moment.after.table(table);
  const columns = made && made.columns.length > 0 ? made.columns.length : change.columns.length;
  const partitioned = change.partitionOf && `partition of ${shownTableId(tableMeant(moment, change.partitionOf))}`;
  return [
    ...(change.temporary ? ['temporary'] : []),
    ...(partitioned === undefined ? [] : [partitioned]),
    ...(change.asQuery ? ['columns of a query'] : some(columns, 'column')),
    ...(kinds('primary-key') > 0 ? ['primary key'] : []),
    ...some(kinds('foreign-key'), 'foreign key'),
    ...some(kinds('unique'), 'unique constraint'),
    ...some(kinds('check'), 'check'),
  ];
}

/** As the table then has it, or as it is written where it never came to be. */
function shownColumn({ change, moment, table }: Add, name: string): string {
  if (change.entity !== 'column') return '';
  const { column } = change;
  const made = table === undefined ? undefined : moment.after.table(table);
  const type = (made && columnOf(made, name)?.type) ?? column.type?.type;
  const constraints = new Set(column.constraints.map(({ kind }) => kind));
  return [
    ...(type ? [` ${formatType(type)}`] : []),
    ...(column.notNull?.value ? [' not null'] : []),
    ...(column.default && column.default.value.kind !== 'null'
      ? [` default ${short(column.default.value.text, 40)}`]
      : []),
    ...(column.identity ? [' identity'] : []),
    ...(column.generated ? [' generated'] : []),
    ...(constraints.has('primary-key') ? [' primary key'] : []),
    ...(constraints.has('unique') ? [' unique'] : []),
  ].join('');
}

function ofConstraint(telling: Add, constraint: ConstraintDefinition, within: string): Deed {
  const name = constraint.name?.name ?? '';
  const named = name === '' ? '' : ` ${name}`;
  switch (constraint.kind) {
    case 'foreign-key': {
      const words = wordsFor(telling, constraint, telling.table ?? '');
      return deed(telling, 'foreign-key', words.name ?? '', shownIn(telling.moment, words), words.ends);
    }
    case 'primary-key':
    case 'unique': {
      const columns = constraint.columns.map((column) => column.name).join(', ');
      const on = constraint.usingIndex ? `using index ${constraint.usingIndex.name}` : `(${columns})`;
      const text = `${thing(constraint.kind)}${constraint.kind === 'unique' ? ' constraint' : ''}${named} on ${within} ${on}`;
      return deed(telling, constraint.kind, name, text);
    }
    case 'check': {
      const unchecked = constraint.notValid ? ' not valid' : '';
      return deed(telling, 'check', name, `check${named} on ${within} (${short(constraint.expression)})${unchecked}`);
    }
    case 'exclude':
      return deed(telling, 'exclude', name, `exclusion constraint${named} on ${within}`);
  }
}

/** What a foreign key does is said of one that is made. */
export const shownIn = ({ outcome }: Moment, words: KeyWords): string =>
  outcome.kind === 'done' || outcome.kind === 'doubtful' ? shownKey(words) : shownEnds(words);

/** A foreign key as the event about it has it, or as far as its definition says. */
export function wordsFor(
  { moment, events }: Telling,
  definition: Extract<ConstraintDefinition, { kind: 'foreign-key' }>,
  table: TableId,
): KeyWords {
  const event = events.find(({ origin }) => origin.kind === 'written' && origin.span === definition.span) ?? events[0];
  if (event?.foreignKey && event.what === 'added') return wordsOfKey(event.foreignKey);
  return wordsOfDefinition(
    definition,
    event ?? {
      table,
      columns: definition.columns.map(({ name }) => name),
      referencedTable: tableMeant(moment, definition.referencedTable),
      referencedColumns: definition.referencedColumns?.map(({ name }) => name) ?? [],
    },
  );
}

function shownIndex({ name, unique, concurrently, parts, predicate }: IndexDefinition, within: string): string {
  const named = name ? ` ${name.name}` : '';
  const columns = parts.map(({ text }) => short(text, 40)).join(', ');
  const only = predicate ? ` where ${short(predicate.value, 40)}` : '';
  return `${unique ? 'unique ' : ''}index${named} on ${within} (${columns})${only}${concurrently ? ' concurrently' : ''}`;
}
