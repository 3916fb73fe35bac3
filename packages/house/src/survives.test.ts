import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectInput } from '@refint/core';
import { sourceOf } from '@refint/model';
import { openWorkspace, Refusal } from '@refint/workspace';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corpus } from './corpus.ts';
import { root } from './root.ts';
import { complaintsAbout } from './survives.ts';

/** What lies in a folder, as it is. */
async function inputIn(folder: string): Promise<ProjectInput | undefined> {
  const opened = await openWorkspace(['.'], { cwd: folder, plugins: [] });
  return opened instanceof Refusal ? undefined : opened.projects[0];
}

const tokens = /\s+|\w+|'(?:[^']|'')*'|[^\s\w]/g;
const strangers = [
  '(',
  ')',
  ';',
  ',',
  "'",
  '"',
  '$$',
  '/*',
  '*/',
  '--',
  '\u0000',
  '\ud800',
  '\udfff',
  '\ufeff',
  '\u001b[2J',
  '\r',
  '\u202e',
  'DO $$ BEGIN',
  'END $$',
  'IF',
  'EXCEPTION WHEN OTHERS THEN',
  'DROP',
  'CASCADE',
  'RENAME TO',
  'REFERENCES',
  'NOT VALID',
  '{',
  '}',
  '@relation(',
  '@@map("',
  '[]',
  '?',
  '__proto__',
  'constructor',
];

/** One slip in a text: a token that is gone, doubled, or changed for a stranger, or an end that is missing. */
interface Slip {
  readonly kind: 'gone' | 'doubled' | 'stranger' | 'cut';
  /** Where, as a share of the whole. */
  readonly at: number;
  readonly stranger: string;
}

/** A share of the whole, each as likely as any other: what is told to be a number with a fraction is nearly always close to an end. */
const anywhere = fc.integer({ min: 0, max: 999_999 }).map((share) => share / 1_000_000);

const anySlip: fc.Arbitrary<Slip> = fc.record({
  kind: fc.constantFrom('gone', 'doubled', 'stranger', 'cut'),
  at: anywhere,
  stranger: fc.constantFrom(...strangers),
});

function slipped(text: string, { kind, at, stranger }: Slip): string {
  if (kind === 'cut') return text.slice(0, Math.floor(at * text.length));
  const parts = text.match(tokens) ?? [];
  const here = Math.floor(at * parts.length);
  const token = parts[here] ?? '';
  const instead = kind === 'gone' ? '' : kind === 'doubled' ? `${token} ${token}` : ` ${stranger} `;
  return [...parts.slice(0, here), instead, ...parts.slice(here + 1)].join('');
}

/** Slips in a few of the files of a project, at places between 0 and 1. */
const anySlips = fc.array(fc.tuple(anywhere, anySlip), {
  minLength: 1,
  maxLength: 6,
});

type Slips = readonly (readonly [file: number, slip: Slip])[];

function withSlips(input: ProjectInput, slips: Slips): ProjectInput {
  const schema = [...input.schema];
  const migrations = [...(input.migrations ?? [])];
  for (const [file, slip] of slips) {
    const at = Math.floor(file * (schema.length + migrations.length));
    const source = schema[at];
    if (source) schema[at] = sourceOf(source.path, slipped(source.text, slip));
    else {
      const index = at - schema.length;
      const migration = migrations[index];
      if (migration) {
        const { path, text } = migration.source;
        migrations[index] = { ...migration, source: sourceOf(path, slipped(text, slip)) };
      }
    }
  }
  return { ...input, schema, migrations: input.migrations && migrations };
}

const survives = (input: ProjectInput, numRuns: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(anySlips, async (slips) => {
      expect(await complaintsAbout(withSlips(input, slips))).toEqual([]);
    }),
    { numRuns, seed: 7 },
  );

test('a project of ours with slips in it', async () => {
  const input = await inputIn(join(root, 'fixtures/apms'));
  if (!input) throw new Error('the fixture is gone');
  expect(await complaintsAbout(input)).toEqual([]);
  await survives(input, 150);
});

describe('real projects with slips in them', () => {
  const folder = corpus();
  const skipped = '41 projects are not broken on purpose: the corpus is not there (REFINT_CORPUS)';
  if (!folder) {
    console.log(`skipped: ${skipped}`);
    test.skip(skipped, () => {});
    return;
  }
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'migrations')));
  test.each(names)('%s', async (name) => {
    const input = await inputIn(join(folder, name));
    if (!input) return;
    const size = [...input.schema, ...(input.migrations ?? []).map(({ source }) => source)].reduce(
      (sum, { text }) => sum + text.length,
      0,
    );
    await survives(input, Math.max(2, Math.min(20, Math.round(1_500_000 / size))));
  });
});

test('files of one project in the place of those of another', async () => {
  const sql = readFileSync(join(root, 'fixtures/apms/prisma/migrations/20251118084512_init/migration.sql'), 'utf8');
  const schema = readFileSync(join(root, 'fixtures/apms/prisma/schema.prisma'), 'utf8');
  const input: ProjectInput = {
    name: '\u001b[31m.\n',
    schema: [sourceOf('a\u001b]0;x\u0007.prisma', sql)],
    migrations: [{ name: '1\u001b[2J', source: sourceOf('b\r\n.sql', schema) }],
    runner: 'prisma',
    neverRun: ['c\u009b31m.sql'],
    problems: [],
  };
  expect(await complaintsAbout(input)).toEqual([]);
});

test('a line of 50 MB, with something to say about both of its ends', async () => {
  const key = 'ALTER TABLE posts ADD FOREIGN KEY (author_id) REFERENCES nobody (id);';
  const tables = 'CREATE TABLE posts (id int PRIMARY KEY, author_id int); CREATE TABLE users (id int);';
  const sql = `${tables} hello; ${key} INSERT INTO users VALUES ('${'x'.repeat(50 * 1024 * 1024)}'); hello; ${key}`;
  const input: ProjectInput = {
    name: '.',
    schema: [],
    migrations: [{ name: 'm', source: sourceOf('long.sql', sql) }],
    runner: 'prisma',
    neverRun: [],
    problems: [],
  };
  expect(await complaintsAbout(input)).toEqual([]);
});
