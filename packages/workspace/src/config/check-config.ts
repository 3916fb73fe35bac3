import * as v from 'valibot';
import { meant } from '../meant.ts';
import { Refusal } from '../refusal.ts';
import { lineOf } from './line-of.ts';
import {
  type Config,
  deleteShape,
  intendedShape,
  migrationsShape,
  notReferenceShape,
  overrideShape,
  projectShape,
  relationsShape,
  shape,
  tableShape,
  tenancyShape,
} from './shape.ts';

/** A configuration as it was read: what it says and where. */
export interface ReadConfig {
  readonly value: unknown;
  /** The path that people know it by. */
  readonly shown: string;
  readonly text: string;
}

/** Keys on the way to a value. */
export type Keys = readonly (string | number)[];

/** The configuration, if it says nothing that is unknown; else the first thing that is wrong with it and its place. */
export function checkConfig(read: ReadConfig): Config | Refusal {
  const { value, shown } = read;
  if (Array.isArray(value))
    return new Refusal(`${shown}: the configuration must be an object, not a list`, { path: shown, line: 1 });
  const checked = v.safeParse(shape, value ?? {});
  if (checked.success) {
    const list = listForObject(value ?? {}, checked.output);
    if (list) return refusalAt(read, list, `${shownKeys(list)} must be an object, not a list`);
    return aboutEverything(read, checked.output) ?? checked.output;
  }
  // A key with a slip is the reason why another one is missing.
  const issue = innermost(checked.issues.find(isUnknownKey) ?? checked.issues[0]);
  const keys = keysOf(issue);
  return refusalAt(read, keys, sentenceFor(issue, keys), issue.input);
}

/** The way to an empty list where an object is wanted: it has no key that could be wrong, and becomes an empty object. */
function listForObject(given: unknown, made: unknown): Keys | undefined {
  if (typeof given !== 'object' || given === null || typeof made !== 'object' || made === null) return undefined;
  if (Array.isArray(given) !== Array.isArray(made)) return [];
  for (const [key, value] of Object.entries(given)) {
    const way = listForObject(value, (made as Record<string, unknown>)[key]);
    if (way) return [Array.isArray(given) ? Number(key) : key, ...way];
  }
  return undefined;
}

/** An entry without a side would mean every reference. */
function aboutEverything(read: ReadConfig, { relations }: Config): Refusal | undefined {
  const at = relations?.intended?.findIndex(({ from, to }) => from === undefined && to === undefined) ?? -1;
  if (at < 0) return undefined;
  return refusalAt(read, ['relations', 'intended', at], `relations.intended[${at}] needs "from" or "to"`);
}

/** A refusal with the line that it is about, where that can be known. A value that is a text helps to find it. */
export function refusalAt(
  read: Pick<ReadConfig, 'shown' | 'text'>,
  keys: Keys,
  sentence: string,
  value?: unknown,
): Refusal {
  const line = lineOf(read, keys, value);
  return new Refusal(`${read.shown}${line === undefined ? '' : `:${line}`}: ${sentence}`, { path: read.shown, line });
}

export const keysOf = ({ path }: Issue): Keys => (path ?? []).map(({ key }) => key as string | number);

export type Issue = v.BaseIssue<unknown>;

/** Of a choice between one and several, the complaint about the form that was tried. */
function innermost(issue: Issue): Issue {
  if (issue.type !== 'union' || !issue.issues || !(typeof issue.input === 'string' || Array.isArray(issue.input)))
    return issue;
  const tried = issue.issues.find(({ type }) => (Array.isArray(issue.input) ? type !== 'string' : type !== 'array'));
  const inner = issue.issues.find(({ path }) => path !== undefined) ?? tried ?? issue.issues[0];
  return { ...inner, path: [...(issue.path ?? []), ...(inner.path ?? [])] } as Issue;
}

const isUnknownKey = ({ type, expected }: Pick<Issue, 'type' | 'expected'>): boolean =>
  type === 'strict_object' && expected === 'never';

/** What is wrong, in one sentence. */
export function sentenceFor({ type, input, expected }: Issue, keys: Keys): string {
  const last = keys.at(-1);
  if (isUnknownKey({ type, expected })) {
    const where = keys.length > 1 ? ` in ${shownKeys(keys.slice(0, -1))}` : '';
    return `unknown key "${last}"${where}${insteadOf(String(last), knownKeys(keys))}`;
  }
  const name = keys.length === 0 ? 'the configuration' : shownKeys(keys);
  if (type === 'strict_tuple' && expected === 'never')
    return `${shownKeys(keys)} is one too many: a rule has a severity and an object of options`;
  if (input === undefined) return `${name} is missing`;
  const words = wordsIn(expected);
  if (type === 'picklist' && typeof input === 'string' && words.length > 0) {
    const near = meant(input, words);
    return near === undefined
      ? `${name} cannot be "${input}"; it is ${listed(words)}`
      : `${name} cannot be "${input}"; did you mean "${near}"?`;
  }
  if (type === 'non_empty') return `${name} is empty`;
  return `${name} must be ${nounFor(type, expected)}, not ${shownValue(input)}`;
}

/** What was probably meant instead of a name, or what there is. */
export const insteadOf = (name: string, known: readonly string[]): string => {
  const near = meant(name, known);
  return near === undefined ? `; known are ${listed(known, 'and')}` : `; did you mean "${near}"?`;
};

const parts = {
  projects: projectShape,
  deletes: deleteShape,
  tables: tableShape,
  overrides: overrideShape,
  notReferences: notReferenceShape,
  tenancy: tenancyShape,
  relations: relationsShape,
  'relations.intended': intendedShape,
  migrations: migrationsShape,
} as const;

function knownKeys([first, ...others]: Keys): readonly string[] {
  const path = first === 'relations' && others.length > 1 ? `relations.${others[0]}` : first;
  const part = others.length > 0 && Object.entries(parts).find(([name]) => name === path)?.[1];
  return Object.keys((part || shape).entries).filter((key) => key !== '$schema');
}

const wordsIn = (expected: string | null): string[] =>
  [...(expected ?? '').matchAll(/"([^"]*)"/g)].map(([, word]) => word ?? '');

const nouns: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  union: 'a text or a list of texts',
  strict_object: 'an object',
  boolean: 'true or false',
  number: 'a number',
  integer: 'a whole number',
  record: 'an object',
};

function nounFor(type: string, expected: string | null): string {
  if (type === 'union' && expected?.includes('false')) return 'a text or false';
  if (type !== 'picklist') return nouns[type] ?? expected ?? type;
  const words = wordsIn(expected);
  return words.length > 0 ? listed(words) : joined((expected ?? '').match(/\d+/g) ?? [], 'or');
}

export function listed(words: readonly string[], and = 'or'): string {
  return joined(
    words.map((word) => `"${word}"`),
    and,
  );
}

const joined = (words: readonly string[], and: string): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`;

/** Keys as a program would write them: `deletes[0].onDelete`, `rules["a/b"]`. */
export function shownKeys(keys: Keys): string {
  return keys
    .map((key, at) => {
      if (typeof key === 'number') return `[${key}]`;
      return /^[A-Za-z_$][\w$]*$/.test(key) ? `${at > 0 ? '.' : ''}${key}` : `["${key}"]`;
    })
    .join('');
}

export function shownValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `"${value}"`;
  return Array.isArray(value) ? 'a list' : typeof value === 'function' ? 'a function' : 'an object';
}
