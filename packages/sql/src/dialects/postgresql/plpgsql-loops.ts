import type { Expression, Instruction, InstructionBody } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { COMMA, OPEN, SEMICOLON } from '../../tokens.ts';
import { readExpression } from './expressions.ts';
import { isSemicolon, takesLabel, upTo } from './plpgsql-parts.ts';

type ReadInstructions = (c: Cursor, ends: readonly string[]) => Instruction[];

/** Whether a loop begins here, after its label. */
export const startsLoop = (c: Cursor): boolean => ['FOREACH', 'FOR', 'LOOP', 'WHILE'].some((word) => c.is(word));

/** LOOP, WHILE, FOR and FOREACH. What is not understood of their heads leaves a body that runs nobody knows how often. */
export function readLoop(c: Cursor, label: string | undefined, readInstructions: ReadInstructions): InstructionBody {
  const first = c.at;
  const head = c.is('LOOP') ? c.over(c.at, c.at) : upTo(c, (e) => e.is('LOOP') || e.kind() === SEMICOLON);
  const text = c.textOf(first, c.at - 1);
  c.expect('LOOP');
  const body = readInstructions(c, ['END']);
  c.expect('END', 'LOOP');
  takesLabel(c);
  return readHead(head, { label, body }) ?? { kind: 'opaque', text, body };
}

type Repeated = { readonly label: string | undefined; readonly body: readonly Instruction[] };

function readHead(head: Cursor, repeated: Repeated): InstructionBody | undefined {
  if (head.done) return { kind: 'loop', condition: undefined, ...repeated };
  if (head.takes('WHILE')) return { kind: 'loop', condition: readExpression(head), ...repeated };
  const isEach = head.takes('FOREACH');
  if (!isEach && !head.takes('FOR')) return undefined;
  const variables = [head.label('a variable').name];
  while (head.takesKind(COMMA)) variables.push(head.label('a variable').name);
  const [variable = ''] = variables;
  if (!head.takes('IN')) return undefined;
  if (isEach) {
    if (variables.length > 1 || !head.takes('ARRAY')) return undefined;
    return { kind: 'for-each', variable, items: readExpression(head), ...repeated };
  }
  if (head.takes('EXECUTE')) {
    const command = readExpression(upTo(head, (e) => e.is('USING')));
    return head.done ? { kind: 'for-query', variables, query: command, ...repeated } : undefined;
  }
  const isWrapped = head.kind() === OPEN && (head.is('SELECT', 1) || head.is('WITH', 1)) && endsAfter(head);
  if (head.is('SELECT') || head.is('WITH') || isWrapped) {
    const inside = isWrapped ? head.over(head.at + 1, head.end - 1) : head;
    return { kind: 'for-query', variables, query: head.dialect.readQuery(inside), ...repeated };
  }
  return variables.length === 1 ? readRange(head, variable, repeated) : undefined;
}

/** Whether the parentheses that open here are all there is. */
function endsAfter(c: Cursor): boolean {
  const e = c.over(c.at, c.end);
  e.skip();
  return e.done;
}

/** FOR i IN [REVERSE] 1..3 [BY 2] */
function readRange(head: Cursor, variable: string, repeated: Repeated): InstructionBody | undefined {
  const reverse = head.takes('REVERSE');
  const from = readExpression(upTo(head, (e) => e.isOperator('..')));
  if (!head.takesOperator('..')) return undefined;
  const to = readExpression(upTo(head, (e) => e.is('BY')));
  const step: Expression | undefined = head.takes('BY') ? readExpression(head) : undefined;
  return { kind: 'for-range', variable, from, to, step, reverse, ...repeated };
}

/** EXIT and CONTINUE, with the loop that they mean and the condition on which they do. */
export function readLeave(c: Cursor): InstructionBody {
  const how = c.takes('EXIT') ? 'exit' : 'continue';
  if (how === 'continue') c.expect('CONTINUE');
  const label = c.is('WHEN') ? undefined : takesLabel(c);
  const when = c.takes('WHEN') ? readExpression(upTo(c, isSemicolon)) : undefined;
  return { kind: 'leave', how, label, when };
}
