import {
  bareTable,
  type Column,
  type ConstraintDefinition,
  columnOf,
  type Failure,
  type Holder,
  type KeyDefinition,
  type Named,
  sameType,
  type Table,
  written,
} from '@refint/model';
import { foldIdentifier } from '@refint/sql';
import { type Applied, done, type Effect, failed, unchanged } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { columnFrom } from './columns.ts';
import { withConstraint } from './constraints.ts';
import { duplicateColumn } from './duplicate-columns.ts';
import {
  duplicateInTable,
  duplicateRelation,
  duplicateType,
  isFailure,
  mostColumns,
  noColumnForKey,
  otherType,
  secondPrimaryKey,
  tooManyColumns,
} from './failures.ts';
import { inheritedBy, requiredAlso } from './heirs.ts';
import { withKeysBehindTo } from './keys-behind.ts';
import { cutName, isRelationName } from './names.ts';
import { columnsOfQuery } from './output-columns.ts';
import { inherited, liked, partitioned, type Template } from './templates.ts';
import { schemaFor, temporary, type World, withSnapshot } from './world.ts';

export type AddTable = ChangeOf<'add', 'table'>;

/**
 * CREATE TABLE in the order in which PostgreSQL does it: sequences, the table with its columns and checks, indexes with
 * the primary key first, foreign keys last. The chosen names depend on that order.
 */
export function createTable(world: World, change: AddTable): Applied {
  const { source } = change;
  const schema = change.temporary ? temporary : schemaFor(world, change.name.schema);
  if (isFailure(schema)) return failed(schema);
  const { name } = change.name;
  const isTaken = isRelationName(world.snapshot, schema, name);
  if (isTaken && change.ifNotExists) return unchanged(`${name} is already there`);
  // PostgreSQL works out the columns before it looks whether the name is free, so their errors come first.
  const templates = templatesOf(world, change);
  if (isFailure(templates)) return failed(templates);
  if (change.columns.length > mostColumns) return failed(tooManyColumns());
  const started = startedTable(world, change, schema, templates);
  if (isFailure(started)) return failed(started);
  const ill = illKeys(started);
  if (ill) return failed(ill);
  if (isTaken) return failed(duplicateRelation(name));
  if (world.snapshot.typeNamed(schema, name)) return failed(duplicateType(name));

  let { snapshot } = world;
  for (const sequence of started.sequences) snapshot = snapshot.withHolder(sequence);
  let now = withSnapshot(world, snapshot.withTable(started.table));
  const effects: Effect[] = [];
  for (const definition of inOrder(started.constraints)) {
    const next = withConstraint(now, started.table.id, definition, source);
    if (isFailure(next)) return failed(next, definition.kind === 'foreign-key' ? definition : undefined);
    now = next.world;
    effects.push(...next.effects);
  }
  for (const template of templates) {
    const next = template.finish(now, started.table.id);
    now = next.world;
    effects.push(...next.effects);
  }
  return done(withKeysBehindTo(now, started.table), effects);
}

function templatesOf(world: World, change: AddTable): readonly Template[] | Failure {
  const templates: Template[] = [];
  const origin = written(change.source, change.span);
  const asked: (Template | Failure)[] = [
    ...change.inherits.map((name) => inherited(world, name, origin)),
    ...(change.partitionOf ? [partitioned(world, change.partitionOf, origin)] : []),
    ...change.like.map(({ table, including }) => liked(world, table, including, origin)),
  ];
  // All of these tables are looked for before it is asked whether they can have others below.
  const missing = asked.find((template) => isFailure(template) && template.missing !== undefined);
  for (const template of missing ? [missing, ...asked] : asked) {
    if (isFailure(template)) return template;
    templates.push(template);
  }
  return templates;
}

interface Started {
  readonly table: Table;
  readonly sequences: readonly Holder[];
  readonly constraints: readonly ConstraintDefinition[];
}

