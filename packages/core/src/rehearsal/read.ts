import type { Rehearsal } from './types.ts';

/** What a value of a file has to be like: a kind of value, a list of such values, an object with at least these parts; or that it may be absent. */
type Shape = 'string' | 'number' | 'boolean' | readonly [Shape] | { readonly [name: string]: Shape } | Maybe;

class Maybe {
  readonly shape: Shape;
  constructor(shape: Shape) {
    this.shape = shape;
  }
}

const maybe = (shape: Shape): Maybe => new Maybe(shape);

const refused: Shape = [
  { migration: 'string', path: 'string', line: 'number', code: 'string', text: 'string', foreseen: 'string' },
];
const disagreements: Shape = [
  {
    about: 'string',
    what: 'string',
    refint: 'string',
    postgresql: 'string',
    at: maybe({ path: 'string', line: 'number' }),
  },
];
const took: Shape = { least: 'number', median: 'number', most: 'number' };
const million = maybe({ least: 'number', most: 'number' });
const operation = maybe({ perSecond: 'number', median: 'number', p95: 'number' });
const operations = maybe({ insert: operation, update: operation, delete: operation });

const rehearsal: Shape = {
  version: 'number',
  project: 'string',
  digest: 'string',
  server: { version: 'string', where: 'string' },
  history: {
    migrations: 'number',
    statements: 'number',
    tables: 'number',
    foreignKeys: 'number',
    compared: 'number',
    refused,
    disagreements,
    assumed: maybe(['string']),
    partly: maybe('string'),
  },
  rows: maybe({ few: 'number', many: 'number', tables: 'number', lacking: [{ table: 'string', because: 'string' }] }),
  plan: maybe({
    migrations: 'number',
    refused,
    disagreements,
    steps: [
      {
        migration: 'string',
        path: 'string',
        line: 'number',
        statement: 'string',
        locks: [{ table: 'string', mode: 'string', stops: 'string' }],
        scans: ['string'],
        rewrites: ['string'],
        few: took,
        many: took,
        million,
      },
    ],
    waits: [{ migration: 'string', table: 'string', stops: 'string', few: 'number', many: 'number', million }],
    audit: maybe([{ reference: 'string', planted: 'number', counted: maybe('number') }]),
    tests: maybe({ pass: 'boolean', because: maybe('string'), trials: 'number', untested: 'number' }),
    notRestored: maybe(['string']),
  }),
  costs: maybe({
    keys: [
      {
        reference: 'string',
        without: operations,
        alone: operations,
        indexed: operations,
        made: 'string',
        notes: ['string'],
      },
    ],
    rows: 'number',
    goal: 'number',
    figure: maybe('number'),
  }),
  verdict: 'string',
};

/** The rehearsal in the text of a file that `refint rehearse` wrote, or why it is none, as the end of a sentence. */
export function readRehearsal(text: string): Rehearsal | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'is no JSON';
  }
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version !== 1) return 'was written by another version of refint';
  const wrong = whatIsWrong(value, rehearsal, '');
  return wrong === undefined ? (value as Rehearsal) : `is no rehearsal: ${wrong}`;
}

function whatIsWrong(value: unknown, shape: Shape, path: string): string | undefined {
  if (shape instanceof Maybe)
    return value === undefined || value === null ? undefined : whatIsWrong(value, shape.shape, path);
  const name = path === '' ? 'it' : path;
  if (typeof shape === 'string') return typeof value === shape ? undefined : `${name} is no ${shape}`;
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return `${name} is no list`;
    return firstOf(value.entries(), ([at, one]) => whatIsWrong(one, shape[0], `${path}[${at}]`));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${name} is no object`;
  const parts = value as Readonly<Record<string, unknown>>;
  return firstOf(Object.entries(shape), ([key, part]) =>
    whatIsWrong(parts[key], part, path === '' ? key : `${path}.${key}`),
  );
}

function firstOf<T>(all: Iterable<T>, find: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}
