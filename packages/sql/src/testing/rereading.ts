import type {
  Change,
  ColumnDefinition,
  ConstraintDefinition,
  QualifiedName,
  Span,
  Statement,
  TypeName,
} from '@refint/model';
import { factsOfNode } from './grammar-facts.ts';
import { type Json, list, node } from './grammar-nodes.ts';
import { columnFacts, constraintFact, factsOf, typeFact } from './reader-facts.ts';
import { statementTrees } from './trees.ts';

/**
 * What stands at the places of a statement, read again by PostgreSQL's own grammar and compared with the facts that are
 * said to stand there: names, types, defaults, conditions, actions, whole columns, constraints and actions of ALTER
 * TABLE. Gives what differs.
 */
export function misread(statement: Statement, text: string): string[] {
  const wrong: string[] = [];
  const at = ({ start, end }: Span): string => text.slice(start, end);
  const compare = (what: string, written: string, said: unknown, read: unknown) => {
    if (JSON.stringify(said) !== JSON.stringify(read)) wrong.push(`${what} at "${written}": ${said}, not ${read}`);
  };

  function walk(value: unknown, key: string): void {
    if (typeof value !== 'object' || value === null) return;
    const fact = value as Placed;
    if (fact.span) reread(fact, key, at(fact.span));
    for (const [inside, part] of Object.entries(value)) {
      if (inside === 'notValid' && part) compare('NOT VALID', '', /^not (?:valid|enforced)$/i.test(at(part)), true);
      else if (inside !== 'source') walk(part, inside);
    }
  }

  function reread(fact: Placed, key: string, written: string): void {
    if (isName(fact)) compare('name', written, nameIn(written), fact.name);
    else if (fact.serial !== undefined)
      compare('type', written, columnsIn(`x ${written}`), [`column x ${typeFact(fact as TypeName)}`]);
    else if (key === 'default' && isDefault(fact.value)) compare(key, written, written, fact.value.text);
    else if (key === 'predicate') compare(key, written, written, fact.value);
    else if (key === 'onDelete' || key === 'onUpdate')
      compare(key, written, plain(written).replace(' ', '-'), fact.value);
    else if (key === 'notNull') compare(key, written, plain(written) === 'not null', fact.value);
    else if (key === 'identity') compare(key, written, columnsIn(`x int ${written}`), [`column x int4 ${fact.value}`]);
    else if (key === 'generated') compare(key, written, written.includes(String(fact.value)), true);
    else if (fact.kind === 'expression') compare('part', written, written, fact.text);
    else if (fact.kind === 'column') compare('part', written, nameIn(written), fact.text);
    else if ('constraints' in fact && 'type' in fact) {
      const column = fact as unknown as ColumnDefinition;
      if (column.type) compare('column', written, columnsIn(written), columnFacts(column).sort());
    } else if (constraints.has(fact.kind ?? '')) {
      const constraint = fact as unknown as ConstraintDefinition;
      compare('constraint', written, constraintIn(written, constraint), constraintFact(constraint));
    }
  }

  walk(statement.changes, '');
  if (statement.verb === 'ALTER TABLE') {
    for (const change of statement.changes) {
      const facts = factsOf([change]).sort();
      if (change.kind !== 'opaque') compare('action', at(change.span), actionIn(at(change.span), change), facts);
    }
  }
  return wrong;
}

interface Placed {
  readonly span?: Span;
  readonly serial?: boolean;
  readonly type?: unknown;
  readonly kind?: string;
  readonly name?: unknown;
  readonly text?: string;
  readonly value?: unknown;
}

const isDefault = (value: unknown): value is { readonly text: string } =>
  typeof value === 'object' && value !== null && 'text' in value;

const constraints = new Set(['primary-key', 'unique', 'check', 'exclude', 'foreign-key']);

const isName = (fact: Placed): fact is Placed & { name: string } =>
  typeof fact.name === 'string' && fact.kind === undefined && !('entity' in fact);

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ');

const known = new Map<string, Json[]>();

function statementsIn(sql: string): Json[] {
  let found = known.get(sql);
  if (!found) {
    try {
      found = statementTrees(sql).map((raw) => node(raw['stmt']));
    } catch {
      found = [];
    }
    known.set(sql, found);
  }
  return found;
}

/** The name that a text is, or the value of a string, by itself. */
function nameIn(written: string): string | undefined {
  const isString = /^(?:[EeNn]|[Uu]&)?'|^\$/.test(written);
  if (isString) {
    const [fact = ''] = statementsIn(`CREATE TYPE x AS ENUM (${written}\n)`).flatMap(factsOfNode);
    return fact.slice('enum x '.length);
  }
  // Words that are reserved elsewhere may follow a dot.
  const [last = written] = /(?:[Uu]&)?"(?:[^"]|"")*"$|[^.\s]+$/.exec(written) ?? [];
  const [fact = ''] = statementsIn(`SELECT 1 AS ${last}`).flatMap((stmt) =>
    list(node(stmt['SelectStmt'])['targetList']).map((target) => node(target['ResTarget'])['name']),
  );
  return fact as string;
}

/** The facts of columns as they stand in CREATE TABLE. */
const columnsIn = (written: string): string[] =>
  statementsIn(`CREATE TABLE x (${written}\n)`).flatMap(factsOfNode).slice(1).sort();

/** The fact of a constraint, of a table or else, where it can't be one, of a column. */
function constraintIn(written: string, constraint: ConstraintDefinition): string | undefined {
  const isInline = constraint.kind === 'foreign-key' && constraint.inline;
  const [ofTable] = isInline ? [] : statementsIn(`ALTER TABLE x ADD ${written}`).flatMap(factsOfNode);
  if (ofTable !== undefined) return ofTable.slice('add x '.length);
  const name = 'columns' in constraint && constraint.kind !== 'exclude' ? constraint.columns[0]?.name : undefined;
  return statementsIn(`CREATE TABLE x (${quoted(name ?? 'x')} int ${written}\n)`).flatMap(factsOfNode)[2];
}

/** The facts of an action by itself, as of the same table. */
function actionIn(written: string, change: Change): string[] {
  const named = ('table' in change && change.table) || ('name' in change && (change.name as QualifiedName));
  if (!named) return [];
  const table = named.schema === undefined ? quoted(named.name) : `${quoted(named.schema)}.${quoted(named.name)}`;
  return statementsIn(`ALTER TABLE ${table} ${written}`).flatMap(factsOfNode).sort();
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