/** The table with its columns only, and the constraints that are still to be added. */
function startedTable(
  world: World,
  change: AddTable,
  schema: string,
  templates: readonly Template[],
): Started | Failure {
  const { source, name } = change;
  const origin = written(source, change.span);
  const bare = bareTable(schema, name.name, origin);
  if (change.asQuery) return queriedTable(world, change, bare);
  let doubt: Table['doubt'];
  const columns: Column[] = [];
  const twice = (column: string): Failure => {
    const copied = templates.flatMap((template) => (template.parent ? [] : template.columns(bare.id)));
    return duplicateColumn(world, bare, column, { copied, columns: change.columns });
  };
  for (const template of templates) {
    doubt = template.doubt ?? doubt;
    for (const column of template.columns(bare.id)) {
      const at = columns.findIndex((known) => known.name === column.name);
      const known = columns[at];
      if (!known) columns.push(column);
      else if (!template.parent) return twice(column.name);
      else if (known.type && column.type && !sameType(known.type, column.type)) return otherType(bare, column.name);
      else columns[at] = { ...known, heritage: inheritedBy(known.heritage), ...requiredAlso(known, column) };
    }
  }
  const sequences: Holder[] = [];
  const seen = new Set<string>();
  for (const definition of change.columns) {
    if (seen.has(definition.name.name)) return twice(definition.name.name);
    seen.add(definition.name.name);
    const made = columnFrom(world, bare, definition, source);
    if (isFailure(made)) return made;
    if (made.sequence) sequences.push(made.sequence);
    const at = templates.length > 0 ? columns.findIndex((known) => known.name === made.column.name) : -1;
    const known = columns[at];
    if (!known) columns.push(made.column);
    else if (!known.heritage) return twice(known.name);
    else if (known.type && made.column.type && !sameType(known.type, made.column.type))
      return otherType(bare, known.name);
    else columns[at] = merged(known, made.column);
  }
  const form = change.partitionedBy === undefined ? 'ordinary' : 'partitioned';
  const parents = templates.flatMap(({ parent }) => parent ?? []);
  const table: Table = {
    ...bare,
    form,
    columns,
    doubt,
    partitionedBy: change.partitionedBy,
    origins: { name: written(source, name.span) },
    parents: parents.length > 0 ? parents : undefined,
    isPartition: change.partitionOf ? true : undefined,
    partitionKey: change.partitionedBy === undefined ? undefined : namedIn(change.partitionedBy, columns),
  };
  return { table, sequences, constraints: constraintsOf(change) };
}

/** The columns that a partition key names. */
function namedIn(key: string, columns: readonly Column[]): readonly string[] {
  const words = wordsIn(key);
  return columns.map(({ name }) => name).filter((name) => words.has(name));
}

const wordsIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.slice(text.indexOf('(')).matchAll(/"((?:[^"]|"")+)"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/g)].map(
      ([word, name]) => (name === undefined ? foldIdentifier(word) : cutName(name.replaceAll('""', '"'))),
    ),
  );
/** CREATE TABLE AS and SELECT INTO: columns with the names and types that the query gives, and nothing else. */
function queriedTable(world: World, change: AddTable, bare: Table): Started | Failure {
  const { origin } = bare;
  const names = change.columns.map(({ name }) => name.name);
  const given = change.query === undefined ? undefined : columnsOfQuery(world, change.query);
  const columns = (given ?? []).map(
    ({ name, type }, at): Column => ({
      kind: 'column',
      table: bare.id,
      name: names[at] ?? name,
      field: names[at] ?? name,
      type,
      nullable: true,
      default: undefined,
      identity: undefined,
      generated: undefined,
      origin,
    }),
  );
  const twice = columns.find(({ name }, at) => columns.findIndex((other) => other.name === name) < at);
  if (twice) return duplicateInTable(twice.name);
  const doubt = given ? undefined : { because: 'its columns come from a query', at: origin };
  const origins = { name: written(change.source, change.name.span) };
  return { table: { ...bare, columns, doubt, origins }, sequences: [], constraints: constraintsOf(change) };
}

