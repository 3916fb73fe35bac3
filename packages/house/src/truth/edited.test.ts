import type { PGlite } from '@electric-sql/pglite';
import { analyze, defaultSettings } from '@refint/core';
import { addingForeignKey, divergences, sourceOf } from '@refint/model';
import { emptied, startPostgres } from '@refint/postgres';
import { beforeAll, expect, test } from 'vitest';

/** Databases that ran migrations before somebody edited them are not what new ones become, and what is said makes them so. */
let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres();
});

const users = 'CREATE TABLE users (id INTEGER PRIMARY KEY, "Mail" TEXT UNIQUE, a INTEGER, b INTEGER, UNIQUE (a, b));';
const posts = 'CREATE TABLE posts (author INTEGER, "By" TEXT, x INTEGER, y INTEGER);';

/** Each file as it was, where it was there, and as it is. */
interface File {
  readonly was: string | undefined;
  readonly now: string | undefined;
}
const same = (text: string): File => ({ was: text, now: text });

test.each<[string, readonly File[]]>([
  [
    'a foreign key in a column',
    [same(users), { was: posts, now: posts.replace('author INTEGER', 'author INTEGER REFERENCES users') }],
  ],
  [
    'foreign keys of all kinds',
    [
      same(users),
      {
        was: posts,
        now: `${posts}
          ALTER TABLE posts ADD CONSTRAINT "The Author" FOREIGN KEY (author) REFERENCES users ON DELETE CASCADE ON UPDATE RESTRICT;
          ALTER TABLE posts ADD FOREIGN KEY ("By") REFERENCES users ("Mail") ON DELETE SET DEFAULT DEFERRABLE INITIALLY DEFERRED;
          ALTER TABLE posts ADD FOREIGN KEY (x, y) REFERENCES users (b, a) MATCH FULL ON DELETE SET NULL;
          ALTER TABLE posts ADD CONSTRAINT part FOREIGN KEY (y, x) REFERENCES users (a, b) ON DELETE SET NULL (y);
          ALTER TABLE posts ADD CONSTRAINT late FOREIGN KEY (x) REFERENCES users NOT VALID;`,
      },
    ],
  ],
  [
    'a DROP that is taken out',
    [
      same(users + posts),
      same('ALTER TABLE posts ADD CONSTRAINT c FOREIGN KEY (author) REFERENCES users;'),
      { was: 'ALTER TABLE posts DROP CONSTRAINT c;', now: 'SELECT 1;' },
    ],
  ],
  [
    'what a new migration makes up for',
    [
      same(users),
      { was: posts, now: posts.replace('x INTEGER', 'x INTEGER REFERENCES users') },
      {
        was: undefined,
        now: 'ALTER TABLE posts DROP CONSTRAINT IF EXISTS posts_x_fkey; ALTER TABLE posts ADD FOREIGN KEY (x) REFERENCES users;',
      },
    ],
  ],
  [
    'a migration that is gone',
    [
      same(users + posts),
      { was: 'ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES users;', now: undefined },
      { was: undefined, now: 'ALTER TABLE posts ADD FOREIGN KEY (y) REFERENCES users;' },
    ],
  ],
])('%s', async (name, files) => {
  const there = files.flatMap(({ was, now }, at) => (now === undefined ? [] : [{ at, was, now }]));
  const migrations = there.map(({ at, was, now }) => ({
    name: String(at),
    source: sourceOf(`${name}/${at}.sql`, now),
    change: was === now ? undefined : { was: was === undefined ? undefined : sourceOf(`main:${name}/${at}.sql`, was) },
  }));
  const removed = files.flatMap(({ was, now }, at) =>
    was === undefined || now !== undefined
      ? []
      : [
          {
            name: String(at),
            source: sourceOf(`main:${name}/${at}.sql`, was),
            at: there.filter((one) => one.at < at).length,
          },
        ],
  );
  const input = { name: '.', schema: [], migrations, removed, runner: 'prisma', neverRun: [], problems: [] } as const;
  const settings = { ...defaultSettings, since: { kind: 'commit', name: 'main' } } as const;
  const { edited, timeline } = (await analyze([input], settings, [])).projects[0]?.project ?? {};
  const told = edited && timeline ? [...divergences(edited, timeline.last).values()] : [];

  const fresh = await keysAfter(there.map(({ now }) => now));
  const old = await keysAfter([
    ...files.flatMap(({ was }) => was ?? []),
    ...files.flatMap(({ was, now }) => (was === undefined && now !== undefined ? [now] : [])),
  ]);
  const ofKeys = (parts: (typeof told)[number]['missing']) =>
    parts.flatMap((part) => (part.kind === 'foreign-key' ? [part] : []));
  const missing = told.flatMap((one) => ofKeys(one.missing));
  expect(missing.map((key) => key.name).sort()).toEqual(beyond(fresh, old));
  expect(told.flatMap((one) => ofKeys(one.kept).map((key) => key.name)).sort()).toEqual(beyond(old, fresh));
  for (const key of missing) await postgres.exec(addingForeignKey(key));
  const mended = await keys();
  expect(beyond(fresh, mended)).toEqual([]);
});

type Keys = ReadonlyMap<string, string>;

async function keysAfter(files: readonly string[]): Promise<Keys> {
  await emptied(postgres);
  for (const file of files) await postgres.exec(file);
  return keys();
}

async function keys(): Promise<Keys> {
  const { rows } = await postgres.query<{ name: string; text: string }>(
    `SELECT conname AS name, pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE contype = 'f'`,
  );
  return new Map(rows.map(({ name, text }) => [name, text]));
}

const beyond = (some: Keys, others: Keys): readonly string[] =>
  [...some].flatMap(([name, text]) => (others.get(name) === text ? [] : [name])).sort();
