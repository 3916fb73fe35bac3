import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Declared, Source, Span } from '@refint/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPrisma } from './read.ts';
import { splitBlocks } from './syntax/split.ts';
import { splitAgain } from './syntax/split-again.ts';

/** REFINT_FOLLOWED: how many edits in each schema of the corpus, besides those in a small one. */
const wanted = Number(process.env['REFINT_FOLLOWED'] ?? 0);
const seed = Number(process.env['REFINT_SEED'] ?? 20240601);
const corpus = process.env['REFINT_CORPUS'] ?? '../shared/corpus';
const real = wanted > 0 ? readdirSync(corpus).filter((name) => existsSync(join(corpus, name, 'schema.prisma'))) : [];

const sample = [
  `datasource db {
  provider = "postgresql"
}

enum Role {
  USER
  ADMIN @map("admin")
}

/// The people.
model User {
  id    Int    @id @default(autoincrement())
  email String @unique
  role  Role   @default(ADMIN)
  posts Post[]
  read  Post[] @relation("readers")
  boss   User?  @relation("team", fields: [bossId], references: [id])
  bossId Int?
  team   User[] @relation("team")
}

model Post {
  id       Int   @id
  authorId Int
  author   User  @relation(fields: [authorId], references: [id], onDelete: Cascade)
  readers  User[] @relation("readers")
  tags     Tag[]
  nothing  Nothing?

  @@index([authorId])
}
`,
  `// Labels.
model Tag {
  id    Int    @id
  name  String @map("label")
  posts Post[]
  ownerId Int
  kind    Int
  owner   Owner @relation(fields: [ownerId, kind], references: [id, kind])
}

model Owner {
  id   Int
  kind Int
  tags Tag[]

  @@id([id, kind])
  @@map("owners")
}

view Active {
  id Int @unique
}
`,
];

const pieces = [
  ...[
    '',
    '\n',
    '}',
    '{',
    '"',
    'x',
    ' ',
    '?',
    '[]',
    '//',
    '/*',
    '👋',
    '\r\n',
    '  extra Int?\n',
    '  posts Post[]\n',
    '@unique ',
    '@id ',
  ],
  ...[
    '@map("other") ',
    '@relation("readers") ',
    'references: [id], ',
    '  @@map("other")\n',
    '  @@index([id])\n',
    '  @@id([kind])\n',
  ],
  ...[
    'model Extra {\n  id Int @id\n}\n',
    'enum Extra {\n  A\n}\n',
    'String',
    'User',
    '  @@ignore\n',
    '  post Post? @relation(fields: [id], references: [id])\n',
  ],
];

/** From 0 to 1, each as likely: left to itself it would nearly always be one of both. */
const part = fc.noBias(fc.nat(999_999)).map((number) => number / 1_000_000);
const edit = fc.record({
  which: part,
  at: part,
  /** To the beginning of the line, where most pieces mean something. */
  isLine: fc.boolean(),
  length: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(30) }),
  piece: fc.constantFrom(...pieces),
  /** Most put a word in place of another one, which leaves the rest of its line as it is. */
  how: fc.constantFrom('piece', 'word', 'word', 'word', 'line', 'undo'),
  other: part,
});
type Typed = typeof edit extends fc.Arbitrary<infer T> ? T : never;

const bursts = (count: number): readonly (readonly Typed[])[] =>
  fc.sample(fc.array(edit, { minLength: 1, maxLength: 12, size: 'max' }), { numRuns: count, seed });

test('what moves along with edits is what a fresh start reads', async () => {
  const counts = { edits: 0, followed: 0 };
  for (const burst of bursts(120)) await follow(sample, burst, counts);
  for (const name of real) {
    const text = readFileSync(join(corpus, name, 'schema.prisma'), 'utf8');
    const own = { edits: 0, followed: 0 };
    for (const burst of bursts(wanted)) if (own.edits < wanted) await follow([text], burst, own);
    console.log(`${name}: ${own.edits} edits, ${own.followed} of them followed`);
  }
  // Most of what somebody types leaves the rest as it is.
  expect(counts.followed / counts.edits).toBeGreaterThan(0.4);
});

