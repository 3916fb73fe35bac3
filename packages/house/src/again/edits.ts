import fc from 'fast-check';
import { settings, starts, type Text, type World, type WorldProject } from './world.ts';

/** Something that somebody does. Which file, and where in it, are parts of all there are: from 0 to 1. */
export interface Step {
  readonly kind: 'swap' | 'put in' | 'take a line' | 'take letters' | 'undo' | 'rename' | 'remove' | 'settings';
  readonly isSchema: boolean;
  readonly which: number;
  readonly at: number;
  readonly what: number;
}

const part = fc.noBias(fc.nat(999_999)).map((number) => number / 1_000_000);

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 16, arbitrary: fc.constant('swap' as const) },
    { weight: 14, arbitrary: fc.constant('put in' as const) },
    { weight: 5, arbitrary: fc.constant('take a line' as const) },
    { weight: 5, arbitrary: fc.constant('take letters' as const) },
    { weight: 6, arbitrary: fc.constant('undo' as const) },
    { weight: 1, arbitrary: fc.constant('rename' as const) },
    { weight: 1, arbitrary: fc.constant('remove' as const) },
    { weight: 2, arbitrary: fc.constant('settings' as const) },
  ),
  isSchema: fc.boolean(),
  which: part,
  at: part,
  what: part,
});

/** Where something begins, and what is done then. */
export const histories = (most: number): fc.Arbitrary<{ start: number; set: number; steps: Step[] }> =>
  fc.record({ start: part, set: part, steps: fc.array(step, { minLength: most, maxLength: most }) });

export const worldAt = (start: number, set: number): World => ({
  projects: of(starts, start),
  settings: of(settings, set),
});

const of = <T>(list: readonly T[], where: number): T => list[Math.floor(where * list.length)]!;

/** The world after a step. `before` are all those that were. */
export function after(world: World, done: Step, before: readonly World[]): World {
  if (done.kind === 'undo') return of(before, done.at);
  if (done.kind === 'settings') return { ...world, settings: of(settings, done.what) };
  const project = of(world.projects, done.which);
  const list = done.isSchema ? project.schema : project.migrations;
  // Somebody who writes a migration writes the last one.
  const text = !done.isSchema && done.which < 0.5 ? list.at(-1)! : of(list, (done.which * 7) % 1);
  const now = changed(text, done);
  const replaced = (texts: readonly Text[]) =>
    texts.flatMap((one) => (one === text || (one.path === text.path && one.path.startsWith('/')) ? (now ?? []) : one));
  // No project is left without a history.
  if (now === undefined && list.length === 1) return world;
  const projects = world.projects.map(
    (one): WorldProject =>
      one === project || text.path.startsWith('/')
        ? { ...one, schema: replaced(one.schema), migrations: replaced(one.migrations) }
        : one,
  );
  return { ...world, projects };
}

function changed({ path, text }: Text, { kind, isSchema, at, what }: Step): Text | undefined {
  const [swaps, pieces] = isSchema ? [schemaSwaps, schemaPieces] : [sqlSwaps, sqlPieces];
  const place = Math.floor(at * (text.length + 1));
  const line = text.lastIndexOf('\n', place - 1) + 1;
  const next = text.indexOf('\n', place) + 1 || text.length;
  switch (kind) {
    case 'swap': {
      const [pattern, words] = of(swaps, (what * 13) % 1);
      const found = [...text.matchAll(pattern)];
      if (found.length === 0) return { path, text };
      const { 0: old, index } = of(found, at);
      return { path, text: text.slice(0, index) + of(words, what) + text.slice(index + old.length) };
    }
    case 'put in': {
      const start = what < 0.8 ? line : place;
      return { path, text: text.slice(0, start) + of(pieces, (what * 17) % 1) + text.slice(start) };
    }
    case 'take a line':
      return { path, text: text.slice(0, line) + text.slice(next) };
    case 'take letters':
      return { path, text: text.slice(0, place) + text.slice(place + 1 + Math.floor(what * 4)) };
    case 'rename':
      return isSchema ? { path, text } : { path: `${path}z`, text };
    default:
      return isSchema ? { path, text } : undefined;
  }
}

const tables = ['User', 'Post', 'Tag', 'Category', 'Gone', 'Log'];

