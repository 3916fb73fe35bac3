import { sourceOf, type Timeline } from '@refint/model';
import { expect, test } from 'vitest';
import { analyze } from './analyze.ts';
import { defaultSettings } from './input.ts';

const schema = `datasource db {
  provider = "postgresql"
}

model Team {
  id   Int   @id
  keys Key[]
}

model Key {
  id     Int  @id
  teamId Int
  team   Team @relation(fields: [teamId], references: [id])
}

model Plan {
  id Int @id
}
`;

const reportOf = async (sql: string, declared = schema, replayed: readonly Timeline[] = []) => {
  const migrations = [{ name: '1', source: sourceOf('1.sql', sql) }];
  const input = {
    name: '.',
    schema: [sourceOf('schema.prisma', declared)],
    migrations,
    runner: 'prisma',
    neverRun: [],
    problems: [],
  } as const;
  const { projects } = await analyze([input], defaultSettings, [], { replayed });
  return projects[0];
};

const historyOf = async (...given: Parameters<typeof reportOf>) => (await reportOf(...given))?.project;

const team = 'CREATE TABLE "Team" (id INT PRIMARY KEY);';
const key = 'CREATE TABLE "Key" (id INT PRIMARY KEY, "teamId" INT REFERENCES "Team"(id));';

test('a table that the schema declares and the history uses was made elsewhere', async () => {
  const project = await historyOf(`CREATE TABLE "Plan" (id INT PRIMARY KEY); CREATE TABLE "Teams" (id INT); ${key}`);
  expect(project?.timeline?.incomplete?.because).toBe('no migration creates the table Team');
  expect(project?.graph.references.map(({ enforcement }) => enforcement)).toEqual(['enforced']);
});

test('a name that nobody declares is a slip', async () => {
  const project = await historyOf(
    `CREATE TABLE "Plan" (id INT PRIMARY KEY); ${team} ${key.replace('"Team"', '"Tean"')}`,
  );
  expect(project?.timeline?.incomplete).toBeUndefined();
  expect(project?.timeline?.foreignKeyEvents.map(({ what }) => what)).toEqual(['failing']);
});

test('a history that makes fewer than half of the tables is a part of one', async () => {
  const few = await historyOf('CREATE TABLE "Plan" (id INT PRIMARY KEY);');
  expect(few?.timeline?.incomplete?.because).toBe(
    'no migration creates the table Key, and only 1 of 3 tables of the schema are created',
  );
  expect(few?.graph.references.map(({ enforcement }) => enforcement)).toEqual(['unknown']);
});

test('a history that makes most of them forgot the others', async () => {
  const most = await historyOf(`${team} CREATE TABLE "Plan" (id INT PRIMARY KEY);`);
  expect(most?.timeline?.incomplete).toBeUndefined();
  expect(most?.graph.references.map(({ enforcement }) => enforcement)).toEqual(['declared-only']);
});

test('what a history is a part of is told by the schema as it is now, and not as it was when the history was replayed', async () => {
  const sql = 'CREATE TABLE "Plan" (id INT PRIMARY KEY);';
  const few = await historyOf(sql);
  const whole = await historyOf(sql, schema.replace(/model (?:Team|Key) \{[^}]*\}\n/g, ''), [few!.timeline!]);
  expect(whole?.timeline?.moments).toEqual(few?.timeline?.moments);
  expect(whole?.timeline?.incomplete).toBeUndefined();
});

test('a table that was made and dropped was made', async () => {
  const project = await historyOf(`${team} ${key} DROP TABLE "Key"; DROP TABLE "Team";`);
  expect(project?.timeline?.incomplete).toBeUndefined();
});

test('what is told of a part says what is known of it', async () => {
  const silent = 'what is missing may exist, so rules about absence are silent';
  expect((await reportOf('CREATE TABLE "Plan" (id INT PRIMARY KEY);'))?.notes).toContain(
    `the migrations make a part of the database only (no migration creates the table Key, and only 1 of 3 tables of the schema are created): ${silent}`,
  );
  expect((await reportOf(`CREATE TABLE "Plan" (id INT PRIMARY KEY); ${key}`))?.notes).toContain(
    `the migrations do not start from an empty database (no migration creates the table Team): ${silent}`,
  );
});
