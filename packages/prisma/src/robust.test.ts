import { type Declared, type Origin, placeOf, type Source, sourceOf } from '@refint/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSchema } from './testing/read.ts';

const sample = `/// The people.
generator client {
  provider        = "prisma-client-js"
  previewFeatures = ["multiSchema", "views"]
}

datasource db {
  provider = "postgresql" // or another
  schemas  = ["auth", "blog"]
}

enum Role {
  USER  @map("user")
  ADMIN

  @@map("roles")
  @@schema("auth")
}

model User {
  id    Int     @id @default(autoincrement())
  email String  @unique @db.VarChar(255)
  role  Role    @default(USER)
  tags  String[] @default(["a", "b\\"c"])
  range Unsupported("int4range")?
  posts Post[]  @relation("written")
  read  Book[]

  @@map("users")
  @@schema("auth")
}

model Post {
  id       Int   @default(1)
  tenant   BigInt
  authorId Int?  @map("author_id")
  author   User? @relation("written", fields: [authorId], references: [id], onDelete: SetNull, map: "fk_author")

  @@id([id, tenant], map: "post_key")
  @@index([authorId(sort: Desc), tenant], type: BTree)
  @@schema("blog")
  @@ignore
}

model Book {
  isbn    String @id @db.Char(13)
  readers User[]

  @@schema("blog")
}
`;

describe('whatever the text, the reader answers', () => {
  const pieces = fc.constantFrom(
    ...[
      'model',
      'enum',
      'view',
      'type',
      'datasource',
      'generator',
      'A',
      'B',
      ' ',
      '\n',
      '\n',
      '\r\n',
      '{',
      '{\n',
      '}',
      '\n}\n',
    ],
    ...[
      'id',
      'Int',
      'String',
      'B[]',
      'A?',
      '@id',
      '@@id([id])',
      '@relation(',
      'fields: [id]',
      'references: [id]',
      '"',
      '"x"',
    ],
    ...[
      "'",
      '//',
      '///',
      '/*',
      '*/',
      '\\',
      '\\u12',
      '(',
      ')',
      '[',
      ']',
      ',',
      ':',
      '=',
      '@',
      '@@',
      '.',
      '-',
      '1',
      '1.5',
      'é',
      '😀',
      '\ud83d',
      '\0',
      '\ufeff',
    ],
    ...[
      'provider = "mysql"',
      'relationMode = "prisma"',
      '@db.VarChar(1)',
      'Unsupported("x")',
      '@default(',
      'constructor',
      '__proto__',
      'toString',
    ],
  );

  test('any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => holds(readOne(text))),
      { numRuns: 1000, seed: 1 },
    );
  });
  test('any sequence of pieces of the language', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => holds(readOne(parts.join('')))),
      { numRuns: 3000, seed: 1 },
    );
  });
  test('a schema that ends anywhere', () => {
    for (let end = 0; end <= sample.length; end++) holds(readOne(sample.slice(0, end)));
  });
  test('a schema that begins anywhere', () => {
    for (let start = 0; start <= sample.length; start++) holds(readOne(sample.slice(start)));
  });
  test('a schema with any stretch missing', () => {
    fc.assert(
      fc.property(fc.nat(sample.length), fc.nat(sample.length), (a, b) =>
        holds(readOne(sample.slice(0, Math.min(a, b)) + sample.slice(Math.max(a, b)))),
      ),
      { numRuns: 500, seed: 1 },
    );
  });
  test('very deep nesting', () => {
    const deep = 20_000;
    const lines = [
      '@default('.padEnd(deep, '['),
      `@map(${'f('.repeat(deep)}`,
      `@default(${'['.repeat(deep)}${']'.repeat(deep)})`,
    ];
    for (const line of lines)
      holds(readOne(`model A {\n  id Int @id\n  b Int ${line}\n}\nmodel C {\n  id Int @id\n}\n`));
  });
  test('a line without end', () => {
    const { problems } = readOne(`model A {\n  id Int @id @map("${'x'.repeat(1_000_000)}")\n}\n`);
    expect(problems).toEqual([]);
  });
});

test('the sample itself is free of problems', () => {
  const declared = readOne(sample);
  expect(declared.problems).toEqual([]);
  expect(declared.snapshot.relations).toHaveLength(3);
  holds(declared);
});

const readOne = (text: string): Declared => readSchema([sourceOf('schema.prisma', text)]);

/** Every place of every answer is inside its source. */
function holds(declared: Declared): void {
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (isOrigin(value)) {
      const { source, span } = placeOf(value);
      if (!inside(source, span))
        throw new Error(`${span.start} to ${span.end} is not a place in ${JSON.stringify(source.text)}`);
    }
    for (const part of Object.values(value)) visit(part);
  };
  visit(declared.models);
  visit(declared.enums);
  visit(declared.datasource);
  visit(declared.snapshot.tables);
  for (const { at } of declared.problems) expect(at && inside(at.source, at.span)).toBe(true);
}

const isOrigin = (value: object): value is Origin =>
  'kind' in value && (value.kind === 'written' || value.kind === 'implied');

const inside = ({ text }: Source, { start, end }: { readonly start: number; readonly end: number }): boolean =>
  0 <= start && start <= end && end <= text.length && (start < end || text.length === 0);
