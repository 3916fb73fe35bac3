import type { Instruction, InstructionBody, Named, Statement, Target } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { finishStatement } from '../../read.ts';
import { COMMA, DOT } from '../../tokens.ts';
import { readExpression } from './expressions.ts';
import { isSemicolon, readUnknown, upTo } from './plpgsql-parts.ts';

/** An SQL statement between the instructions of a block; the cursor is over all of it, without the semicolon. */
export function readSqlInstruction(c: Cursor): Instruction[] {
  if (c.done) return [];
  const span = c.span(c.from, c.end - 1);
  if (c.is('PERFORM')) {
    const rows = c.dialect.readQuery(c.over(c.from, c.end));
    return [{ kind: 'statement', statement: readStatement(c.over(c.from, c.end)), rows, span }];
  }
  const into = findInto(c);
  if (into !== undefined) return readInto(c, into);
  return [{ kind: 'statement', statement: readStatement(c.over(c.at, c.end)), span }];
}

const readStatement = (c: Cursor): Statement => finishStatement(c, c.dialect.readStatement(c));

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
  const strict = e.takes('STRICT');
  const targets = readTargets(e);
  const span = c.span(c.from, c.end - 1);
  if ((c.is('SELECT') || c.is('WITH')) && !e.lost) {
    const query = c.dialect.readQuery(c.over(c.from, c.end), { from: into, to: e.at });
    if (c.is('SELECT') || !query.unknown) return [{ kind: 'select', query, into: targets, strict, span }];
  }
  const statement: Statement = { source: c.reading.source, span, verb: c.raw().toUpperCase(), changes: [] };
  return [{ kind: 'statement', statement, span }, ...targets.map((target) => unknownTo(c, target))];
}

/** What rows that nobody knows give to a variable. */
function unknownTo(c: Cursor, { variable }: Target): Instruction {
  const value = readUnknown(c.over(c.from, c.end));
  return { kind: 'assign', variable, value, span: value.span };
}

/** The variables after INTO. */
export function readTargets(e: Cursor): Target[] {
  const targets: Target[] = [];
  do {
    const variable: Named = e.label('a variable');
    const isWhole = e.kind() !== DOT;
    while (e.takesKind(DOT)) e.label();
    targets.push({ variable: variable.name, isWhole });
  } while (e.takesKind(COMMA));
  return targets;
}

/** EXECUTE text [INTO [STRICT] variables] [USING values], the last two in any order. */
export function readExecute(c: Cursor): InstructionBody {
  c.expect('EXECUTE');
  const ends = (e: Cursor): boolean => isSemicolon(e) || e.is('INTO') || e.is('USING');
  const command = readExpression(upTo(c, ends));
  let strict = false;
  const into: Target[] = [];
  const using = [];
  while (!c.done && !isSemicolon(c)) {
    if (c.takes('INTO')) {
      strict = c.takes('STRICT');
      into.push(...readTargets(c));
    } else if (c.takes('USING')) {
      do using.push(readExpression(upTo(c, (e) => ends(e) || e.kind() === COMMA)));
      while (c.takesKind(COMMA));
    } else c.lose('INTO, USING or the end');
  }
  return { kind: 'execute', command, using, into, strict };
}