/** The same column written again beside INHERITS or PARTITION OF is merged: what either requires holds. */
const merged = (known: Column, again: Column): Column => ({
  ...again,
  identity: again.identity ?? known.identity,
  heritage: known.heritage && { ...known.heritage, local: true },
  requirement: known.requirement && { ...known.requirement, local: !again.nullable },
  type: again.type ?? known.type,
  nullable: known.nullable && again.nullable,
  default: again.default ?? known.default,
  generated: again.generated ?? known.generated,
});

/** What is wrong with the keys before anything is made: a second primary key, a column that is not there. */
function illKeys({ table, constraints }: Started): Failure | undefined {
  let hasPrimaryKey = false;
  for (const definition of constraints) {
    if (!isKey(definition)) continue;
    if (definition.kind === 'primary-key' && hasPrimaryKey) return secondPrimaryKey(table);
    hasPrimaryKey ||= definition.kind === 'primary-key';
    const absent = definition.columns.find((column) => !columnOf(table, column.name));
    if (absent && !table.doubt) return noColumnForKey(table, absent.name);
  }
  return undefined;
}

/** Constraints of the columns and of the table, in the order in which they stand. */
function constraintsOf({ columns, constraints }: AddTable): readonly ConstraintDefinition[] {
  const all: ConstraintDefinition[] = [];
  for (const column of columns) for (const definition of column.constraints) all.push(validated(definition));
  for (const definition of constraints) all.push(validated(definition));
  return all.sort((a, b) => a.span.start - b.span.start);
}

/** A new table has no rows, so PostgreSQL takes NOT VALID for said and done. */
const validated = (definition: ConstraintDefinition): ConstraintDefinition =>
  definition.notValid ? { ...definition, notValid: undefined } : definition;

const rank: Readonly<Record<ConstraintDefinition['kind'], number>> = {
  check: 0,
  'primary-key': 1,
  unique: 2,
  exclude: 2,
  'foreign-key': 3,
};

/** As PostgreSQL adds them, without the keys that it merges into an earlier one over the same columns. */
export function inOrder(definitions: readonly ConstraintDefinition[]): readonly ConstraintDefinition[] {
  if (definitions.length < 2) return definitions;
  const ordered = [...definitions].sort((a, b) => rank[a.kind] - rank[b.kind]);
  return withoutRepeatedKeys(ordered);
}

/** `id int PRIMARY KEY UNIQUE` makes one index: transformIndexConstraints drops the repetition and keeps a written name. */
function withoutRepeatedKeys(ordered: readonly ConstraintDefinition[]): readonly ConstraintDefinition[] {
  const kept: ConstraintDefinition[] = [];
  for (const definition of ordered) {
    const at = isKey(definition) ? kept.findIndex((other) => isKey(other) && sameKey(other, definition)) : -1;
    const earlier = kept[at];
    if (!earlier) kept.push(definition);
    else if (!earlier.name && definition.name) kept[at] = { ...earlier, name: definition.name };
  }
  return kept;
}

const isKey = (definition: ConstraintDefinition): definition is KeyDefinition =>
  definition.kind === 'primary-key' || definition.kind === 'unique';

const sameKey = (a: KeyDefinition, b: KeyDefinition): boolean =>
  a.nullsNotDistinct === b.nullsNotDistinct &&
  a.deferrable === b.deferrable &&
  a.initiallyDeferred === b.initiallyDeferred &&
  sameInOrder(a.columns, b.columns) &&
  sameInOrder(a.include, b.include);

const sameInOrder = (a: readonly Named[], b: readonly Named[]): boolean =>
  a.length === b.length && a.every(({ name }, at) => name === b[at]?.name);