async function follow(
  texts: readonly string[],
  burst: readonly Typed[],
  counts: { edits: number; followed: number },
): Promise<void> {
  let now = [...texts];
  const past: string[][] = [];
  let before = await readPrisma(sourcesOf(now));
  for (const typed of burst) {
    past.push(now);
    now = (typed.how === 'undo' && past.at(-3)) || afterwards(now, typed);
    const tables = new Set(before.snapshot.tables);
    before = await readPrisma(sourcesOf(now), [before]);
    counts.edits++;
    if (before.snapshot.tables.some((table) => tables.has(table))) counts.followed++;
    expect(told(before)).toEqual(told(await readPrisma(sourcesOf(now))));
  }
}

function afterwards(texts: readonly string[], { which, at, isLine, length, piece, how, other }: Typed): string[] {
  const file = Math.floor(which * texts.length);
  const text = texts[file]!;
  const place = Math.floor(at * text.length);
  const line = text.lastIndexOf('\n', place - 1) + 1;
  const [start, count, put] =
    how === 'word' ? wordAt(text, line, place, other) : [isLine ? line : place, length, piece];
  const end = how === 'line' ? text.indexOf('\n', place) + 1 : start + count;
  return texts.with(
    file,
    how === 'line' ? text.slice(0, line) + text.slice(end) : text.slice(0, start) + put + text.slice(end),
  );
}

/** A word on a line, and another one of the text. */
function wordAt(text: string, line: number, place: number, other: number): readonly [number, number, string] {
  const words = [...text.matchAll(/\w+/g)];
  const found = words.find(({ index }) => index >= place) ?? words.findLast(({ index }) => index >= line);
  if (!found) return [place, 0, ''];
  return [found.index, found[0].length, words[Math.floor(other * words.length)]![0]];
}

test('what an edited model says again stays the same object, at the places of now', async () => {
  const line = '  authorId Int\n';
  const edit = async (before: Declared, text: string) => readPrisma(sourcesOf([text, sample[1]!]), [before]);
  const [text = ''] = sample;
  const first = await readPrisma(sourcesOf(sample));
  const half = await edit(first, text.replace(line, `${line}  revie\n`));
  const again = await edit(half, text.replace(line, `${line}  reviewer\n`));
  expect(again.snapshot).toBe(half.snapshot);
  expect(again.problems).not.toEqual(half.problems);
  const whole = await edit(again, text.replace(line, `${line}  reviewerId Int?\n`));
  expect(whole.snapshot).not.toBe(first.snapshot);
  const written = ({ snapshot }: Declared) => snapshot.relations.filter((one) => !one.implicitManyToMany);
  expect(written(whole)).toHaveLength(3);
  for (const [at, relation] of written(whole).entries()) expect(relation).toBe(written(first)[at]);
  const other = await edit(whole, text.replace('onDelete: Cascade', 'onDelete: Restrict'));
  const changed = written(other).filter((relation, at) => relation !== written(first)[at]);
  expect(changed.map(({ field, onDelete }) => [field, onDelete])).toEqual([['author', 'restrict']]);
});

