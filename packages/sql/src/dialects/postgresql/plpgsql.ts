import type { Branch, Expression, Handler, Instruction, Routine, Span, Variable } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { COMMA, END, NUMBER, OPEN_BRACKET, QUOTED, SEMICOLON, WORD } from '../../tokens.ts';
import { readExpression, readExpressions } from './expressions.ts';
import { readSqlInstruction } from './plpgsql-sql.ts';

/** The body of a block or function in PL/pgSQL: PostgreSQL manual, chapter 43. The cursor is lost when it is broken. */
export function readRoutine(c: Cursor): Routine {
  while (c.isOperator('#')) while (!c.done && c.raw() !== 'error' && !/^use_/.test(c.raw())) c.at++;
  const first = c.at;
  const block = readBlock(c);
  c.takesKind(SEMICOLON);
  if (!c.done) c.lose('the end of the block');
  if (block.handlers.length === 0) return { variables: block.variables, body: block.body };
  return { variables: [], body: [{ kind: 'attempt', ...block, span: c.spanFrom(first) }] };
}

interface Block {
  readonly variables: readonly Variable[];
  readonly body: readonly Instruction[];
  readonly handlers: readonly Handler[];
}

/** `[<<label>>] [DECLARE …] BEGIN … [EXCEPTION …] END [label]`, without the semicolon. */
function readBlock(c: Cursor): Block {
  skipLabel(c);
  const variables: Variable[] = [];
  while (c.takes('DECLARE')) while (!c.done && !c.is('BEGIN') && !c.is('DECLARE')) variables.push(...readVariable(c));
  c.expect('BEGIN');
  const body = readInstructions(c, ['END', 'EXCEPTION']);
  const handlers: Handler[] = [];
  if (c.takes('EXCEPTION')) while (c.is('WHEN')) handlers.push(readHandler(c));
  c.expect('END');
  if (c.kind() === WORD || c.kind() === QUOTED) c.at++;
  return { variables, body, handlers };
}

function skipLabel(c: Cursor): void {
  while (c.takesOperator('<<')) {
    c.label();
    if (!c.takesOperator('>>')) c.lose('">>"');
  }
}

function readVariable(c: Cursor): Variable[] {
  const { name } = c.label('a variable');
  const type = upTo(c, (e) => e.kind() === SEMICOLON || e.isOperator(':=') || e.isOperator('=') || e.is('DEFAULT'));
  const isOther = type.is('ALIAS') || type.is('CURSOR') || type.is('CURSOR', 2);
  let value: Expression | undefined;
  if (c.kind() !== SEMICOLON && !c.done) {
    c.at++;
    value = readExpression(upTo(c, isSemicolon));
  } else if (isOther) value = readUnknown(type);
  c.expectKind(SEMICOLON);
  return [{ name, value }];
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
  skipLabel(c);
  const first = c.at;
  const ended = <T extends object>(made: T): T & { readonly span: Span } => {
    const span = c.spanFrom(Math.min(first, c.end - 1));
    c.expectKind(SEMICOLON);
    return { ...made, span };
  };
  if (c.takes('IF')) return [ended(readIf(c))];
  if (c.takes('CASE')) return [ended(readCase(c))];
  if (c.is('BEGIN') || c.is('DECLARE')) return [ended({ kind: 'attempt', ...readBlock(c) } as const)];
  if (c.is('FOREACH') || c.is('FOR') || c.is('LOOP') || c.is('WHILE')) return [ended(readLoop(c))];
  if (c.takes('NULL')) return ended({}) && [];
  if (c.takes('EXECUTE')) return readExecute(c, first);
  if (c.takes('RAISE')) {
    const isNotice = ['DEBUG', 'LOG', 'INFO', 'NOTICE', 'WARNING'].some((word) => c.is(word));
    upTo(c, isSemicolon);
    return [ended({ kind: 'raise', level: isNotice ? 'notice' : 'exception' } as const)];
  }
  if (c.takes('RETURN')) {
    const goesOn = c.is('NEXT') || c.is('QUERY');
    upTo(c, isSemicolon);
    const made = ended({ kind: 'return' } as const);
    return goesOn ? [] : [made];
  }
  if (isAssignment(c)) return readAssignment(c, first);
  if (c.is('GET') || c.is('FETCH')) return readDiagnostics(c, first);
  if (['EXIT', 'CONTINUE', 'ASSERT'].some((word) => c.is(word))) {
    const { from, end } = upTo(c, isSemicolon);
    return [ended({ kind: 'opaque', text: c.textOf(from, end - 1), body: [] } as const)];
  }
  if (['OPEN', 'CLOSE', 'MOVE'].some((word) => c.is(word))) return upTo(c, isSemicolon) && ended({}) && [];
  const made = readSqlInstruction(upTo(c, isSemicolon));
  c.expectKind(SEMICOLON);
  return made;
}

