import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plugin } from '@refint/rule';
import { openWorkspace, Refusal } from '@refint/workspace';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configSchema } from './config-schema.ts';
import { configsIn } from './configs-in-docs.ts';
import { root } from './root.ts';
import { pluginsIn } from './rule-files.ts';
import { commentsOfKeys } from './schema-comments.ts';

const schema = JSON.parse(readFileSync(join(root, configSchema.path), 'utf8'));
const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }).compile(
  schema,
);

const wrongWith = (config: unknown): string[] => {
  validate(config);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

let plugins: readonly Plugin[];
let folder: string;
beforeAll(async () => {
  plugins = await Promise.all(
    pluginsIn(root).map(async (name) => (await import(join(root, 'plugins', name, 'src/index.ts'))).default as Plugin),
  );
  folder = mkdtempSync(join(tmpdir(), 'refint-schema-'));
  mkdirSync(join(folder, 'prisma/migrations/1_a'), { recursive: true });
  writeFileSync(join(folder, 'prisma/schema.prisma'), 'datasource db {\n  provider = "postgresql"\n}\n');
  writeFileSync(join(folder, 'prisma/migrations/1_a/migration.sql'), '');
  writeFileSync(join(folder, 'base.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Why the reader of configurations refuses one; nothing where it does not. */
async function refusalOf(config: unknown): Promise<string | undefined> {
  writeFileSync(join(folder, 'refint.config.json'), JSON.stringify(config));
  const opened = await openWorkspace([], { cwd: folder, plugins });
  if (opened instanceof Refusal) return opened.sentence;
  return opened.projects.flatMap(({ problems }) => problems).find(({ text }) => text.includes('names neither'))?.text;
}

/** A configuration that says something of everything. */
const whole = {
  $schema: './node_modules/refint/schema.json',
  extends: ['recommended', './base.json'],
  projects: [{ schema: 'prisma/schema.prisma', migrations: 'prisma/migrations', runner: 'prisma', name: 'a' }],
  rules: {
    'deletes/policy': 'error',
    'deletes/implicit-action': ['warning', { actions: 'onDelete' }],
    'indexes/foreign-key-without-index': ['on', { when: 'rows-change', except: ['*.created_by'] }],
    'indexes/redundant-index': ['off', { prefixes: false }],
  },
  overrides: [{ files: 'prisma/**', tables: ['a', 'b'], rules: { 'migrations/name-too-long': 'off' } }],
  deletes: [{ from: ['a.b'], to: 'c', onDelete: ['restrict', 'cascade'], priority: 'p', because: 'b' }],
  tables: [{ table: ['a'], large: true, neverDeleted: false, because: 'b' }],
  relations: { intended: [{ from: 'a.b', because: 'b' }] },
  notReferences: [{ column: 'a.b', because: 'b' }],
  tenancy: { root: 'a', column: 'b', except: ['c'] },
  targets: { tables: 1, coverage: 99.5, skipped: 0 },
  postgresql: 17,
  migrations: { since: 'beginning' },
  baseline: 'known.json',
  plugins: [],
};

type Change = readonly [what: string, config: unknown];

/** A value in which one thing is otherwise than it was. */
function changesOf(value: unknown, path = ''): Change[] {
  const others = [null, true, 0, -1, 1.5, 101, '', 'x', [], ['x'], [''], {}, { x: 1 }];
  const instead = others.map((other): Change => [`${path} is ${JSON.stringify(other)}`, other]);
  if (typeof value !== 'object' || value === null) return instead;
  if (Array.isArray(value))
    return [
      ...instead,
      [`${path} has one more`, [...value, value[0]]],
      ...value.flatMap((one, at) =>
        changesOf(one, `${path}[${at}]`).map(([what, other]): Change => [what, value.with(at, other)]),
      ),
    ];
  return [
    ...instead,
    [`${path} has a key more`, { ...value, unknown: 1 }],
    ...Object.entries(value).flatMap(([key, one]): Change[] => {
      const { [key]: _, ...rest } = value as Record<string, unknown>;
      return [
        [`${path}.${key} is left out`, rest],
        [`${path}.${key} has a slip`, { ...rest, [`${key}x`]: one }],
        ...changesOf(one, `${path}.${key}`).map(([what, other]): Change => [what, { ...value, [key]: other }]),
      ];
    }),
  ];
}

/** What only somebody knows who looks at the disk, and rules of plugins that a file does not name. */
const beyond =
  /does not exist|is not installed|no package that is installed|goes in a circle|no plugin has the rule "(?:x|refints?\/)/;

interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
}

describe('the schema of configurations', () => {
  test('says what is wrong where their reader does, whatever is changed in one that says everything', async () => {
    expect([await refusalOf(whole), wrongWith(whole)]).toEqual([undefined, []]);
    // A file that is empty, as YAML may be, says nothing wrong.
    const changes = changesOf(whole).filter(([, config]) => config !== null);
    expect(changes.length).toBeGreaterThan(900);
    const different: object[] = [];
    for (const [what, config] of changes) {
      const refusal = await refusalOf(config);
      const wrong = wrongWith(config);
      if ((refusal === undefined) === (wrong.length === 0)) continue;
      if (refusal === undefined || !beyond.test(refusal)) different.push({ what, refusal, wrong });
    }
    expect(different).toEqual([]);
  });

  test('takes every configuration of the fixtures and the pages, as their reader does', async () => {
    const found = await configsIn(root, ['fixtures', 'docs']);
    expect(found.length).toBeGreaterThan(12);
    for (const { where, config } of found) {
      expect([where, wrongWith(config)]).toEqual([where, []]);
      const refusal = await refusalOf(config);
      if (refusal === undefined || !beyond.test(refusal)) expect([where, refusal]).toEqual([where, undefined]);
    }
  });

  test('tells what each key, each rule and each option means', () => {
    const { rules, ...parts } = schema.definitions;
    const all: readonly (readonly [string, Described])[] = Object.entries({ ...parts, whole: schema });
    const bare = all.flatMap(([part, { properties = {} }]) =>
      Object.entries(properties).flatMap(([key, { description }]) => (description ? [] : [`${part}.${key}`])),
    );
    expect(bare).toEqual([]);
    expect(rules.properties['indexes/foreign-key-without-index'].description).toMatch(
      /^An index finds .* severity is warning\.$/,
    );
    const [, options] = rules.properties['deletes/implicit-action'].anyOf[1].items;
    expect(options.properties.actions).toEqual({
      description: 'Which actions have to be written.',
      default: 'both',
      enum: ['both', 'onDelete', 'onUpdate'],
    });
  });
});

test('comments are those that stand right above a key', () => {
  const text = `const shape = f({
  /** One
   * thing. */
  a: 1,
  b: 2,
  // No documentation.
  /** Another. */
  'c/d': 3,
});`;
  expect([...commentsOfKeys(text).get('shape')!]).toEqual([
    ['a', 'One thing.'],
    ['c/d', 'Another.'],
  ]);
});
