import { type Known, opaque } from './known.ts';

type Called = (args: readonly Known[]) => Known | undefined;

const text = (does: (text: string, ...rest: readonly Known[]) => Known | undefined): Called => {
  return ([first = null, ...rest]) => (typeof first === 'string' ? does(first, ...rest) : undefined);
};
const number = (does: (value: number) => number): Called => {
  return ([first]) => (typeof first === 'number' ? does(first) : undefined);
};
const range = (does: (lower: Known, upper: Known) => Known): Called => {
  return ([first]) =>
    typeof first === 'object' && first?.kind === 'range' ? does(first.lower, first.upper) : undefined;
};
const isText = (value: Known | undefined): value is string => typeof value === 'string';

/** How many characters: what lies beyond the first plane is one of them. */
const length = text((value) => [...value].length);
const lower: Called = (args) => range((low) => low)(args) ?? text((value) => ascii(value)?.toLowerCase())(args);
const upper: Called = (args) => range((_, high) => high)(args) ?? text((value) => ascii(value)?.toUpperCase())(args);
const size: Called = ([first]) =>
  typeof first === 'object' && first?.kind === 'list' ? first.items.length : undefined;
const now: Called = () => ({ kind: 'now' });
const trimmed = (pattern: RegExp): Called =>
  text((value, ...rest) => (rest.length > 0 ? undefined : value.replace(pattern, '')));

/** Which letters are large is a matter of the locale beyond these. */
function ascii(value: string): string | undefined {
  for (let at = 0; at < value.length; at++) if (value.charCodeAt(at) > 127) return undefined;
  return value;
}

/** Functions that give NULL for NULL. */
const strict: Readonly<Record<string, Called>> = {
  __proto__: null as never,
  length,
  char_length: length,
  character_length: length,
  octet_length: text((value) => new TextEncoder().encode(value).length),
  lower,
  upper,
  btrim: trimmed(/^ +| +$/g),
  trim: trimmed(/^ +| +$/g),
  ltrim: trimmed(/^ +/),
  rtrim: trimmed(/ +$/),
  abs: number(Math.abs),
  floor: number(Math.floor),
  ceil: number(Math.ceil),
  ceiling: number(Math.ceil),
  cardinality: size,
  array_length: (args) => (args[1] === 1 ? size(args) || null : undefined),
  position: ([part, whole]) => (isText(part) && isText(whole) ? whole.indexOf(part) + 1 : undefined),
  strpos: ([whole, part]) => (isText(part) && isText(whole) ? whole.indexOf(part) + 1 : undefined),
  starts_with: ([whole, part]) => (isText(part) && isText(whole) ? whole.startsWith(part) : undefined),
  left: text((value, count) => (typeof count === 'number' && count >= 0 ? value.slice(0, count) : undefined)),
  isempty: range(() => false),
  jsonb_typeof: ([value]) => (typeof value === 'object' && value?.kind === 'json' ? value.type : undefined),
  json_typeof: ([value]) => (typeof value === 'object' && value?.kind === 'json' ? value.type : undefined),
  now,
  current_timestamp: now,
  localtimestamp: now,
  current_date: now,
  transaction_timestamp: now,
  statement_timestamp: now,
  clock_timestamp: now,
};

/** Functions that make something of NULL. */
function tolerant(name: string, args: readonly (Known | undefined)[]): Known | undefined | 'none' {
  if (name === 'coalesce') {
    for (const arg of args) if (arg !== null) return arg;
    return null;
  }
  if (name === 'num_nonnulls' || name === 'num_nulls') {
    if (args.includes(undefined)) return undefined;
    return args.filter((arg) => (arg === null) === (name === 'num_nulls')).length;
  }
  if (name === 'nullif') {
    const [a, b] = args;
    if (a === undefined || b === undefined) return undefined;
    if (a === null || b === null || typeof a === 'object' || typeof b === 'object') return a;
    return typeof a !== typeof b ? undefined : a === b ? null : a;
  }
  if (name === 'greatest' || name === 'least') {
    if (args.includes(undefined)) return undefined;
    const some = args.filter((arg) => arg !== null);
    if (some.length === 0) return null;
    if (!some.every((arg) => typeof arg === 'number')) return opaque;
    return name === 'greatest' ? Math.max(...(some as number[])) : Math.min(...(some as number[]));
  }
  return 'none';
}

/** What a function gives; nothing where it is not known here, or not for these arguments. */
export function called(name: string, args: readonly (Known | undefined)[]): Known | undefined {
  const made = tolerant(name, args);
  if (made !== 'none') return made;
  const does = strict[name];
  if (!does || args.includes(undefined)) return undefined;
  return args.includes(null) ? null : does(args as readonly Known[]);
}
