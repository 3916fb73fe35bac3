import type { Change, ConstraintDefinition, Named, QualifiedName } from '@refint/model';
import type { Cursor, StatementBody } from '../../cursor.ts';
import { change, none, notFollowed, says } from '../../reading.ts';

/**
 * CREATE SCHEMA, which may hold statements that make things in it. Tables and indexes are followed: PostgreSQL makes all
 * tables before all indexes, and a name without a schema means what the statement has made by then, or else what the
 * search path finds (transformCreateSchemaStmtElements). With anything else in it, all of it is in doubt.
 */
export function readCreateSchema(c: Cursor, readElement: (c: Cursor) => StatementBody): StatementBody {
  const verb = 'CREATE SCHEMA';
  c.expect('SCHEMA');
  const ifNotExists = c.takes('IF', 'NOT', 'EXISTS');
  const name = c.is('AUTHORIZATION') ? undefined : c.name('the name of the schema');
  const role = c.takes('AUTHORIZATION') ? readRole(c) : undefined;
  const named = name ?? role;
  if (!named) return says(verb, none);
  const schema = change(c, c.from, { kind: 'add', entity: 'schema', name: named, ifNotExists } as const);
  if (!c.is('CREATE') && !c.is('GRANT')) return says(verb, [schema]);
  const first = c.at;
  const elements = readElements(c, readElement);
  const changes = elements && !ifNotExists ? elementsIn(named, elements) : undefined;
  if (changes) return says(verb, [schema, ...changes]);
  c.at = c.end;
  const because = 'statements inside CREATE SCHEMA other than CREATE TABLE and CREATE INDEX are not followed';
  return says(verb, [schema, change(c, first, notFollowed(c, first, [], because))]);
}

/** The name of a role; nothing where it depends on who runs the statement. */
function readRole(c: Cursor): Named | undefined {
  const isSpecial = ['CURRENT_USER', 'CURRENT_ROLE', 'SESSION_USER'].some((word) => c.takes(word));
  return isSpecial ? undefined : c.name('a role');
}

/** The changes that the elements make; nothing when one of them is not understood. Neither word can be a name. */
function readElements(c: Cursor, readElement: (c: Cursor) => StatementBody): readonly Change[] | undefined {
  const changes: Change[] = [];
  while (!c.done) {
    const first = c.at;
    c.at++;
    while (!c.done && !c.is('CREATE') && !c.is('GRANT')) c.skip();
    const e = c.over(first, c.at);
    if (e.is('GRANT')) continue;
    if (!e.is('TABLE', 1) && !e.is('INDEX', 1) && !e.is('UNIQUE', 1)) return undefined;
    changes.push(...readElement(e).changes);
    if (e.lost || !e.done) return undefined;
  }
  return changes;
}

type AddTable = Extract<Change, { readonly entity: 'table'; readonly columns: unknown }>;
type AddIndex = Extract<Change, { readonly entity: 'index'; readonly index: unknown }>;

/** The elements in the order in which they are made, with the names that are meant. */
function elementsIn(schema: Named, elements: readonly Change[]): readonly Change[] | undefined {
  const made = new Set<string>();
  const inSchema = (name: QualifiedName): QualifiedName => ({ ...name, schema: schema.name });
  const meant = (name: QualifiedName): QualifiedName =>
    name.schema === undefined && made.has(name.name) ? inSchema(name) : name;
  const tables: Change[] = [];
  const indexes: Change[] = [];
  for (const element of elements) {
    if (isTable(element)) {
      if (element.asQuery || element.temporary || isElsewhere(element.name, schema)) return undefined;
      made.add(element.name.name);
      tables.push(tableIn(element, inSchema, meant));
    } else if (isIndex(element)) {
      const { index } = element;
      if (isElsewhere(index.table, schema)) return undefined;
      indexes.push({ ...element, index: { ...index, table: inSchema(index.table) } });
    } else return undefined;
  }
  return [...tables, ...indexes];
}

const isTable = (one: Change): one is AddTable => one.kind === 'add' && one.entity === 'table';
const isIndex = (one: Change): one is AddIndex => one.kind === 'add' && one.entity === 'index';

/** Such a statement is refused (42P15). */
const isElsewhere = ({ schema }: QualifiedName, own: Named): boolean => schema !== undefined && schema !== own.name;

type Naming = (name: QualifiedName) => QualifiedName;

function tableIn(table: AddTable, inSchema: Naming, meant: Naming): AddTable {
  const inConstraints = (all: readonly ConstraintDefinition[]): readonly ConstraintDefinition[] =>
    all.map((one) => (one.kind === 'foreign-key' ? { ...one, referencedTable: meant(one.referencedTable) } : one));
  return {
    ...table,
    name: inSchema(table.name),
    columns: table.columns.map((column) => ({ ...column, constraints: inConstraints(column.constraints) })),
    constraints: inConstraints(table.constraints),
    inherits: table.inherits.map(meant),
    like: table.like.map((like) => ({ ...like, table: meant(like.table) })),
    partitionOf: table.partitionOf && meant(table.partitionOf),
  };
}