test('as long as the schema says the same, a place outside of what is edited has a place of now', async () => {
  const [text = '', more = ''] = sample;
  const sources = sourcesOf(sample);
  const first = await readPrisma(sources);
  const now = [text.replace('id    Int ', '// the first\n  id    Int '), more];
  const after = await readPrisma(sourcesOf(now), [first]);
  expect(after.saying).toBe(first.saying);
  expect(after.placeNow).toBeDefined();
  let count = 0;
  for (const source of sources) {
    for (const { index: start, 0: block } of source.text.matchAll(/^(?:model|enum|view|datasource) [^}]*}/gm)) {
      for (const { index, 0: word } of block.matchAll(/\w+/g)) {
        const span = { start: start + index, end: start + index + word.length };
        const place = after.placeNow?.({ source, span });
        const found = place?.source.text.slice(place.span.start, place.span.end);
        expect([word, found]).toEqual([word, block.startsWith('model User ') ? undefined : word]);
        if (place) count++;
        if (place) expect(now).toContain(place.source.text);
      }
    }
  }
  expect(count).toBeGreaterThan(50);
  const inModel = text.indexOf('email');
  expect(after.placeNow?.({ source: sources[0]!, span: { start: inModel, end: inModel + 5 } })).toBeUndefined();
  expect(after.placeNow?.({ source: { path: '0.prisma', text }, span: { start: 0, end: 1 } })).toBeUndefined();
  let last = after;
  for (const [was, is] of [
    ['email String', 'email Int'],
    ['email String', 'mail String'],
    ['onDelete: Cascade', 'onDelete:  Cascade'],
    ['@@index([authorId])', ''],
    ['@@index([authorId])', '@@index'],
    ['nothing  Nothing?', ''],
    ['  id    Int    @id @default', '  broken\n  id    Int    @id @default'],
  ] as const) {
    const other = await readPrisma(sourcesOf([text.replace(was, is), more]), [last]);
    expect([was, other.saying === last.saying]).toEqual([was, false]);
    last = await readPrisma(sourcesOf([text, more]), [other]);
  }
});

const bits = [
  'model A {\n',
  'enum B {\n',
  '}\n',
  '}',
  '{',
  '\n',
  ' ',
  'x',
  '//',
  '"',
  '/*',
  '*/',
  '\r\n',
  '\ufeff',
  'model ',
  'model \u00e4 {\n',
];
const someBits = (maxLength: number) =>
  fc.array(fc.constantFrom(...bits), { maxLength, size: 'max' }).map((all) => all.join(''));

test('blocks that are looked for around an edit are those of the whole text', () => {
  const given = fc.tuple(someBits(25), someBits(4), someBits(4), someBits(25));
  fc.assert(
    fc.property(given, ([start, old, now, end]) => {
      const before = start + old + end;
      const text = start + now + end;
      const [source, was] = sourcesOf([text, before]) as [Source, Source];
      expect(splitAgain(source, was, splitBlocks(before)).split).toEqual(splitBlocks(text));
    }),
    { numRuns: 3000, seed },
  );
});

/** New ones each time, so that nothing is known of them. */
const sourcesOf = (texts: readonly string[]): readonly Source[] =>
  texts.map((text, at) => ({ path: `${at}.prisma`, text }));

/** All that is known of a schema, each place with what stands there. */
function told(declared: Declared): unknown {
  const { snapshot, writer, saying: _, placeNow: __, ...more } = declared;
  const { tables, types, schemas, holders } = snapshot;
  const asked = tables.flatMap(({ id, columns, indexes, relations }) => [
    writer.addIndexes(
      id,
      columns.map(({ name }) => [name]),
    ),
    ...indexes.map((index) => writer.removeIndex(index)),
    ...relations.map((relation) => writer.writeActions(relation)),
  ]);
  const names = tables.map(({ schema, name }) => snapshot.holderNamed(schema, name));
  return plain({
    tables,
    types,
    schemas,
    holders,
    names,
    asked,
    added: writer.addRelations(snapshot.relations),
    ...more,
  });
}

function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? 'a function' : value;
  if (Array.isArray(value)) return value.map(plain);
  if ('source' in value && 'span' in value) {
    const { source, span, ...more } = value as { readonly source: Source; readonly span: Span };
    return [
      source.path,
      span.start,
      span.end,
      source.text.slice(span.start, span.end),
      source.text.length,
      plain(more),
    ];
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}