function readIf(c: Cursor): Omit<Extract<Instruction, { kind: 'if' }>, 'span'> {
  const branches: Branch[] = [];
  do {
    const condition = readCondition(c);
    branches.push({ condition, body: readInstructions(c, ['ELSIF', 'ELSEIF', 'ELSE', 'END']) });
  } while (c.takes('ELSIF') || c.takes('ELSEIF'));
  const otherwise = c.takes('ELSE') ? readInstructions(c, ['END']) : [];
  c.expect('END', 'IF');
  return { kind: 'if', branches, otherwise };
}

const readCondition = (c: Cursor): Expression => readExpression(beforeThen(c));

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
function readCase(c: Cursor): Omit<Extract<Instruction, { kind: 'if' }>, 'span'> {
  const first = c.at;
  const subject = c.is('WHEN') ? undefined : readExpression(upTo(c, (e) => e.is('WHEN')));
  const branches: Branch[] = [];
  while (c.takes('WHEN')) {
    const when = beforeThen(c);
    const condition = subject ? isOneOf(subject, readExpressions(when)) : readExpression(when);
    branches.push({ condition, body: readInstructions(c, ['WHEN', 'ELSE', 'END']) });
  }
  const failed = { kind: 'raise', level: 'exception', span: c.span(first) } as const;
  const otherwise = c.takes('ELSE') ? readInstructions(c, ['END']) : [failed];
  c.expect('END', 'CASE');
  return { kind: 'if', branches, otherwise };
}

const isOneOf = (subject: Expression, list: Expression): Expression => ({
  kind: 'operator',
  operator: 'in',
  operands: [subject, list],
  span: list.span,
});

type Loop = Extract<Instruction, { kind: 'for-each' | 'for-query' | 'opaque' }>;
type LoopBody = Loop extends infer L ? (L extends Loop ? Omit<L, 'span'> : never) : never;

/** A loop over rows or items that may be known; any other runs its body nobody knows how often. */
function readLoop(c: Cursor): LoopBody {
  const first = c.at;
  const head = c.is('LOOP') ? c.over(c.at, c.at) : upTo(c, (e) => e.is('LOOP') || e.kind() === SEMICOLON);
  const text = c.textOf(first, c.at - 1);
  c.expect('LOOP');
  const start = c.at;
  const body = readInstructions(c, ['END']);
  const leaves = hasExit(c.over(start, c.at));
  c.expect('END', 'LOOP');
  if (c.kind() === WORD || c.kind() === QUOTED) c.at++;
  const known = leaves ? undefined : readHead(head, body);
  return known ?? { kind: 'opaque', text, body };
}

function readHead(head: Cursor, body: readonly Instruction[]): LoopBody | undefined {
  const isEach = head.takes('FOREACH');
  if (!isEach && !head.takes('FOR')) return undefined;
  const variable = head.label('a variable').name;
  if (head.kind() === COMMA || head.takes('SLICE')) return undefined;
  if (!head.takes('IN')) return undefined;
  if (isEach) {
    if (!head.takes('ARRAY')) return undefined;
    return { kind: 'for-each', variable, items: readExpression(head), body };
  }
  if (head.is('SELECT') || head.is('WITH') || (head.kind() === 40 && (head.is('SELECT', 1) || head.is('WITH', 1)))) {
    const isWrapped = head.kind() === 40;
    const inside = isWrapped ? head.over(head.at + 1, head.end - 1) : head;
    return { kind: 'for-query', variable, query: head.dialect.readQuery(inside), body };
  }
  return readRange(head, variable, body);
}

