import { type Failure, type Statement, textAt, written } from '@refint/model';
import { type Enum, type EnumText, enumTextsOfChanges, enumTextsOfRows } from './enum-texts.ts';
import { shownName } from './failures.ts';
import { unsafeEnums } from './new-enums.ts';
import { isUnsure, type World } from './world.ts';

/**
 * A value of an enum that cannot be used yet, because the transaction that added it goes on. Only statements of files are
 * looked at: what is in a block of code may not run.
 */
export function unsafeValue(world: World, statement: Statement): Failure | undefined {
  const unsafe = unsafeEnums(world);
  if (unsafe.length === 0) return undefined;
  const said = textAt(statement);
  if (!unsafe.some(({ added }) => added.some((value) => said.includes(value)))) return undefined;
  const texts = [
    ...(statement.rows ? enumTextsOfRows(world, statement.rows) : []),
    ...enumTextsOfChanges(world, statement),
  ];
  const used = texts.find(({ type, text }) => unsafe.some((one) => one.type === type && one.added.includes(text)));
  return (
    used &&
    failure(statement, used, '55P04', `unsafe use of new value "${used.text}" of enum type ${shown(world, used.type)}`)
  );
}

/** A text that is to be a value of an enum and is none. */
export function noSuchEnumValue(world: World, statement: Statement): Failure | undefined {
  const { rows } = statement;
  if (!rows || isUnsure(world)) return undefined;
  const wrong = enumTextsOfRows(world, rows).find(({ type, text }) => !type.values.includes(text));
  if (!wrong) return undefined;
  return failure(
    statement,
    wrong,
    '22P02',
    `invalid input value for enum ${shown(world, wrong.type)}: "${wrong.text}"`,
  );
}

const failure = ({ source }: Statement, { span }: EnumText, code: string, text: string): Failure => ({
  code,
  text,
  missing: undefined,
  at: span && written(source, span),
});

/** The name of a type as PostgreSQL shows it (format_type). */
const shown = ({ searchPath }: World, { schema, name }: Enum): string =>
  searchPath.includes(schema) ? shownName(name) : `${shownName(schema)}.${shownName(name)}`;
