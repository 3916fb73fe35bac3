import {
  type Column,
  columnOf,
  type Failure,
  foreignKeyTypes,
  type Origin,
  type Snapshot,
  type Table,
  written,
} from '@refint/model';
import { type Applied, done, failed, unchanged } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { columnFrom, defaultOf, sequenceFor, withColumn } from './columns.ts';
import { withConstraint } from './constraints.ts';
import { inOrder } from './create-table.ts';
import {
  duplicateColumn,
  inPrimaryKey,
  isFailure,
  mostColumns,
  noColumn,
  notGenerated,
  tooManyColumns,
  typesRefused,
} from './failures.ts';
import { resolvedType } from './type-names.ts';
import { isUnsure, type World, withSnapshot } from './world.ts';

type AddColumn = ChangeOf<'add', 'column'>;
type AlterColumn = ChangeOf<'alter', 'column'>;

export function addColumn(world: World, table: Table, change: AddColumn): Applied {
  const { column: definition, source } = change;
  if (columnOf(table, definition.name.name)) {
    if (change.ifNotExists) return unchanged(`${table.name} already has a column ${definition.name.name}`);
    return failed(duplicateColumn(table.name, definition.name.name));
  }
  if (table.columns.length >= mostColumns) return failed(tooManyColumns());
  const made = columnFrom(world, table, definition, source);
  if (isFailure(made)) return failed(made);
  let { snapshot } = world;
  if (made.sequence) snapshot = snapshot.withHolder(made.sequence);
  let now = withSnapshot(world, snapshot.withTable({ ...table, columns: [...table.columns, made.column] }));
  const effects = [];
  for (const constraint of inOrder(definition.constraints)) {
    const next = withConstraint(now, table.id, constraint, source);
    if (isFailure(next)) return failed(next, constraint.kind === 'foreign-key' ? constraint : undefined);
    now = next.world;
    effects.push(...next.effects);
  }
  return done(now, effects);
}

export function alterColumn(world: World, table: Table, change: AlterColumn): Applied {
  const column = columnOf(table, change.column.name);
  if (!column) return table.doubt ? done(world) : failed(noColumn(table, change.column.name));
  const altered = alteredColumn(world, table, column, change);
  if (isFailure(altered)) return failed(altered);
  const { snapshot } = altered;
  const next = withColumn(table, altered.column);
  const refused = change.alteration.to === 'type' ? refusedKey(world, next, column.name) : undefined;
  return refused ? failed(refused) : done(withSnapshot(world, snapshot.withTable(next)));
}

function alteredColumn(
  world: World,
  table: Table,
  column: Column,
  { alteration, source, span }: AlterColumn,
): { readonly column: Column; readonly snapshot: Snapshot } | Failure {
  const { snapshot } = world;
  const origin = written(source, span);
  const stated = (fact: string, at: Origin): Column['origins'] => ({ ...column.origins, [fact]: at });
  switch (alteration.to) {
    case 'type': {
      const type = resolvedType(world, alteration.type);
      if (isFailure(type)) return type;
      const said = column.default;
      const value = said && said.saidOf === undefined ? { ...said, saidOf: column.type } : said;
      const origins = stated('type', written(source, alteration.type.span));
      return { column: { ...column, type, default: value, origins }, snapshot };
    }
    case 'not-null':
      if (!alteration.value && table.primaryKey?.columns.includes(column.name)) return inPrimaryKey(column.name);
      return { column: { ...column, nullable: !alteration.value, origins: stated('nullable', origin) }, snapshot };
    case 'default':
      return {
        column: { ...column, default: defaultOf(alteration.value), origins: stated('default', origin) },
        snapshot,
      };
    case 'generated':
      if (alteration.value !== undefined && column.generated === undefined) return notGenerated(table, column.name);
      return { column: { ...column, generated: alteration.value }, snapshot };
    case 'identity':
      return withIdentity(snapshot, world, table, column, alteration.value);
  }
}

function withIdentity(
  snapshot: Snapshot,
  world: World,
  table: Table,
  column: Column,
  identity: Column['identity'],
): { readonly column: Column; readonly snapshot: Snapshot } {
  if (identity && !column.identity) {
    const sequence = sequenceFor(world, table, column.name);
    return { column: { ...column, identity, sequence: sequence.name }, snapshot: snapshot.withHolder(sequence) };
  }
  if (identity || !column.identity) return { column: { ...column, identity }, snapshot };
  const left = column.sequence === undefined ? snapshot : snapshot.withoutHolder(table.schema, column.sequence);
  return { column: { ...column, identity: undefined, sequence: undefined }, snapshot: left };
}

/** A column's new type must still fit the foreign keys that it is part of, on either side. */
function refusedKey(world: World, table: Table, column: string): Failure | undefined {
  if (isUnsure(world)) return undefined;
  const { snapshot } = world;
  const around = [...table.foreignKeys, ...snapshot.foreignKeysTo(table.id).filter((key) => key.table !== table.id)];
  for (const key of around) {
    const from = key.table === table.id ? table : snapshot.table(key.table);
    const to = key.referencedTable === table.id ? table : snapshot.table(key.referencedTable);
    for (const [at, name] of key.columns.entries()) {
      const target = key.referencedColumns[at] ?? '';
      if (!((from === table && name === column) || (to === table && target === column))) continue;
      const referencing = from && columnOf(from, name)?.type;
      const referenced = to && columnOf(to, target)?.type;
      const verdict = referencing && referenced && foreignKeyTypes(referenced, referencing, snapshot);
      if (verdict?.kind === 'refused') return typesRefused(key.name, verdict.because);
    }
  }
  return undefined;
}