/** FOR i IN 1..3: the numbers, if both ends stand there and there are not many. */
function readRange(head: Cursor, variable: string, body: readonly Instruction[]): LoopBody | undefined {
  if (head.kind() !== NUMBER || !head.isOperator('..', 1) || head.kind(2) !== NUMBER || head.kind(3) !== END)
    return undefined;
  const [low, high] = [Number(head.raw()), Number(head.raw(2))];
  if (!Number.isInteger(low) || !Number.isInteger(high) || high - low >= 100) return undefined;
  const span = head.span(head.at, head.at + 2);
  const items: Expression[] = [];
  for (let value = low; value <= high; value++) items.push({ kind: 'literal', value, span });
  return { kind: 'for-each', variable, items: { kind: 'list', items, span }, body };
}

function hasExit(c: Cursor): boolean {
  for (; !c.done; c.at++) if (c.is('EXIT') || c.is('CONTINUE')) return true;
  return false;
}

/** EXECUTE of a text; with INTO, what it finds is not known. */
function readExecute(c: Cursor, first: number): Instruction[] {
  const command = readExpression(upTo(c, (e) => isSemicolon(e) || e.is('INTO') || e.is('USING')));
  const rest = upTo(c, isSemicolon);
  const span = c.spanFrom(first);
  c.expectKind(SEMICOLON);
  const made: Instruction[] = [{ kind: 'execute', command, span }];
  while (!rest.done && !rest.takes('INTO')) rest.skip();
  rest.takes('STRICT');
  while (rest.isName()) {
    made.push({
      kind: 'assign',
      variable: rest.name().name,
      value: readUnknown(rest.over(rest.at - 1, rest.at)),
      span,
    });
    if (!rest.takesKind(COMMA)) break;
  }
  return made;
}

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

function readAssignment(c: Cursor, first: number): Instruction[] {
  const variable = c.label().name;
  const isPart = upTo(c, (e) => e.isOperator(':=') || e.isOperator('=')).done === false;
  c.at++;
  const right = upTo(c, isSemicolon);
  const value = isPart ? readUnknown(right) : readExpression(right);
  const span = c.spanFrom(first);
  c.expectKind(SEMICOLON);
  return [{ kind: 'assign', variable, value, span }];
}

/** GET DIAGNOSTICS and FETCH … INTO: whatever they are given to is not known afterwards. */
function readDiagnostics(c: Cursor, first: number): Instruction[] {
  const e = upTo(c, isSemicolon);
  const span = c.spanFrom(first);
  c.expectKind(SEMICOLON);
  const made: Instruction[] = [];
  const isFetch = e.takes('FETCH');
  while (!e.done && !(isFetch ? e.takes('INTO') : e.takes('DIAGNOSTICS'))) e.at++;
  while (e.isName()) {
    const variable = e.name().name;
    made.push({ kind: 'assign', variable, value: readUnknown(e.over(e.at - 1, e.at)), span });
    while (!e.done && !e.takesKind(COMMA)) e.skip();
  }
  return made;
}

const isSemicolon = (c: Cursor): boolean => c.kind() === SEMICOLON;

/** A cursor over what stands before a token that `stops` says yes to; `c` goes on there. */
function upTo(c: Cursor, stops: (c: Cursor) => boolean): Cursor {
  const first = c.at;
  while (!c.done && !stops(c)) c.skip();
  return c.over(first, Math.max(first, c.at));
}

function readUnknown(c: Cursor): Expression {
  const last = Math.max(c.from, c.end - 1);
  return { kind: 'unknown', text: c.textOf(c.from, c.end - 1), span: c.span(c.from, last) };
}
