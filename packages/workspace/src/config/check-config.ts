import * as v from 'valibot';
import { meant } from '../meant.ts';
import { Refusal } from '../refusal.ts';
import { placeOfKey } from './place-of-key.ts';
import {
  type Config,
  deleteShape,
  migrationsShape,
  notReferenceShape,
  projectShape,
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

/** The configuration, if it says nothing that is unknown; else the first thing that is wrong with it and its place. */
export function checkConfig({ value, shown, text }: ReadConfig): Config | Refusal {
  if (Array.isArray(value)) return new Refusal(`${shown}: the configuration must be an object, not a list`);
  const checked = v.safeParse(shape, value ?? {});
  if (checked.success) return checked.output;
  const issue = innermost(checked.issues[0]);
  const keys = (issue.path ?? []).map(({ key }) => key as string | number);
  const line = placeOfKey(text, keys, issue.input);
  return new Refusal(`${shown}${line === undefined ? '' : `:${line}`}: ${sentenceFor(issue, keys)}`);
}

type Issue = v.BaseIssue<unknown>;

/** Of a choice between one and several, the complaint about the form that was tried. */
function innermost(issue: Issue): Issue {
  if (issue.type !== 'union' || !issue.issues || !(typeof issue.input === 'string' || Array.isArray(issue.input)))
    return issue;
  const tried = issue.issues.find(({ type }) => (Array.isArray(issue.input) ? type !== 'string' : type !== 'array'));
  const inner = issue.issues.find(({ path }) => path !== undefined) ?? tried ?? issue.issues[0];
  return { ...inner, path: [...(issue.path ?? []), ...(inner.path ?? [])] } as Issue;
}

function sentenceFor({ type, input, expected }: Issue, keys: readonly (string | number)[]): string {
  const last = keys.at(-1);
  if (type === 'strict_object' && expected === 'never') {
    const where = keys.length > 1 ? ` in ${shownKeys(keys.slice(0, -1))}` : '';
    return `unknown key "${last}"${where}${insteadOf(String(last), knownKeys(keys))}`;
  }
  const name = keys.length === 0 ? 'the configuration' : shownKeys(keys);
  if (type === 'strict_object' && expected?.startsWith('"')) return `${name} is missing`;
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

const insteadOf = (name: string, known: readonly string[]): string => {
  const near = meant(name, known);
  return near === undefined ? `; known are ${listed(known, 'and')}` : `; did you mean "${near}"?`;
};

const parts = {
  projects: projectShape,
  deletes: deleteShape,
  tables: tableShape,
  notReferences: notReferenceShape,
  tenancy: tenancyShape,
  migrations: migrationsShape,
} as const;

function knownKeys([first, ...others]: readonly (string | number)[]): readonly string[] {
  const part = others.length > 0 && Object.entries(parts).find(([name]) => name === first)?.[1];
  return Object.keys((part || shape).entries);
}

const wordsIn = (expected: string | null): string[] =>
  [...(expected ?? '').matchAll(/"([^"]*)"/g)].map(([, word]) => word ?? '');

const nouns: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  union: 'a text or a list of texts',
  strict_object: 'an object',
  record: 'an object',
};

function nounFor(type: string, expected: string | null): string {
  if (type === 'union' && expected?.includes('false')) return 'a text or false';
  if (type !== 'picklist') return nouns[type] ?? expected ?? type;
  const words = wordsIn(expected);
  return words.length > 0 ? listed(words) : joined((expected ?? '').match(/\d+/g) ?? [], 'or');
}

function listed(words: readonly string[], and = 'or'): string {
  return joined(
    words.map((word) => `"${word}"`),
    and,
  );
}

const joined = (words: readonly string[], and: string): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`;

/** Keys as a program would write them: `deletes[0].onDelete`, `rules["a/b"]`. */
function shownKeys(keys: readonly (string | number)[]): string {
  return keys
    .map((key, at) => {
      if (typeof key === 'number') return `[${key}]`;
      return /^[A-Za-z_$][\w$]*$/.test(key) ? `${at > 0 ? '.' : ''}${key}` : `["${key}"]`;
    })
    .join('');
}

function shownValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `"${value}"`;
  return Array.isArray(value) ? 'a list' : typeof value === 'function' ? 'a function' : 'an object';
}
