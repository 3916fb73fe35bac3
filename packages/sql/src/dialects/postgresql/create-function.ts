import type { DataType, FunctionDefinition, Instruction, Parameter, Routine } from '@refint/model';
import { Cursor, type StatementBody } from '../../cursor.ts';
import { finishStatement } from '../../read.ts';
import { change, says } from '../../reading.ts';
import { CLOSE, COMMA, OPEN, release, SEMICOLON, STRING } from '../../tokens.ts';
import { bodyAt, readLanguage } from './code.ts';
import { readExpression } from './expressions.ts';
import { readRoutine } from './plpgsql.ts';
import { skipRest } from './recovery.ts';
import { readType } from './types.ts';

/** CREATE FUNCTION and PROCEDURE, with what they do if it may change a schema. */
export function readCreateFunction(c: Cursor, verb: string, orReplace: boolean): StatementBody {
  const name = c.qualifiedName('the name of the function');
  const first = c.at;
  if (c.kind() !== OPEN) c.lose('"("');
  else c.skip();
  const parameters = c.over(first, c.lost ? first : c.at);
  const rest = c.over(c.at, c.end);
  skipRest(c);
  const definition = c.lost ? undefined : readDefinition(parameters, rest);
  const table = undefined;
  const body = { kind: 'add', entity: 'function', name, ifNotExists: false, orReplace, table, definition } as const;
  return says(verb, [change(c, c.from, body)]);
}

function readDefinition(parameters: Cursor, rest: Cursor): FunctionDefinition | undefined {
  let language: string | undefined;
  let code: number | undefined;
  let isTrigger = false;
  let isAsked = false;
  let returns: DataType | undefined;
  let searchPath: readonly string[] | undefined;
  for (; !rest.done && !rest.is('BEGIN') && !rest.is('RETURN'); rest.skip()) {
    if (rest.takes('RETURNS')) {
      isTrigger ||= rest.is('TRIGGER') || rest.is('EVENT_TRIGGER');
      isAsked = !rest.is('VOID');
      if (!rest.is('SETOF') && !rest.is('TABLE')) returns = readType(rest.over(rest.at, rest.end)).type;
    }
    if (rest.is('LANGUAGE')) {
      language = readLanguage(rest);
      rest.at--;
    } else if (rest.is('SET') && rest.is('SEARCH_PATH', 1)) searchPath = readOwnPath(rest);
    else if (rest.takes('AS') && rest.kind() === STRING) code = rest.at;
  }
  const routine = isTrigger ? undefined : readCode(rest, code, language ?? 'sql', isAsked);
  const made = { language: language ?? 'sql', parameters: routine ? readParameters(parameters) : [], routine, returns };
  return searchPath ? { ...made, searchPath } : made;
}

/** `SET search_path = public, app` beside a function: its path while it runs. */
function readOwnPath(rest: Cursor): readonly string[] {
  rest.at += 2;
  const schemas: string[] = [];
  if (!rest.takes('TO')) rest.takesOperator('=');
  do schemas.push(rest.kind() === STRING ? rest.string().name : rest.label('a schema').name);
  while (rest.takesKind(COMMA));
  rest.at--;
  return schemas.filter((schema) => schema !== '');
}

/** Only code that defines something, or that answers a question, is read: all other code leaves the schema as it is. */
const defines = /\b(?:create|alter|drop|execute|perform|call|select)\b/i;
const definesPlainly =
  /\b(?:create|alter|drop|execute|perform|call|assert)\b|\braise\s+(?!notice|debug|log|info|warning)/i;
const answers = /\breturn\s+(?!new\b|old\b|next\b|query\b)\w/i;

function readCode(rest: Cursor, code: number | undefined, language: string, isAsked: boolean): Routine | undefined {
  // What is wrong in a body matters when it is called, and then the replay doubts what it does.
  const reading = { ...rest.reading, problems: [], depth: rest.reading.depth + 1 };
  if (code === undefined) return { variables: [], body: [] };
  if (language !== 'plpgsql' && language !== 'sql') return undefined;
  const text = rest.tokens.text.slice(rest.tokens.starts[code], rest.tokens.ends[code]);
  const matters =
    language === 'sql' ? defines.test(text) : definesPlainly.test(text) || (isAsked && answers.test(text));
  if (!matters) return { variables: [], body: [] };
  const inside = bodyAt(new Cursor(reading, rest.tokens, rest.dialect, code, code + 1), code);
  const routine = !inside ? undefined : language === 'sql' ? readStatements(inside) : readRoutine(inside);
  const isBroken = !inside || inside.lost !== undefined;
  if (inside) release(inside.tokens);
  return isBroken ? undefined : routine;
}

/** The body of a function in SQL: statements one after the other. */
function readStatements(c: Cursor): Routine {
  const body: Instruction[] = [];
  for (let at = 0; at < c.tokens.count; ) {
    if (c.tokens.kinds[at] === SEMICOLON) {
      at++;
      continue;
    }
    const end = c.dialect.statementEnd(c.tokens, at);
    const one = c.over(at, end);
    const span = c.span(at, end - 1);
    body.push({ kind: 'statement', statement: finishStatement(one, c.dialect.readStatement(one)), span });
    const isLast = end >= c.tokens.count - 1;
    if (isLast && (c.tokens.words[at] === 'SELECT' || c.tokens.words[at] === 'WITH')) {
      const query = c.dialect.readQuery(c.over(at, end));
      body.push({ kind: 'return', value: { kind: 'query', query, span }, again: true, span });
    }
    at = end;
  }
  return { variables: [], body, conflicts: 'column' };
}

function readParameters(c: Cursor): Parameter[] {
  const found: Parameter[] = [];
  c.expectKind(OPEN);
  while (!c.done && c.kind() !== CLOSE) {
    const first = c.at;
    while (!c.done && c.kind() !== COMMA && c.kind() !== CLOSE) c.skip();
    const parameter = readParameter(c.over(first, c.at));
    if (parameter) found.push(parameter);
    c.takesKind(COMMA);
  }
  return found;
}

/** `[IN | INOUT | VARIADIC] [name] type [DEFAULT value]`; nothing for OUT, which no caller of a function gives. */
function readParameter(c: Cursor): Parameter | undefined {
  if (c.is('OUT')) return undefined;
  const variadic = c.takes('VARIADIC');
  if (!c.takes('INOUT')) c.takes('IN');
  let end = c.at;
  const value = c.over(c.at, c.end);
  while (!value.done && !value.is('DEFAULT') && !value.isOperator('=') && !value.isOperator(':=')) value.skip();
  end = value.at;
  value.at++;
  const hasDefault = end < c.end;
  const bare = c.over(c.at, end);
  const alone = readType(bare).type;
  const isNamed = !bare.done || bare.lost !== undefined;
  const name = isNamed ? c.label('a parameter').name : undefined;
  const type = isNamed ? readType(c.over(c.at, end)).type : alone;
  return { name, type, default: hasDefault ? readExpression(value.over(value.at, c.end)) : undefined, variadic };
}
