import { type Expression, type Missing, type Query, type Source, shownTable, type Table } from '@refint/model';
import type { World } from '../world.ts';
import { evaluate } from './evaluate.ts';
import { conjunctsOf, hintsFor } from './hints.ts';
import { identifierParts } from './identifiers.ts';
import type { Hints } from './relations.ts';
import { type Scope, within } from './scope.ts';
import { isOid, textOf, truth } from './values.ts';

/** A fact of this moment in plain words, and what was missing if that is what it says. */
export interface Fact {
  readonly because: string;
  readonly missing: Missing | undefined;
}

/** The fact that made a condition true or false. */
export function explain(condition: Expression, value: boolean, scope: Scope, source: Source): Fact {
  const fallback: Fact = {
    because: `the condition ${shown(condition, source)} is ${value ? 'true' : 'false'} at this point`,
    missing: undefined,
  };
  switch (condition.kind) {
    case 'exists':
      return factOf(condition.query, value, scope) ?? fallback;
    case 'query':
      return selectedFact(condition.query, value, scope, source) ?? fallback;
    case 'name': {
      const definition = condition.path.length === 1 ? scope.definitions.get(condition.path[0] ?? '') : undefined;
      return definition ? explain(definition, value, { ...scope, definitions: new Map() }, source) : fallback;
    }
    case 'operator':
      return explainOperator(condition, value, scope, source) ?? fallback;
    default:
      return fallback;
  }
}

function explainOperator(
  condition: Extract<Expression, { kind: 'operator' }>,
  value: boolean,
  scope: Scope,
  source: Source,
): Fact | undefined {
  const { operator, operands } = condition;
  const [left, right] = operands;
  if (operator === 'not' && left) return explain(left, !value, scope, source);
  if (operator === 'and' || operator === 'or') {
    // One operand is enough to make AND false or OR true; otherwise all of them had to be so.
    const deciding = operands.filter((operand) => truth(evaluate(operand, scope)) === value);
    const one = (operator === 'and') !== value;
    const facts = (one ? deciding.slice(0, 1) : deciding).map((operand) => explain(operand, value, scope, source));
    if (facts.length === 0) return undefined;
    return {
      because: facts.map(({ because }) => because).join(', and '),
      missing: facts.find(({ missing }) => missing)?.missing,
    };
  }
  if ((operator === 'is' || operator === 'is not') && left) {
    const isThere = (operator === 'is not') === value;
    if (left.kind === 'query') return factOf(left.query, isThere, scope);
    if (left.kind === 'call' && left.name.startsWith('to_reg')) {
      const name = left.args[0] && textOf(evaluate(left.args[0], scope));
      return name ? named(left.name.slice(6), name, isThere) : undefined;
    }
  }
  // `(SELECT count(*) …) = 0`: how many rows there are is what was asked.
  const counted = [left, right].find((operand) => operand?.kind === 'query');
  const number = [left, right].find((operand) => operand?.kind === 'literal');
  if (counted?.kind === 'query' && number?.kind === 'literal') {
    const count = evaluate(counted, scope);
    if (typeof count === 'number') return factOf(counted.query, count > 0, scope);
  }
  return undefined;
}

/** A query of one value: EXISTS inside of it says why, or its own rows do. */
function selectedFact(query: Query, value: boolean, scope: Scope, source: Source): Fact | undefined {
  const [column] = query.columns;
  if (query.from.length === 0 && column) return explain(column.value, value, scope, source);
  return factOf(query, value, scope);
}

function named(kind: string, name: string, isThere: boolean): Fact {
  const bare = identifierParts(name)?.at(-1) ?? name;
  const what = kind === 'type' ? 'type' : kind === 'namespace' ? 'schema' : 'table';
  return isThere
    ? { because: `there is a ${what} ${bare} already`, missing: undefined }
    : { because: `there is no ${what} ${bare} at this point`, missing: { kind: what, name: bare } };
}

