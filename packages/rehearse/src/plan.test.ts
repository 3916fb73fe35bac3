import { analyze, defaultSettings, type ProjectInput, type Rehearsal, type Settings } from '@refint/core';
import { sourceOf } from '@refint/model';
import { planFor, testsOf, writePlan } from '@refint/plan';
import { startPostgres } from '@refint/postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ask, PlanFiles } from './ask.ts';
import { rehearse } from './index.ts';
import { sessionWith } from './servers/in-process.ts';
import type { Session } from './servers/session.ts';

let session: Session;
beforeAll(async () => {
  session = await sessionWith(await startPostgres(), 18);
});
afterAll(() => session.close());

const schema = `datasource db {
  provider = "postgresql"
}

model users {
  id    Int     @id
  email String  @unique
  posts posts[]
  likes likes[]
}

model posts {
  id        Int     @id
  author_id Int
  title     String?
  author    users   @relation(fields: [author_id], references: [id])
  likes     likes[]
}

model likes {
  user_id Int
  post_id Int
  user    users @relation(fields: [user_id], references: [id], onDelete: Cascade)
  post    posts @relation(fields: [post_id], references: [id], onDelete: Cascade)

  @@id([user_id, post_id])
}
`;
const history = `
  CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL);
  CREATE UNIQUE INDEX users_email_key ON users (email);
  CREATE TABLE posts (id int PRIMARY KEY, author_id int NOT NULL, title text);
  CREATE TABLE likes (user_id int NOT NULL, post_id int NOT NULL, PRIMARY KEY (user_id, post_id));
  ALTER TABLE likes ADD CONSTRAINT likes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE ON UPDATE CASCADE;
`;
const input: ProjectInput = {
  name: '.',
  schema: [sourceOf('prisma/schema.prisma', schema)],
  migrations: [{ name: '20240101000000_init', source: sourceOf('init.sql', history) }],
  runner: 'prisma',
  neverRun: [],
  problems: [],
};
const settings: Settings = { ...defaultSettings, targets: { writeMilliseconds: 60_000 } };

/** What refint itself plans for the project. */
async function planned(): Promise<PlanFiles> {
  const { projects } = await analyze([input], settings, []);
  const { plan, after, migrations, audit, rollback } = await writePlan(planFor(projects[0]!.project), input, settings);
  const keys = plan.steps.map(({ key }) => key);
  return {
    migrations: migrations.map(({ name, path, text }) => ({ name, source: sourceOf(path, text) })),
    audit: sourceOf('audit.sql', audit),
    tests: sourceOf('tests.sql', testsOf(after.timeline!.last, keys)),
    rollback: sourceOf('rollback.sql', rollback),
  };
}

async function rehearsed(plan: PlanFiles | undefined, more: Partial<Ask> = {}): Promise<Rehearsal> {
  const start = async () => ({ ...session, close: async () => {} });
  const answer = await rehearse({ input, settings, plan, rows: 40, orphans: 3, start, ...more });
  if (answer.kind === 'refused') throw new Error(answer.sentence);
  return answer.rehearsal;
}

const file = (name: string, text: string) => ({ name, source: sourceOf(`${name}.sql`, text) });

const keys = ['likes.post_id → posts.id', 'posts.author_id → users.id'];

describe('a plan of refint', () => {
  let told: Rehearsal;
  beforeAll(async () => {
    told = await rehearsed(await planned());
  });

  test('does what it says, on rows', () => {
    const { plan, rows, verdict } = told;
    expect(rows).toEqual({ few: 40, many: 400, tables: 3, lacking: [] });
    expect([plan?.refused, plan?.disagreements, plan?.notRestored]).toEqual([[], [], []]);
    expect(plan?.tests).toEqual({ pass: true, because: undefined, trials: expect.any(Number), untested: 0 });
    expect(plan?.tests?.trials).toBeGreaterThan(5);
    expect(verdict).toBe('well');
  });

  test('has an audit that counts exactly what is lost', () => {
    const counted = [...(told.plan?.audit ?? [])].sort((a, b) => (a.reference < b.reference ? -1 : 1));
    expect(counted).toEqual(keys.map((reference) => ({ reference, planted: 3, counted: 3 })));
  });

  test('is told statement by statement: what it stops, reads, and takes', () => {
    const { steps, waits } = told.plan!;
    const add = steps.find(({ statement }) => statement.includes('ADD CONSTRAINT "posts_author_id_fkey"'));
    expect(add).toMatchObject({
      path: expect.stringMatching(/add_foreign_keys\/migration\.sql$/),
      locks: expect.arrayContaining([
        { table: 'posts', mode: 'SHARE ROW EXCLUSIVE', stops: 'writes' },
        { table: 'users', mode: 'SHARE ROW EXCLUSIVE', stops: 'writes' },
      ]),
      scans: [],
      rewrites: [],
    });
    const validate = steps.find(({ statement }) => statement.includes('VALIDATE CONSTRAINT "posts_author_id_fkey"'));
    expect(validate?.scans).toContain('posts');
    expect(validate?.locks.filter(({ stops }) => stops !== 'nothing')).toEqual([]);
    expect(validate?.million?.most).toBeGreaterThan(0);
    expect(steps.some(({ statement }) => statement.startsWith('CREATE INDEX CONCURRENTLY'))).toBe(true);
    // Others wait for the foreign keys to be added, and for nothing else.
    expect(new Set(waits.map(({ migration, stops }) => `${migration.replace(/^\d+_/, '')}: ${stops}`))).toEqual(
      new Set(['add_foreign_keys: writes']),
    );
    expect(new Set(waits.map(({ table }) => table))).toEqual(new Set(['likes', 'posts', 'users']));
  });

  test('costs so much for each foreign key', () => {
    const { costs } = told;
    expect(costs).toMatchObject({ rows: 400, goal: 60_000, figure: expect.any(Number) });
    const [likes, posts] = [...costs!.keys].sort((a, b) => (a.reference < b.reference ? -1 : 1));
    const cost = { perSecond: expect.any(Number), median: expect.any(Number), p95: expect.any(Number) };
    const all = { insert: cost, update: cost, delete: cost };
    expect(posts).toEqual({ reference: keys[1], without: all, alone: all, indexed: all, made: 'indexed', notes: [] });
    // 400 rows, and each is alone with its user: all updates would be refused.
    expect(likes).toMatchObject({ reference: keys[0], made: 'indexed', without: { insert: cost, delete: cost } });
  });
});

