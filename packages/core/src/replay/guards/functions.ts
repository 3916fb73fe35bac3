import type { World } from '../world.ts';
import { format } from './format.ts';
import { quotedIdentifier, quotedLiteral } from './identifiers.ts';
import { database } from './information-schema.ts';
import { lookedUp } from './lookups.ts';
import { boundedList, boundedText, isList, plain, textOf, unknown, type Value } from './values.ts';

type OfTexts = (...texts: readonly string[]) => Value;

/** NULL in, NULL out; unknown in, unknown out; otherwise what the function makes of the texts. */
function strict(of: OfTexts): (args: readonly Value[]) => Value {
  return (args) => {
    const texts = args.map(textOf);
    if (texts.includes(null)) return null;
    return texts.includes(unknown) ? unknown : of(...(texts as string[]));
  };
}

const functions: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
  lower: strict((text = '') => text.toLowerCase()),
  upper: strict((text = '') => text.toUpperCase()),
  trim: strict((text = '') => text.trim()),
  btrim: strict((text = '') => text.trim()),
  length: strict((text = '') => [...text].length),
  replace: strict((text = '', from = '', to = '') => (from === '' ? text : boundedText(text.split(from), to))),
  starts_with: strict((text = '', prefix = '') => text.startsWith(prefix)),
  strpos: strict((text = '', part = '') => text.indexOf(part) + 1),
  left: strict((text = '', count = '0') => text.slice(0, Number(count))),
  right: strict((text = '', count = '0') => (Number(count) > 0 ? text.slice(-Number(count)) : '')),
  quote_ident: strict((text = '') => quotedIdentifier(text)),
  quote_literal: strict((text = '') => quotedLiteral(text)),
  string_to_array: strict((text = '', by = '') => text.split(by)),
  quote_nullable: ([value]) => (textOf(value) === null ? 'NULL' : strict((text = '') => quotedLiteral(text))([value])),
  concat: (args) => {
    const texts = args.map(textOf);
    return texts.includes(unknown) ? unknown : boundedText(texts.map((text) => text ?? ''));
  },
  concat_ws: ([by, ...args]) => {
    const texts = [by, ...args].map(textOf);
    if (texts.includes(unknown)) return unknown;
    const [between, ...parts] = texts.filter((text, at) => at === 0 || text !== null);
    return typeof between === 'string' ? boundedText(parts as string[], between) : null;
  },
  format: (args) => format(args),
  coalesce: (args) => {
    for (const arg of args) {
      const value = plain(arg);
      if (value !== null) return value;
    }
    return null;
  },
  array: ([list]) => list,
  cardinality: ([list]) => (list === null ? null : isList(list) ? list.length : unknown),
  array_length: ([list]) => (list === null ? null : isList(list) ? list.length || null : unknown),
  array_to_string: ([list, by]) => {
    if (!isList(list)) return list === null ? null : unknown;
    return functions['concat_ws']?.([by, ...list]);
  },
  array_append: ([list, item]) => (isList(list) ? boundedList([...list, item]) : unknown),
  '[]': ([list, at]) => {
    if (!isList(list) || typeof at !== 'number') return list === null ? null : unknown;
    return at >= 1 && at <= list.length ? list[at - 1] : null;
  },
};

/** What a function gives, without failing: what is not known here is unknown. */
export function called(world: World, name: string, args: readonly Value[]): Value {
  const known = functions[name];
  if (known) return known(args);
  switch (name) {
    case 'current_schema':
      return world.searchPath.find((schema) => world.snapshot.schemas.includes(schema)) ?? null;
    case 'current_schemas': {
      const schemas = world.searchPath.filter((schema) => world.snapshot.schemas.includes(schema));
      return args[0] === true ? ['pg_catalog', ...schemas] : schemas;
    }
    case 'current_database':
    case 'current_catalog':
      return database;
    case 'to_regclass':
    case 'to_regtype':
    case 'to_regnamespace':
      return lookedUp(world, name.slice(3), args[0]);
    default:
      return unknown;
  }
}
