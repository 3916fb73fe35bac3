import type { Branch, Expression, Handler, Instruction, InstructionBody, Routine, Variable } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { OPEN_BRACKET, QUOTED, SEMICOLON, WORD } from '../../tokens.ts';
import { readExpression, readExpressions } from './expressions.ts';
import { readAssert, readDiagnostics, readRaise } from './plpgsql-errors.ts';
import { readLeave, readLoop, startsLoop } from './plpgsql-loops.ts';
import { isSemicolon, readLabel, readUnknown, takesLabel, upTo } from './plpgsql-parts.ts';
import { readExecute, readSqlInstruction, readTargets } from './plpgsql-sql.ts';
import { readVariables } from './plpgsql-variables.ts';

/** The body of a block or function in PL/pgSQL: PostgreSQL manual, chapter 43. The cursor is lost when it is broken. */
export function readRoutine(c: Cursor): Routine {
  const conflicts = readOptions(c);
  const first = c.at;
  const label = readLabel(c);
  const block = readBlock(c);
  c.takesKind(SEMICOLON);
  if (!c.done) c.lose('the end of the block');
  const { variables, body, handlers } = block;
  if (handlers.length === 0 && label === undefined) return { variables, body, conflicts };
  return { variables: [], body: [{ kind: 'attempt', label, ...block, span: c.spanFrom(first) }], conflicts };
}

/** `#variable_conflict use_column` and other options, before the block begins. */
function readOptions(c: Cursor): Routine['conflicts'] {
  let conflicts: Routine['conflicts'] = 'error';
  while (c.takesOperator('#')) {
    const isConflict = c.label('an option').name.toLowerCase() === 'variable_conflict';
    const value = c.label('a value').name.toLowerCase();
    if (isConflict) conflicts = value === 'use_column' ? 'column' : value === 'use_variable' ? 'variable' : 'error';
  }
  return conflicts;
}

interface Block {
  readonly variables: readonly Variable[];
  readonly body: readonly Instruction[];
  readonly handlers: readonly Handler[];
}

/** `[DECLARE …] BEGIN … [EXCEPTION …] END [label]`, without the label before and the semicolon after. */
function readBlock(c: Cursor): Block {
  const variables = readVariables(c);
  c.expect('BEGIN');
  const body = readInstructions(c, ['END', 'EXCEPTION']);
  const handlers: Handler[] = [];
  if (c.takes('EXCEPTION')) while (c.is('WHEN')) handlers.push(readHandler(c));
  c.expect('END');
  takesLabel(c);
  return { variables, body, handlers };
}

function readHandler(c: Cursor): Handler {
  const first = c.at;
  const conditions: string[] = [];
  c.expect('WHEN');
  do {
    if (c.takes('SQLSTATE')) conditions.push(`sqlstate ${c.string('a code').name}`);
    else conditions.push(c.label('a condition').name.toLowerCase());
  } while (c.takes('OR'));
  c.expect('THEN');
  const body = readInstructions(c, ['WHEN', 'END']);
  return { conditions, body, span: c.spanFrom(Math.min(first, c.end - 1)) };
}

/** Blocks inside of one another: more than this no person writes, and the stack is finite. */
const deepest = 200;

function readInstructions(outer: Cursor, ends: readonly string[]): Instruction[] {
  const c = outer.over(outer.at, outer.end, outer.depth + 1);
  const found: Instruction[] = [];
  if (c.depth > deepest) c.lose('fewer blocks in one another');
  while (!c.done && !ends.some((word) => c.is(word))) {
    if (!c.takesKind(SEMICOLON)) found.push(...readInstruction(c));
  }
  outer.at = c.at;
  if (c.lost) outer.lose(c.lost.expected);
  else if (c.done) outer.lose(ends.join(' or '));
  return found;
}

function readInstruction(c: Cursor): readonly Instruction[] {
  const label = readLabel(c);
  const first = c.at;
  const body = readWithin(c, label);
  if (!body) {
    const made = readSqlInstruction(upTo(c, isSemicolon));
    c.expectKind(SEMICOLON);
    return made;
  }
  const span = c.spanFrom(Math.min(first, c.end - 1));
  c.expectKind(SEMICOLON);
  // They were made for this call, so they may as well become the instructions: copying what has many shapes costs much.
  return body.map((one) => Object.assign(one, { span }));
}