describe('a plan that is wrong in every part', () => {
  let told: Rehearsal['plan'];
  beforeAll(async () => {
    const { migrations, audit } = await planned();
    const few = 'DO $$ BEGIN IF (SELECT count(*) FROM posts) > 9 THEN RAISE unique_violation; END IF; END $$;';
    const { plan, verdict } = await rehearsed(
      {
        migrations: [
          ...migrations,
          file('20260101000000_wider', 'ALTER TABLE posts ALTER COLUMN id TYPE bigint;'),
          file('20260101000001_few', few),
        ],
        audit: sourceOf('audit.sql', audit!.text.replace('f."author_id" IS NOT NULL', 'f."author_id" < 0')),
        tests: sourceOf('tests.sql', `BEGIN; DO $$ BEGIN RAISE EXCEPTION 'no such luck'; END $$; ROLLBACK;`),
        rollback: sourceOf('rollback.sql', 'SELECT 1;'),
      },
      { rows: 20 },
    );
    expect(verdict).toBe('not-well');
    told = plan;
  });

  test('its audit counts too few', () => {
    expect(told?.audit).toContainEqual({ reference: keys[1], planted: 3, counted: 0 });
    expect(told?.audit).toContainEqual({ reference: keys[0], planted: 3, counted: 3 });
  });

  test('its tests fail', () => {
    expect(told?.tests).toEqual({ pass: false, because: 'P0001 no such luck', trials: 0, untested: 0 });
  });

  test('its way back does not lead back', () => {
    expect(told?.notRestored).toContainEqual(expect.stringContaining('posts_author_id_fkey'));
  });

  test('it rewrites a table while others wait', () => {
    expect(told?.steps.find(({ migration }) => migration.endsWith('_wider'))).toMatchObject({ rewrites: ['posts'] });
    const wait = { table: 'posts', stops: 'reads and writes', migration: '20260101000000_wider' };
    expect(told?.waits).toContainEqual(expect.objectContaining(wait));
  });

  test('rows refuse a file of it', () => {
    expect(told?.refused).toEqual([expect.objectContaining({ code: '23505', foreseen: 'rows' })]);
    expect(told?.disagreements).toEqual([]);
  });
});

test('rows that the database turns away leave tables without rows to reference them, and no orphans', async () => {
  const strict = `CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''never''; END';
    CREATE TRIGGER no BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION no();`;
  const more = { name: '20240101000001_strict', source: sourceOf('strict.sql', strict) };
  const own = { ...input, migrations: [...(input.migrations ?? []), more] };
  const { migrations } = await planned();
  const plan = {
    migrations: migrations.map((one) => ({ ...one, name: one.name.replace('2024', '2025') })),
    audit: undefined,
    tests: undefined,
    rollback: undefined,
  };
  const { rows, plan: told } = await rehearsed(plan, { input: own, rows: 5 });
  expect(told?.refused).toEqual([]);
  expect(rows?.tables).toBe(0);
  expect(rows?.lacking).toContainEqual({ table: 'users', because: 'P0001 never' });
  expect(rows?.lacking).toContainEqual({ table: 'posts', because: 'there are no rows of users to reference' });
});

test('a plan with a file that is in the project already', async () => {
  const plan = { ...(await planned()), migrations: [file('20240101000000_init', history)] };
  const answer = await rehearse({ input, settings, plan, start: async () => session });
  const sentence = expect.stringContaining('20240101000000_init is in the project and in the plan');
  expect(answer).toEqual({ kind: 'refused', sentence });
});

test('without a plan the foreign keys of the history are measured, against a target', async () => {
  const { costs, rows, plan, verdict } = await rehearsed(undefined, {
    settings: { ...settings, targets: { writeMilliseconds: 0 } },
  });
  expect(plan).toBeUndefined();
  expect(rows).toEqual({ few: 40, many: 40, tables: 3, lacking: [] });
  expect(costs?.keys.map(({ reference }) => reference)).toEqual(['likes.user_id → users.id']);
  expect(verdict).toBe('not-well');
});