/** What the rows that a query over the catalog finds, or does not find, say about the schema. */
function factOf(query: Query, found: boolean, scope: Scope): Fact | undefined {
  const asked = askedFor(query, scope);
  const table = asked.table === undefined ? undefined : tableCalled(scope.world, asked.table, asked.schema);
  const relations = query.from.map(({ path }) => path.at(-1) ?? '');
  const is = (...names: readonly string[]): boolean => relations.some((name) => names.includes(name));
  const shownName = table ? shownTable(table) : asked.table;
  const noTable = (): Fact => ({
    because: `there is no table ${asked.table} at this point`,
    missing: { kind: 'table', name: asked.table ?? '' },
  });

  if (is('columns', 'pg_attribute') && asked.column !== undefined) {
    if (asked.table !== undefined && !table && !found) return noTable();
    const has = table?.columns.some(({ name }) => name === asked.column);
    const where = shownName ?? 'a table';
    if (found) return { because: `${where} has a column ${asked.column}`, missing: undefined };
    if (has)
      return { because: `the column ${asked.column} of ${where} is not as the condition wants it`, missing: undefined };
    return {
      because: `${where} has no column ${asked.column} at this point`,
      missing: { kind: 'column', name: asked.column, table: table?.id },
    };
  }
  if (asked.constraint !== undefined) {
    const on = shownName === undefined ? '' : ` on ${shownName}`;
    if (found) return { because: `a constraint named ${asked.constraint} is already there${on}`, missing: undefined };
    if (asked.table !== undefined && !table) return noTable();
    return {
      because: `there is no constraint named ${asked.constraint}${on} at this point`,
      missing: { kind: 'constraint', name: asked.constraint, table: table?.id },
    };
  }
  if (is('table_constraints', 'key_column_usage', 'pg_constraint') && asked.table !== undefined) {
    const what = asked.column === undefined ? 'a constraint' : `a constraint on ${asked.column}`;
    if (!table && !found) return noTable();
    return found
      ? { because: `${shownName} has such ${what} already`, missing: undefined }
      : { because: `${shownName} has no such constraint at this point`, missing: undefined };
  }
  if (asked.index !== undefined) return plainFact('index', asked.index, found);
  if (asked.type !== undefined) {
    if (asked.label === undefined) return plainFact('type', asked.type, found);
    const because = found
      ? `${asked.type} has the value ${asked.label}`
      : `${asked.type} has no value ${asked.label} at this point`;
    return { because, missing: undefined };
  }
  if (asked.table !== undefined && is('tables', 'pg_class', 'pg_tables')) {
    if (found) return { because: `there is a table ${shownName} already`, missing: undefined };
    return noTable();
  }
  return asked.schema !== undefined && is('schemata', 'pg_namespace')
    ? plainFact('schema', asked.schema, found)
    : undefined;
}

const plainFact = (kind: 'index' | 'type' | 'schema', name: string, found: boolean): Fact =>
  found
    ? { because: `there is ${kind === 'index' ? 'an' : 'a'} ${kind} ${name} already`, missing: undefined }
    : { because: `there is no ${kind} ${name} at this point`, missing: { kind, name } };

interface Asked {
  readonly schema: string | undefined;
  readonly table: string | undefined;
  readonly column: string | undefined;
  readonly constraint: string | undefined;
  readonly index: string | undefined;
  readonly type: string | undefined;
  readonly label: string | undefined;
}

/** The names that the conditions of a query want, over all of its relations. */
function askedFor(query: Query, scope: Scope): Asked {
  const inner = within(scope, []);
  const conjuncts = [query.where, ...query.from.map(({ on }) => on)].flatMap(conjunctsOf);
  const hints: Hints[] = query.from.map((relation) => hintsFor(relation, inner, conjuncts));
  const first = (...columns: readonly string[]): string | undefined => {
    for (const column of columns) {
      for (const known of hints) {
        const values = known.get(column);
        const [value] = values ?? [];
        if (value === undefined || values?.length !== 1) continue;
        const text = isOid(value) ? identifierParts(value.text)?.at(-1) : textOf(value);
        if (text) return text;
      }
    }
    return undefined;
  };
  return {
    schema: first('table_schema', 'constraint_schema', 'schemaname', 'nspname', 'schema_name'),
    table: first('table_name', 'relname', 'tablename', 'conrelid', 'attrelid', 'indrelid'),
    column: first('column_name', 'attname'),
    constraint: first('constraint_name', 'conname'),
    index: first('indexname'),
    type: first('typname', 'enumtypid'),
    label: first('enumlabel'),
  };
}

function tableCalled({ snapshot, searchPath }: World, name: string, schema: string | undefined): Table | undefined {
  const schemas = schema === undefined ? [...searchPath, ...snapshot.schemas] : [schema];
  for (const candidate of schemas) {
    const found = snapshot.tableNamed(candidate, name);
    if (found) return found;
  }
  return undefined;
}

/** What a condition says in the file, on one line and not too long. */
export function shown({ span }: Expression, source: Source): string {
  const text = source.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
