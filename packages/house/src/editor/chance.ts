import fc from 'fast-check';

/** Pieces that somebody may paste into one of the files, whole and broken ones. */
const pieces = [
  '',
  '\n',
  '}',
  '{',
  '"',
  "'",
  '$$',
  '👋',
  '\r\n',
  '\r',
  '--',
  '/*',
  '//',
  'model Extra {\n  id Int @id\n}\n',
  '  extra Int?\n',
  'onDelete: Cascade, ',
  '@@map("other")',
  'CREATE TABLE extra (id INTEGER PRIMARY KEY);\n',
  'DROP TABLE customers CASCADE;\n',
  'ALTER TABLE "Order" RENAME TO orders;\n',
  'DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_class) THEN ',
  '-- refint-ignore deletes/policy: because\n',
  '"deletes": [], ',
  '"extends": ["./rules/team.json"], ',
];

/** Files that somebody may make, and what is in them at first. */
const makings: readonly (readonly [string, string])[] = [
  ['prisma/migrations/20250101000000_more/migration.sql', 'CREATE TABLE more (id INTEGER PRIMARY KEY);\n'],
  ['prisma/migrations/20190101000000_before/migration.sql', 'CREATE TABLE "before" (id INTEGER);\n'],
  ['refint.config.json', '{ "deletes": [{ "to": "*", "onDelete": "restrict", "because": "all stays" }] }\n'],
  ['refint.config.json', '{ "extends": ["./rules/team.json"] }\n'],
  ['rules/team.json', '{ "rules": { "indexes/foreign-key-without-index": "off" } }\n'],
  ['prisma/other.prisma', 'model Other {\n  id Int @id\n}\n'],
  ['apps/own/prisma/schema.prisma', 'datasource db {\n  provider = "postgresql"\n}\n\nmodel Own {\n  id Int @id\n}\n'],
  ['apps/own/refint.config.json', '{ "rules": {} }\n'],
];

/** Something that somebody does. Which file, and where in it, are parts of all there are: from 0 to 1. */
export interface Deed {
  readonly kind: 'type' | 'undo' | 'open' | 'close' | 'save' | 'rewrite' | 'make' | 'move' | 'remove';
  readonly which: number;
  readonly at: number;
  readonly length: number;
  readonly piece: string;
  readonly making: readonly [path: string, text: string];
  /** A name that no folder has had. */
  readonly name: number;
}

/** From 0 to 1, each as likely: left to itself it would nearly always be one of both. */
const part = fc.noBias(fc.nat(999_999)).map((number) => number / 1_000_000);
const kinds: readonly (readonly [number, Deed['kind']])[] = [
  [60, 'type'],
  [12, 'undo'],
  [4, 'open'],
  [4, 'close'],
  [4, 'save'],
  [4, 'rewrite'],
  [4, 'make'],
  [2, 'move'],
  [2, 'remove'],
];

const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.oneof(...kinds.map(([weight, kind]) => ({ weight, arbitrary: fc.constant(kind) }))),
  which: part,
  at: part,
  length: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(60) }),
  piece: fc.constantFrom(...pieces),
  making: fc.constantFrom(...makings),
  name: fc.noBias(fc.nat(1_000_000)),
});

/** What somebody does in one go, before they look up: at most so many things. */
export const bursts = (count: number, most: number, seed: number): readonly (readonly Deed[])[] =>
  fc.sample(fc.array(deed, { minLength: 1, maxLength: most, size: 'max' }), { numRuns: count, seed });