const schemaSwaps: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(Int|BigInt|String|Kind)\b/g, ['Int', 'BigInt', 'String', 'Kind', 'Decimal']],
  [/onDelete: \w+/g, ['onDelete: Cascade', 'onDelete: SetNull', 'onDelete: Restrict', 'onDelete: SetDefault']],
  [/\b(model|view)\b/g, ['model', 'view']],
  [/\b(User|Post|Tag|Category|Gone|Log)\b/g, tables],
  [/\[(id|userId|authorId|kind|postId)\]/g, ['[id]', '[userId]', '[authorId]', '[kind]', '[postId]']],
  [/\/\/[^\n]*/g, ['// x', '/// y', '// refint-ignore indexes/foreign-key-without-index: z', '']],
  [/@@index\([^\n]*\)/g, ['', '@@index([userId])', '@@index([kind], map: "q")', '@@unique([userId])']],
  [/provider = "\w+"/g, ['provider = "postgresql"\n  relationMode = "prisma"', 'provider = "postgresql"']],
  [/relationMode = "prisma"/g, ['']],
  [/@relation\(/g, ['@relation(map: "likes_again", ', '@relation(onDelete: Cascade, ']],
];

const schemaPieces = [
  ...['\n', ' ', 'x', '?', '[]', '}', '{', '@unique ', '@map("zz") ', ', onDelete: Cascade', ', onUpdate: Restrict'],
  ...['// c\n', '/// d\n', '// refint-ignore indexes/*: because\n', '// refint-ignore-file drift/*: so\n'],
  ...['  extra Int?\n', '  @@index([userId])\n', '  @@map("other")\n', '  @@ignore\n', '  gone Gone[]\n'],
  '  ghostId Int\n  ghost Ghost @relation(fields: [ghostId], references: [id])\n',
  'model Ghost {\n  id Int @id\n}\n',
];

const sqlSwaps: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(INTEGER|BIGINT|TEXT)\b/g, ['INTEGER', 'BIGINT', 'TEXT', 'UUID', '"Kind"']],
  [/ON DELETE (CASCADE|SET NULL|RESTRICT)/g, ['ON DELETE CASCADE', 'ON DELETE SET NULL', 'ON DELETE RESTRICT', '']],
  [/"(User|Post|Tag|Category|Gone|Log|likes)"/g, [...tables, 'Gone2', 'likes'].map((name) => `"${name}"`)],
  [/"(userId|authorId|postId|id|user_id)"/g, ['"userId"', '"authorId"', '"postId"', '"id"', '"user_id"']],
  [/NOT VALID/g, ['']],
  [/duplicate_object/g, ['others', 'undefined_table']],
  [/[^\n]*;\n/g, ['', '-- out\n']],
  [/NOT NULL/g, ['NULL', '']],
];

const sqlPieces = [
  ...['\n', ' ', 'x', ';', "'", '(', ')', '"', '-- c\n', '-- refint-ignore relations/*: because\n', 'IF NOT EXISTS '],
  ...['ALTER TABLE "Tag" ', 'ALTER TABLE "Post" ADD ', 'ALTER TABLE "User" FROBNICATE;\n', 'SELECT frob();\n'],
  ...['DROP TABLE "Log";\n', 'DROP TABLE "Gone";\n', 'DROP TABLE "Tag" CASCADE;\n', 'DROP VIEW "Active";\n'],
  ...['ALTER TABLE "Log" RENAME TO "Log2";\n', 'ALTER TABLE "Post" RENAME COLUMN "authorId" TO "writerId";\n'],
  ...['ALTER TABLE "likes" DROP CONSTRAINT "likes_userId_fkey";\n', 'SET search_path TO s;\n'],
  ...['ALTER TABLE "likes" VALIDATE CONSTRAINT "likes_again";\n', 'CREATE INDEX "i1" ON "Gone"("userId");\n'],
  ...['CREATE VIEW "Gone" AS SELECT 1 AS "id";\n', 'CREATE TABLE "Ghost" ("id" INTEGER PRIMARY KEY);\n'],
  ...['ALTER TYPE "Kind" RENAME TO "Kind2";\n', `ALTER TYPE "Kind" ADD VALUE 'Z';\n`, 'DROP TYPE "Kind" CASCADE;\n'],
  ...['CREATE SCHEMA s;\nALTER TABLE "Log" SET SCHEMA s;\n', 'DO $$ BEGIN EXECUTE foo; END $$;\n'],
  ...['ALTER TABLE "Post" ALTER COLUMN "authorId" TYPE BIGINT;\n', 'ALTER TABLE "Nobody" ADD COLUMN x INTEGER;\n'],
  'CREATE DOMAIN dd AS INTEGER;\nALTER TABLE "Post" ALTER COLUMN "authorId" TYPE dd;\n',
];
