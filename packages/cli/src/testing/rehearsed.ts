import type { Rehearsal } from '@refint/core';

const operation = { perSecond: 4000, median: 0.21, p95: 0.34 };
const operations = { insert: operation, update: operation, delete: { perSecond: 50, median: 18.2, p95: 25.4 } };
const took = { least: 0.3, median: 0.4, most: 0.6 };

/** A rehearsal of a plan in which all parts have something to say. */
export const fullRehearsal = (digest: string): Rehearsal => ({
  version: 1,
  project: '.',
  digest,
  server: { version: '18.6', where: 'in-process' },
  history: {
    migrations: 2,
    statements: 3,
    tables: 2,
    foreignKeys: 1,
    compared: 1,
    refused: [],
    disagreements: [
      {
        about: 'lock',
        at: { migration: '1_init', path: 'prisma/migrations/1_init/migration.sql', line: 3 },
        what: 'posts|x',
        refint: 'no lock',
        postgresql: 'SHARE',
      },
    ],
    partly: undefined,
  },
  rows: { few: 1000, many: 10_000, tables: 2, lacking: [{ table: 'logs', because: 'a check <b> is not understood' }] },
  plan: {
    migrations: 2,
    refused: [
      {
        migration: '2_add',
        path: 'plan/migrations/2_add/migration.sql',
        line: 7,
        code: '23503',
        text: 'a row is lost',
        foreseen: 'rows',
      },
    ],
    disagreements: [],
    steps: [
      {
        migration: '2_add',
        path: 'plan/migrations/2_add/migration.sql',
        line: 7,
        statement:
          'ALTER TABLE "posts" ADD CONSTRAINT "posts_author_fkey" FOREIGN KEY ("author") REFERENCES "users"("id")',
        locks: [
          { table: 'posts', mode: 'SHARE ROW EXCLUSIVE', stops: 'writes' },
          { table: 'users', mode: 'SHARE ROW EXCLUSIVE', stops: 'writes' },
        ],
        scans: ['posts'],
        rewrites: [],
        few: took,
        many: { least: 3.1, median: 3.4, most: 4 },
        million: { least: 277.8, most: 400 },
      },
    ],
    waits: [
      {
        migration: '2_add',
        table: 'posts',
        stops: 'writes',
        few: 0.4,
        many: 3.4,
        million: { least: 277.8, most: 1400 },
      },
    ],
    audit: [{ reference: 'posts.author → users.id', planted: 5, counted: 4 }],
    tests: { pass: false, because: 'P0001 it was not refused', trials: 0, untested: 0 },
    notRestored: ['tables.public.posts.foreignKeys: 1 | 0'],
  },
  costs: {
    keys: [
      {
        reference: 'posts.author → users.id',
        without: { insert: operation, update: operation, delete: operation },
        alone: operations,
        indexed: { insert: operation, update: operation, delete: operation },
        made: 'alone',
        notes: [],
      },
    ],
    rows: 10_000,
    goal: 10,
    figure: 18.2,
  },
  verdict: 'not-well',
});
