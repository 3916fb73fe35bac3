import type { Expression, InstructionBody } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { COMMA, STRING, WORD } from '../../tokens.ts';
import { readExpression } from './expressions.ts';
import { isSemicolon, upTo } from './plpgsql-parts.ts';

/** RAISE: PostgreSQL manual, "Errors and Messages". */
export function readRaise(c: Cursor): InstructionBody {
  const first = c.at;
  c.expect('RAISE');
  const isNotice = ['DEBUG', 'LOG', 'INFO', 'NOTICE', 'WARNING'].some((word) => c.is(word));
  const level = isNotice ? 'notice' : 'exception';
  const isLeveled = isNotice || c.is('EXCEPTION');
  if (isLeveled) c.at++;
  const isBare = !isLeveled && isSemicolon(c);
  const span = c.span(first);
  let code: Expression | undefined = isBare ? undefined : { kind: 'literal', value: 'P0001', span };
  if (c.takes('SQLSTATE')) {
    const { name: value, span } = c.string('a code');
    code = { kind: 'literal', value, span };
  } else if (c.kind() === WORD && !c.is('USING')) {
    const { name: value, span } = c.label('a condition');
    code = { kind: 'literal', value: value.toLowerCase(), span };
  } else if (c.kind() === STRING) c.string();
  while (!c.done && !isSemicolon(c) && !c.is('USING')) c.skip();
  if (c.takes('USING')) {
    do {
      const isCode = c.is('ERRCODE');
      c.at += 2;
      const value = upTo(c, (e) => isSemicolon(e) || e.kind() === COMMA);
      if (isCode) code = readExpression(value);
    } while (c.takesKind(COMMA));
  }
  return { kind: 'raise', level, code: isNotice ? undefined : code };
}

/** ASSERT condition [, message] */
export function readAssert(c: Cursor): InstructionBody {
  c.expect('ASSERT');
  const condition = readExpression(upTo(c, (e) => isSemicolon(e) || e.kind() === COMMA));
  upTo(c, isSemicolon);
  return { kind: 'assert', condition };
}

/** GET [CURRENT | STACKED] DIAGNOSTICS variable = item, … */
export function readDiagnostics(c: Cursor): InstructionBody {
  const items: { variable: string; item: string }[] = [];
  while (!c.done && !isSemicolon(c) && !c.takes('DIAGNOSTICS')) c.at++;
  while (!c.done && c.isName()) {
    const variable = c.name().name;
    if (!c.takesOperator('=') && !c.takesOperator(':=')) c.lose('"="');
    items.push({ variable, item: c.label().name.toUpperCase() });
    if (!c.takesKind(COMMA)) break;
  }
  return { kind: 'diagnose', items };
}
