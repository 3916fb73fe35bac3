import type { DataType, TypeName } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { none, withOne } from '../../reading.ts';
import { CLOSE, CLOSE_BRACKET, COMMA, DOT, OPEN, OPEN_BRACKET, QUOTED, WORD } from '../../tokens.ts';

/** A type as it is written anywhere in DDL, made canonical as `format_type` prints it. */
export function readType(c: Cursor): TypeName {
  const first = c.at;
  const plain = plainTypes.get(c.word());
  if (plain && c.kind(1) !== OPEN && c.kind(1) !== OPEN_BRACKET && c.kind(1) !== DOT && !c.is('ARRAY', 1)) {
    c.at++;
    return { type: plain, serial: false, span: c.span(first) };
  }
  c.takes('SETOF');
  let { name, schema, serial } = readTypeWords(c);
  let modifiers: readonly string[] = c.kind() === OPEN ? readModifiers(c) : none;
  if (schema === undefined) {
    if (name === 'time' || name === 'timestamp') {
      if (c.takes('WITH', 'TIME', 'ZONE')) name += ' with time zone';
      else {
        c.takes('WITHOUT', 'TIME', 'ZONE');
        name += ' without time zone';
      }
    } else if (name === 'interval') {
      name += readIntervalFields(c);
      if (c.kind() === OPEN) modifiers = readModifiers(c);
    } else if (name === 'float') {
      name = Number(modifiers[0] ?? 53) <= 24 ? 'real' : 'double precision';
      modifiers = none;
    } else if (name === 'bpchar' && modifiers.length > 0) name = 'character';
    modifiers = withDefaults(name, modifiers);
  }
  const dimensions = readDimensions(c);
  return { type: { name, schema, modifiers, dimensions }, serial, span: c.spanFrom(first) };
}

/** The types that most columns have: one word, and the same in every dialect of the word. Those are shared. */
const plainTypes = new Map<string, DataType>();
for (const [word, name] of [
  ['TEXT', 'text'],
  ['INTEGER', 'integer'],
  ['INT', 'integer'],
  ['BIGINT', 'bigint'],
  ['SMALLINT', 'smallint'],
  ['BOOLEAN', 'boolean'],
  ['BOOL', 'boolean'],
  ['JSONB', 'jsonb'],
  ['JSON', 'json'],
  ['UUID', 'uuid'],
  ['DATE', 'date'],
  ['BYTEA', 'bytea'],
  ['TIMESTAMPTZ', 'timestamp with time zone'],
] as const) {
  plainTypes.set(word, { name, schema: undefined, modifiers: none, dimensions: 0 });
}

interface TypeWords {
  readonly name: string;
  readonly schema: string | undefined;
  readonly serial: boolean;
}

function readTypeWords(c: Cursor): TypeWords {
  const kind = c.kind();
  if (kind !== WORD && kind !== QUOTED) {
    c.lose('a type');
    return { name: '', schema: undefined, serial: false };
  }
  if (kind === WORD && c.kind(1) !== DOT) {
    const word = c.raw().toLowerCase();
    const serial = serials[word];
    if (serial !== undefined) {
      c.at++;
      return { name: serial, schema: undefined, serial: true };
    }
    const inWords = words.has(word) ? readWords(c) : undefined;
    if (inWords) return inWords;
    const known = keywords[word] ?? catalogNames[word];
    if (known !== undefined) {
      c.at++;
      return builtIn(known);
    }
  }
  if (kind === WORD && !c.isName() && !c.is('ANY')) {
    c.lose('a type');
    return builtIn('');
  }
  const { name, schema } = c.qualifiedName('a type');
  return userType(name, schema);
}

const words = new Set(['double', 'national', 'character', 'char', 'nchar', 'bit']);

