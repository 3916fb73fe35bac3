import { type Expression, formatType, type Variable } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { OPERATOR, SEMICOLON } from '../../tokens.ts';
import { readExpression } from './expressions.ts';
import { isSemicolon, readUnknown, upTo } from './plpgsql-parts.ts';
import { readType } from './types.ts';

/** DECLARE, as often as it stands here, with all its variables. */
export function readVariables(c: Cursor): Variable[] {
  const variables: Variable[] = [];
  while (c.takes('DECLARE')) while (!c.done && !c.is('BEGIN') && !c.is('DECLARE')) variables.push(readVariable(c));
  return variables;
}

/** `name [CONSTANT] type [NOT NULL] [:= value];` */
function readVariable(c: Cursor): Variable {
  const { name } = c.label('a variable');
  c.takes('CONSTANT');
  const rest = upTo(c, (e) => e.kind() === SEMICOLON || e.isOperator(':=') || e.isOperator('=') || e.is('DEFAULT'));
  const isOther = rest.is('ALIAS') || rest.is('CURSOR') || rest.is('CURSOR', 2);
  let value: Expression | undefined;
  if (c.kind() !== SEMICOLON && !c.done) {
    c.at++;
    value = readExpression(upTo(c, isSemicolon));
  } else if (isOther) value = aliased(rest) ?? readUnknown(rest);
  c.expectKind(SEMICOLON);
  const type = isOther ? undefined : typeIn(rest);
  return type === undefined ? { name, value } : { name, value, type };
}

/** `ALIAS FOR $1` is as good as a copy, as nobody assigns to a parameter. */
function aliased(rest: Cursor): Expression | undefined {
  if (!rest.takes('ALIAS', 'FOR')) return undefined;
  const value = readExpression(rest);
  return value.kind === 'name' ? value : undefined;
}

/** A type that is written out; a record and the type of something else take values as they come. */
function typeIn(rest: Cursor): string | undefined {
  const e = rest.over(rest.from, rest.end);
  if (e.is('RECORD')) return undefined;
  const { type } = readType(e);
  if (e.lost || (e.kind() === OPERATOR && e.isOperator('%'))) return undefined;
  return formatType(type);
}
