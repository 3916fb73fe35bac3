import { type ForeignKeyEvent, type Key, type Moment, placeOf, shownTableId, type Table, written } from '@refint/model';
import { definedBy } from '../replay/index.ts';
import { shownIn, wordsFor } from './deed-of-add.ts';
import type { Deed, Entry } from './entry.ts';
import { shownEnds } from './shown.ts';
import type { Telling } from './telling.ts';
import { thing } from './telling.ts';

type Told = Pick<Entry, 'outcome' | 'because'>;

/** What came with a change and what went with it, besides the thing that it is about. */
export function consequencesOf(telling: Telling, told: Told): readonly Entry[] {
  const { moment, change } = telling;
  const at = placeOf(written(change.source, change.span));
  const lost = isInForce(moment) ? thingsLost(telling) : [];
  return [
    ...keysMade(telling, told),
    ...keysLost(telling).map((deed) => ({ ...deed, ...told, at, consequence: true })),
    ...lost.map((deed) => ({ ...deed, ...told, at, consequence: true })),
  ];
}

const isInForce = ({ outcome }: Moment): boolean => outcome.kind === 'done' || outcome.kind === 'doubtful';

/** Foreign keys that stand inside of a table or a column that is added. */
function keysMade(telling: Telling, told: Told): readonly Entry[] {
  const { change, table } = telling;
  if (change.kind !== 'add' || (change.entity !== 'table' && change.entity !== 'column')) return [];
  return definedBy(change).map((definition) => {
    const words = wordsFor(telling, definition, table ?? '');
    const deed = {
      kind: 'add',
      entity: 'foreign-key',
      name: words.name ?? '',
      table,
      text: shownIn(telling.moment, words),
      reference: words.ends,
    } as const;
    return { ...deed, ...told, at: placeOf(written(change.source, definition.span)), consequence: true };
  });
}

/** Foreign keys that go with a table, a column, a key, a type or a schema. */
function keysLost({ change, events, moment, table }: Telling): readonly Deed[] {
  if (!isInForce(moment)) return [];
  const isItself = (event: ForeignKeyEvent): boolean =>
    change.kind === 'drop' &&
    change.entity === 'constraint' &&
    change.name.name === event.name &&
    event.table === table;
  const gone = events.filter((event) => event.what === 'dropped' && !isItself(event));
  return gone.flatMap(({ foreignKey }) =>
    foreignKey
      ? [
          dropped(
            'foreign-key',
            foreignKey.name,
            foreignKey.table,
            shownEnds({ ends: foreignKey, name: foreignKey.name }),
            foreignKey,
          ),
        ]
      : [],
  );
}

/** Tables that a schema takes along, and columns, keys, indexes and checks that a column or a type does. */
function thingsLost({ moment, change, table }: Telling): readonly Deed[] {
  if (change.kind !== 'drop') return [];
  const { before, after } = moment;
  const { name } = change.name;
  if (change.entity === 'schema') {
    const gone = before.tables.filter(({ id, schema }) => schema === name && !after.table(id));
    return gone.map((one) => dropped('table', one.name, one.id, `table ${shownTableId(one.id)}`));
  }
  if (change.entity === 'type') {
    const holding = before.types
      .filter((type) => type.name === name && !after.typeNamed(type.schema, name))
      .flatMap((type) => before.tablesWithType(type.schema, name));
    return holding.flatMap((was) => lostFrom(was, after.table(was.id), undefined));
  }
  if (change.entity !== 'column' || table === undefined) return [];
  const was = before.table(table);
  return was ? lostFrom(was, after.table(table), name) : [];
}

function lostFrom(was: Table, is: Table | undefined, column: string | undefined): readonly Deed[] {
  if (!is) return [];
  const on = shownTableId(was.id);
  const gone = <T extends { readonly name: string }>(some: readonly T[], left: readonly T[]): readonly T[] =>
    some === left ? [] : some.filter(({ name }) => !left.some((one) => one.name === name));
  const keys = (one: Table): readonly Key[] => [...(one.primaryKey ? [one.primaryKey] : []), ...one.uniques];
  return [
    ...gone(was.columns, is.columns)
      .filter(({ name }) => name !== column)
      .map(({ name }) => dropped('column', name, was.id, `${on}.${name}`)),
    ...gone(keys(was), keys(is)).map(({ kind, name, columns }) =>
      dropped(kind, name, was.id, `${shownKind(kind)} ${name} on ${on} (${columns.join(', ')})`),
    ),
    ...gone(was.indexes, is.indexes)
      .filter(({ constraint }) => constraint === undefined)
      .map(({ name, columns }) => dropped('index', name, was.id, `index ${name} on ${on} (${columns.join(', ')})`)),
    ...gone(was.checks, is.checks).map(({ name }) => dropped('check', name, was.id, `check ${name} on ${on}`)),
  ];
}

const shownKind = (kind: Key['kind']): string => (kind === 'unique' ? 'unique constraint' : thing(kind));

const dropped = (entity: string, name: string, table: string, text: string, reference?: Deed['reference']): Deed => ({
  kind: 'drop',
  entity,
  name,
  table,
  text,
  reference,
});
