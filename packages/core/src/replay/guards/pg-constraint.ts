import type { ReferentialAction, Table } from '@refint/model';
import { numberedColumns, numbersOf } from '../numbered-columns.ts';
import type { World } from '../world.ts';
import { classOid, namespaceOid, partOid, tableOid } from './oids.ts';
import { type Hints, hintedTexts, type Rows, row } from './relations.ts';
import { systemRelations } from './system.ts';
import { tablesAsked } from './tables-asked.ts';
import { isOid, type Row, unknown, type Value } from './values.ts';

const actions: Readonly<Record<ReferentialAction, string>> = {
  'no-action': 'a',
  restrict: 'r',
  cascade: 'c',
  'set-null': 'n',
  'set-default': 'd',
};

export function constraintRows(world: World, hints: Hints): Rows {
  const isNotNull = hintedTexts(hints, 'conname')?.some((name) => name.endsWith('_not_null'));
  const constraint = isNotNull ? [] : ['conname'];
  const asked = tablesAsked(world, hints, { oid: ['conrelid'], constraint });
  // What a foreign key references does not lead to its table, so all of them are looked at.
  const system = systemRelations(hints, { name: 'conname', schema: 'connamespace', isOid: true, oid: 'conrelid' });
  const ofTarget = hints.get('confrelid')?.every(isOid) === true;
  return {
    rows: asked.tables.flatMap((table) => constraintsOf(table, world)),
    maybe: asked.tables.flatMap((table) => notNulls(table, world, hints)),
    // What PostgreSQL itself has are no foreign keys.
    others: ofTarget
      ? []
      : system.flatMap(({ fields }) => [...'pucn'].map((contype) => row({ ...fields, contype, confrelid: 0 }))),
    complete: asked.complete,
  };
}

/** Since version 18 every NOT NULL is a constraint, before it was none: whether these rows are there depends on the server. */
function notNulls(table: Table, world: World, hints: Hints): readonly Row[] {
  const kinds = hintedTexts(hints, 'contype');
  if (kinds?.every((kind) => kind !== 'n')) return [];
  return numberedColumns(table).flatMap(({ column, number }) =>
    column.nullable
      ? []
      : [
          row({
            ...base(table, world),
            conname: `${table.name}_${column.name}_not_null`,
            contype: 'n',
            conkey: [number],
            confkey: null,
          }),
        ],
  );
}

const base = (table: Table, world: World): Record<string, Value> => ({
  connamespace: namespaceOid(table.schema),
  conrelid: tableOid(world, table),
  contypid: 0,
  confrelid: 0,
  convalidated: true,
  condeferrable: false,
  condeferred: false,
  conenforced: true,
  confupdtype: ' ',
  confdeltype: ' ',
  confmatchtype: ' ',
});

function constraintsOf(table: Table, world: World): readonly Row[] {
  const { snapshot } = world;
  const common = base(table, world);
  const one = (name: string, type: string, more: Record<string, Value>): Row =>
    row({
      ...common,
      oid: partOid('constraint', table.id, table.schema, name),
      conname: name,
      contype: type,
      confkey: null,
      ...more,
    });
  const { primaryKey, uniques, checks, foreignKeys, indexes } = table;
  return [
    ...[...(primaryKey ? [primaryKey] : []), ...uniques].map((key) =>
      one(key.name, key.kind === 'unique' ? 'u' : 'p', {
        conkey: numbersOf(table, key.columns),
        condeferrable: key.deferrable,
        condeferred: key.deferrable ? unknown : false,
        conindid: classOid(world, table.schema, key.name),
      }),
    ),
    ...checks.map((check) =>
      one(check.name, 'c', {
        convalidated: check.validated,
        conkey: check.columns.length > 1 ? unknown : numbersOf(table, check.columns),
        conindid: 0,
      }),
    ),
    ...indexes
      .filter(({ constraint }) => constraint === 'exclude')
      .map(({ name }) => one(name, 'x', { conkey: unknown, conindid: classOid(world, table.schema, name) })),
    ...foreignKeys.map((key) => {
      const referenced = snapshot.table(key.referencedTable);
      return one(key.name, 'f', {
        confrelid: referenced ? tableOid(world, referenced) : unknown,
        conkey: numbersOf(table, key.columns),
        confkey: numbersOf(referenced, key.referencedColumns),
        conindid: unknown,
        confdeltype: actions[key.onDelete],
        confupdtype: actions[key.onUpdate],
        confmatchtype: key.match === 'full' ? 'f' : 's',
        convalidated: key.validated,
        condeferrable: key.deferrable,
        condeferred: key.initiallyDeferred,
      });
    }),
  ];
}