/** The types whose names may be more than one word. */
function readWords(c: Cursor): TypeWords | undefined {
  if (c.takes('DOUBLE', 'PRECISION')) return builtIn('double precision');
  if (c.takes('NATIONAL', 'CHARACTER') || c.takes('NATIONAL', 'CHAR')) return character(c);
  if (c.takes('CHARACTER') || c.takes('CHAR') || c.takes('NCHAR')) return character(c);
  return c.takes('BIT') ? builtIn(c.takes('VARYING') ? 'bit varying' : 'bit') : undefined;
}

/** A quoted or qualified name may still be one of the catalog's own types. */
function userType(name: string, schema?: string): TypeWords {
  if (schema === undefined || schema === 'pg_catalog') {
    const known = catalogNames[name];
    if (known !== undefined) return builtIn(known);
    if (schema === 'pg_catalog') return builtIn(name);
  }
  return { name, schema, serial: false };
}

const builtIn = (name: string): TypeWords => ({ name, schema: undefined, serial: false });

const character = (c: Cursor): TypeWords => builtIn(c.takes('VARYING') ? 'character varying' : 'character');

function readModifiers(c: Cursor): readonly string[] {
  c.expectKind(OPEN);
  let found: string[] | undefined;
  while (!c.done && c.kind() !== CLOSE) {
    const first = c.at;
    while (!c.done && c.kind() !== COMMA && c.kind() !== CLOSE) c.skip();
    found = withOne(found, c.textOf(first, c.at - 1));
    if (!c.takesKind(COMMA)) break;
  }
  c.expectKind(CLOSE);
  return found ?? none;
}

function readDimensions(c: Cursor): number {
  let dimensions = 0;
  if (c.takes('ARRAY')) {
    if (c.kind() === OPEN_BRACKET) c.skip();
    return 1;
  }
  while (c.kind() === OPEN_BRACKET && (c.kind(1) === CLOSE_BRACKET || c.kind(2) === CLOSE_BRACKET)) {
    c.skip();
    dimensions++;
  }
  return dimensions;
}

const fields = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'] as const;

function readIntervalFields(c: Cursor): string {
  const first = fields.find((field) => c.takes(field));
  if (first === undefined) return '';
  const last = c.takes('TO') ? fields.find((field) => c.takes(field)) : undefined;
  return last === undefined ? ` ${first.toLowerCase()}` : ` ${first.toLowerCase()} to ${last.toLowerCase()}`;
}

/** What `format_type` shows though nobody wrote it: `char` is `character(1)`, `numeric(10)` is `numeric(10,0)`. */
function withDefaults(name: string, modifiers: readonly string[]): readonly string[] {
  const first = modifiers[0];
  if (first === undefined) return name === 'character' || name === 'bit' ? ['1'] : none;
  return name === 'numeric' && modifiers.length === 1 ? [first, '0'] : modifiers;
}

const serials: Readonly<Record<string, string>> = {
  __proto__: null as never,
  serial: 'integer',
  serial4: 'integer',
  bigserial: 'bigint',
  serial8: 'bigint',
  smallserial: 'smallint',
  serial2: 'smallint',
};

/** Words of SQL itself. `time` and `timestamp` wait for their zone, `float` for its precision. */
const keywords: Readonly<Record<string, string>> = {
  __proto__: null as never,
  int: 'integer',
  integer: 'integer',
  smallint: 'smallint',
  bigint: 'bigint',
  real: 'real',
  float: 'float',
  decimal: 'numeric',
  dec: 'numeric',
  numeric: 'numeric',
  boolean: 'boolean',
  varchar: 'character varying',
  time: 'time',
  timestamp: 'timestamp',
  interval: 'interval',
};

/** The catalog's names of types that `format_type` prints otherwise. */
const catalogNames: Readonly<Record<string, string>> = {
  __proto__: null as never,
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  varchar: 'character varying',
  bpchar: 'bpchar',
  bit: 'bit',
  varbit: 'bit varying',
  time: 'time without time zone',
  timestamp: 'timestamp without time zone',
  timetz: 'time with time zone',
  timestamptz: 'timestamp with time zone',
  char: '"char"',
};
