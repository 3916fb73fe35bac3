import type { Expression, Instruction, Named, Query, Statement } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { finishStatement } from '../../read.ts';
import { COMMA, DOT } from '../../tokens.ts';

/** An SQL statement between the instructions of a block; the cursor is over all of it, without the semicolon. */
export function readSqlInstruction(c: Cursor): Instruction[] {
  if (c.done) return [];
  if (c.is('PERFORM')) return [{ kind: 'statement', statement: readPerform(c) }];
  const into = findInto(c);
  if (into === undefined) return [{ kind: 'statement', statement: readStatement(c.over(c.at, c.end)) }];
  return readInto(c, into);
}

const readStatement = (c: Cursor): Statement => finishStatement(c, c.dialect.readStatement(c));

/** PERFORM is SELECT whose rows nobody wants. */
function readPerform(c: Cursor): Statement {
  const e = c.over(c.at, c.end);
  const body = e.dialect.readStatement(e);
  return finishStatement(e, body);
}

/** The INTO of SELECT … INTO variable or … RETURNING … INTO variable; that of INSERT INTO and MERGE INTO is another. */
function findInto(c: Cursor): number | undefined {
  if (!['SELECT', 'WITH', 'INSERT', 'UPDATE', 'DELETE', 'MERGE'].some((word) => c.is(word))) return undefined;
  const e = c.over(c.at, c.end);
  let before = '';
  while (!e.done) {
    if (e.is('INTO') && before !== 'INSERT' && before !== 'MERGE') return e.at;
    before = e.is('INSERT') || e.is('MERGE') ? e.raw().toUpperCase() : '';
    e.skip();
  }
  return undefined;
}

function readInto(c: Cursor, into: number): Instruction[] {
  const e = c.over(into + 1, c.end);
  e.takes('STRICT');
  const targets: { readonly variable: Named; readonly isWhole: boolean }[] = [];
  do {
    const variable = e.label('a variable');
    const isWhole = e.kind() !== DOT;
    while (e.takesKind(DOT)) e.label();
    targets.push({ variable, isWhole });
  } while (e.takesKind(COMMA));
  const span = c.span(c.from, c.end - 1);
  const query = c.is('SELECT') && !e.lost ? readAround(c, into, e.at) : undefined;
  const text = c.textOf(c.from, c.end - 1);
  const made = targets.map(({ variable, isWhole }, index): Instruction => {
    const column = query?.columns[index];
    const isKnown = query && column && isWhole && query.columns.length >= targets.length;
    const value: Expression = isKnown
      ? { kind: 'query', query: targets.length === 1 ? query : { ...query, columns: [column] }, span }
      : { kind: 'unknown', text, span };
    return { kind: 'assign', variable: variable.name, value, span };
  });
  if (c.is('SELECT')) return made;
  const statement: Statement = { source: c.reading.source, span, verb: c.raw().toUpperCase(), changes: [] };
  return [{ kind: 'statement', statement }, ...made];
}

/** The query without its INTO: what stands before it and after it is read apart, and put together again. */
function readAround(c: Cursor, into: number, rest: number): Query {
  const head = c.dialect.readQuery(c.over(c.from, into));
  const span = c.span(c.from, c.end - 1);
  if (rest >= c.end) return { ...head, span };
  if (head.from.length > 0 || head.where) {
    // SELECT … FROM … INTO x: nothing that matters may follow.
    return { ...head, unknown: true, span };
  }
  const tail = c.dialect.readQuery(c.over(rest, c.end));
  return { ...tail, columns: head.columns, distinct: head.distinct, unknown: head.unknown || tail.unknown, span };
}
