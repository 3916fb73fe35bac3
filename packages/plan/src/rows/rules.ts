import type { Expression, ForeignKey, Table } from '@refint/model';
import { readValue } from '@refint/sql';
import { namesIn } from './hints.ts';

/** A CHECK, read. */
export interface CheckRule {
  readonly name: string;
  readonly expression: Expression;
  readonly columns: ReadonlySet<string>;
}

/** What makes rows of a table differ: a key, a unique index, or an exclusion. */
export interface KeyRule {
  readonly name: string;
  readonly parts: readonly Expression[];
  /** Whose columns are all of it, and those of its condition too. */
  readonly columns: ReadonlySet<string>;
  readonly predicate: Expression | undefined;
  readonly nullsNotDistinct: boolean;
  /** What it compares with is not known: no two rows surely pass. */
  readonly isExclusion: boolean;
}

/** What PostgreSQL asks of the rows of a table, besides what its columns say by themselves. */
export interface Rules {
  readonly checks: readonly CheckRule[];
  readonly keys: readonly KeyRule[];
  readonly references: readonly ForeignKey[];
}

const read = (text: string): Expression => readValue(text, 'postgresql');
const nowhere = { start: 0, end: 0 };

const known = new WeakMap<Table, Rules>();

/** The same table is read once. */
export function rulesOf(table: Table): Rules {
  let rules = known.get(table);
  if (!rules)
    known.set(table, (rules = { checks: checksOf(table), keys: keysOf(table), references: referencesOf(table) }));
  return rules;
}

function checksOf({ checks }: Table): readonly CheckRule[] {
  return checks.map(({ name, expression, columns }) => {
    // The reader takes BETWEEN SYMMETRIC for BETWEEN, which for NOT BETWEEN is not the same.
    const value = /\bsymmetric\b/i.test(expression) ? unread(expression) : read(expression);
    return { name, expression: value, columns: new Set([...namesIn(value), ...columns]) };
  });
}

const unread = (text: string): Expression => ({ kind: 'unknown', text, span: nowhere });

function keysOf(table: Table): readonly KeyRule[] {
  const { indexes, primaryKey, uniques } = table;
  const names = new Set(table.columns.map(({ name }) => name));
  const column = (name: string): Expression => ({ kind: 'name', path: [name], span: nowhere });
  const rule = (name: string, parts: readonly Expression[], more: Partial<KeyRule>): KeyRule => {
    const columns = new Set(parts.flatMap((part) => [...namesIn(part)]));
    if (more.predicate) for (const one of namesIn(more.predicate)) columns.add(one);
    return { name, parts, columns, predicate: undefined, nullsNotDistinct: false, isExclusion: false, ...more };
  };
  const found = indexes
    .filter(({ unique, constraint }) => unique || constraint === 'exclude')
    .map(({ name, columns, predicate, nullsNotDistinct, constraint }) =>
      rule(
        name,
        columns.map((one) => (names.has(one) ? column(one) : read(one))),
        {
          predicate: predicate === undefined ? undefined : read(predicate),
          nullsNotDistinct,
          isExclusion: constraint === 'exclude',
        },
      ),
    );
  const listed = new Set(found.map(({ name }) => name));
  const others = [...(primaryKey ? [primaryKey] : []), ...uniques].filter(({ name }) => !listed.has(name));
  return [...found, ...others.map(({ name, columns }) => rule(name, columns.map(column), {}))];
}

/** Those over many columns first: what they take decides what the others may. */
function referencesOf({ foreignKeys }: Table): readonly ForeignKey[] {
  return [...foreignKeys].sort((a, b) => b.columns.length - a.columns.length);
}