/** Instructions of PL/pgSQL itself, without their semicolon; nothing when it is a statement of SQL. */
function readWithin(c: Cursor, label: string | undefined): readonly InstructionBody[] | undefined {
  if (isAssignment(c)) return [readAssignment(c)];
  if (c.takes('IF')) return [readIf(c)];
  if (c.takes('CASE')) return [readCase(c)];
  if (c.is('BEGIN') || c.is('DECLARE')) return [{ kind: 'attempt', label, ...readBlock(c) }];
  if (startsLoop(c)) return [readLoop(c, label, readInstructions)];
  if (c.takes('NULL')) return [];
  if (c.is('EXECUTE')) return [readExecute(c)];
  if (c.is('RAISE')) return [readRaise(c)];
  if (c.is('EXIT') || c.is('CONTINUE')) return [readLeave(c)];
  if (c.is('ASSERT')) return [readAssert(c)];
  if (c.is('GET')) return [readDiagnostics(c)];
  if (c.is('FETCH')) return readFetch(c);
  if (c.takes('RETURN')) {
    const goesOn = c.is('NEXT') || c.is('QUERY');
    const value = upTo(c, isSemicolon);
    return goesOn ? [] : [{ kind: 'return', value: value.done ? undefined : readExpression(value) }];
  }
  if (['OPEN', 'CLOSE', 'MOVE'].some((word) => c.is(word))) return upTo(c, isSemicolon) && [];
  return undefined;
}

function readIf(c: Cursor): InstructionBody {
  const branches: Branch[] = [];
  do {
    const condition = readExpression(beforeThen(c));
    branches.push({ condition, body: readInstructions(c, ['ELSIF', 'ELSEIF', 'ELSE', 'END']) });
  } while (c.takes('ELSIF') || c.takes('ELSEIF'));
  const otherwise = c.takes('ELSE') ? readInstructions(c, ['END']) : [];
  c.expect('END', 'IF');
  return { kind: 'if', branches, otherwise };
}

/** What stands before THEN, a word that a CASE inside of it has too. */
function beforeThen(c: Cursor): Cursor {
  let cases = 0;
  const condition = upTo(c, (e) => {
    if (e.is('CASE')) cases++;
    else if (e.is('END')) cases--;
    return (e.is('THEN') && cases === 0) || e.kind() === SEMICOLON;
  });
  c.expect('THEN');
  return condition;
}

/** CASE as an instruction: without ELSE, a value that no branch has is an error. */
function readCase(c: Cursor): InstructionBody {
  const first = c.at;
  const subject = c.is('WHEN') ? undefined : readExpression(upTo(c, (e) => e.is('WHEN')));
  const branches: Branch[] = [];
  while (c.takes('WHEN')) {
    const when = beforeThen(c);
    const condition = subject ? isOneOf(subject, readExpressions(when)) : readExpression(when);
    branches.push({ condition, body: readInstructions(c, ['WHEN', 'ELSE', 'END']) });
  }
  const span = c.span(first);
  const code: Expression = { kind: 'literal', value: 'case_not_found', span };
  const otherwise = c.takes('ELSE')
    ? readInstructions(c, ['END'])
    : [{ kind: 'raise', level: 'exception', code, span } as const];
  c.expect('END', 'CASE');
  return { kind: 'if', branches, otherwise };
}

const isOneOf = (subject: Expression, list: Expression): Expression => ({
  kind: 'operator',
  operator: 'in',
  operands: [subject, list],
  span: list.span,
});

/** A name, maybe with a field or an index, before := or =. */
function isAssignment(c: Cursor): boolean {
  if (c.kind() !== WORD && c.kind() !== QUOTED) return false;
  const e = c.over(c.at + 1, c.end);
  while (e.kind() === 46 || e.kind() === OPEN_BRACKET) {
    if (e.kind() === OPEN_BRACKET) e.skip();
    else e.at += 2;
  }
  return e.isOperator(':=') || e.isOperator('=');
}

function readAssignment(c: Cursor): InstructionBody {
  const variable = c.label().name;
  const isPart = upTo(c, (e) => e.isOperator(':=') || e.isOperator('=')).done === false;
  c.at++;
  const right = upTo(c, isSemicolon);
  return { kind: 'assign', variable, value: isPart ? readUnknown(right) : readExpression(right) };
}

/** FETCH … INTO: what the variables are given is not known. */
function readFetch(c: Cursor): readonly InstructionBody[] {
  const e = upTo(c, isSemicolon);
  while (!e.done && !e.takes('INTO')) e.at++;
  const value = readUnknown(e.over(e.from, e.end));
  if (e.done) return [];
  return readTargets(e).map(({ variable }) => ({ kind: 'assign', variable, value }));
}
