import type { Failure } from '@refint/model';
import { noSchema, noTable, noType } from '../failures.ts';
import { cutName } from '../names.ts';
import { isUnsure } from '../world.ts';
import { lookedUp } from './lookups.ts';
import type { Scope } from './scope.ts';
import { isList, isOid, isRange, isSomething, itemsIn, plain, textOf, truth, unknown, type Value } from './values.ts';

const textTypes = ['text', 'name', 'character varying', 'character', 'bpchar', '"char"', 'char'];
const wholeTypes = ['integer', 'bigint', 'smallint'];

/** A value as another type: `x::text`, or what a variable of that type makes of it. */
export function cast(value: Value, type: string, scope: Scope): Value {
  const one = plain(value);
  const bare = type.replace(/^(?:pg_catalog|information_schema)\./, '').replace(/\(.*\)$/, '');
  if (bare.startsWith('reg')) return named(one, bare, scope);
  if (one === null || one === unknown || isSomething(one)) return one;
  if (bare.endsWith('[]')) {
    if (isList(one)) return one.map((item) => cast(item, bare.slice(0, -2), scope));
    return typeof one === 'string' ? arrayLiteral(one, bare.slice(0, -2), scope) : unknown;
  }
  if (isRange(one)) return textTypes.includes(bare) ? unknown : one;
  if (isList(one)) return bare === 'text' && one.every(isSimple) ? `{${one.map(textOf).join(',')}}` : unknown;
  if (textTypes.includes(bare) || ['sql_identifier', 'character_data', 'yes_or_no'].includes(bare)) {
    return cut(textOf(one), type);
  }
  if (wholeTypes.includes(bare) || bare === 'numeric') return asNumber(one, bare, scope);
  if (bare === 'boolean') return asBoolean(one, scope);
  return one;
}

/** A cast of a longer text to `varchar(3)` keeps its beginning. */
function cut(text: string | null | undefined, type: string): Value {
  if (typeof text === 'string' && /^(?:pg_catalog\.)?name$|sql_identifier$/.test(type)) return cutName(text);
  const length = /^(?:character varying|character)\((\d+)\)$/.exec(type)?.[1];
  return typeof text === 'string' && length !== undefined ? [...text].slice(0, Number(length)).join('') : text;
}

/** Unlike to_regclass, the cast of a name that nothing has is an error. */
function named(one: Value, kind: string, scope: Scope): Value {
  const found = lookedUp(scope.world, kind, one);
  if (found !== null || one === null) return found;
  if (isUnsure(scope.world)) return unknown;
  const name = textOf(one) ?? '';
  const failure = kind === 'regtype' ? noType({ name }) : kind === 'regnamespace' ? noSchema(name) : noTable({ name });
  scope.errors.push(failure);
  return unknown;
}

function asNumber(one: Value, type: string, scope: Scope): Value {
  if (isOid(one)) return unknown;
  if (typeof one === 'boolean') return type === 'integer' ? Number(one) : unknown;
  const text = String(one).trim();
  const number = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(number) || (typeof one === 'string' && type !== 'numeric' && !Number.isInteger(number))) {
    if (/^(?:[+-]?infinity|nan)$/i.test(text) || /[_xXoObB]/.test(text)) return unknown;
    scope.errors.push(invalid(type, text));
    return unknown;
  }
  return type === 'numeric' ? number : Math.round(number);
}

function asBoolean(one: Value, scope: Scope): Value {
  if (typeof one !== 'string') return truth(one);
  const word = one.trim().toLowerCase();
  if (/^(?:t|tr|tru|true|y|ye|yes|on|1)$/.test(word)) return true;
  if (/^(?:f|fa|fal|fals|false|n|no|of|off|0)$/.test(word)) return false;
  scope.errors.push(invalid('boolean', one));
  return unknown;
}

const invalid = (type: string, text: string): Failure => ({
  code: '22P02',
  text: `invalid input syntax for type ${type}: "${text}"`,
  missing: undefined,
});

const isSimple = (value: Value): boolean =>
  typeof value === 'number' || (typeof value === 'string' && /^[\w.-]+$/.test(value) && !/^null$/i.test(value));

/** `'{a,b}'::text[]` with plain elements. */
const arrayLiteral = (text: string, of: string, scope: Scope): Value =>
  itemsIn(text)?.map((item) => cast(item, of, scope));
