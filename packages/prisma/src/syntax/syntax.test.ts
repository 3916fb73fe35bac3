import { PrismaParser } from '@mrleebo/prisma-ast';
import { sourceOf } from '@refint/model';
import { beforeAll, expect, test } from 'vitest';
import { readFile } from './file.ts';
import { loadGrammar } from './form.ts';

beforeAll(loadGrammar);

const text = `model A {
  id   Int @id // one
  name String? @map("Größe \\u00e4\\"") /* two */

  @@index([id, name(sort: Desc)], map: "i", where: { name: null })
}

enum E {
  X @map("x")
}
`;

test("prisma-ast's grammar is sound, although nobody checks it at run time", () => {
  expect(() => new PrismaParser({ skipValidations: false } as object)).not.toThrow();
});

test('every part of the tree has the place of its text', () => {
  const { blocks } = readFile(sourceOf('schema.prisma', text));
  const shown = (block: number, span: { readonly start: number; readonly end: number } | undefined) => {
    const start = blocks[block]?.start ?? 0;
    return span && text.slice(start + span.start, start + span.end);
  };
  const [a, e] = blocks.map(({ tree }) => tree);
  const [, name] = a?.fields ?? [];
  expect(shown(0, a?.name.span)).toBe('A');
  expect(shown(0, name?.span)).toBe('name String? @map("Größe \\u00e4\\"")');
  expect(shown(0, name?.typeSpan)).toBe('String?');
  expect(shown(0, name?.attributes[0]?.span)).toBe('@map("Größe \\u00e4\\"")');
  expect(name?.attributes[0]?.arguments[0]?.value).toMatchObject({ kind: 'text', text: 'Größe ä"' });
  const [index] = a?.attributes ?? [];
  expect(index?.arguments.map((argument) => [argument.name?.text, shown(0, argument.value.span)])).toEqual([
    [undefined, '[id, name(sort: Desc)]'],
    ['map', '"i"'],
    ['where', '{ name: null }'],
  ]);
  expect(shown(1, e?.values[0]?.span)).toBe('X @map("x")');
});

test('lines of one shape keep their own words, places and mistakes', () => {
  const shapes = `model A {
  id   Int  @default(1)
  name Text @default(2)
  one( Int
  other(   Int
}
`;
  const [block] = readFile(sourceOf('schema.prisma', shapes)).blocks;
  const shown = (span: { readonly start: number; readonly end: number }) => shapes.slice(span.start, span.end);
  const fields = block?.tree.fields ?? [];
  expect(fields.map(({ name, type }) => [name.text, type.text])).toEqual([
    ['id', 'Int'],
    ['name', 'Text'],
  ]);
  expect(fields.map(({ span }) => shown(span))).toEqual(['id   Int  @default(1)', 'name Text @default(2)']);
  expect(fields.map(({ attributes }) => attributes[0]?.arguments[0]?.value)).toMatchObject([
    { kind: 'number', text: '1' },
    { kind: 'number', text: '2' },
  ]);
  const places = block?.tree.faults.map(({ span }) => span.start);
  expect(places).toEqual([shapes.indexOf('( Int'), shapes.indexOf('(   Int')]);
});

test('a block that only moved is not read again', () => {
  const first = readFile(sourceOf('schema.prisma', text));
  const second = readFile(sourceOf('schema.prisma', `// a new line\n\n${text}`));
  expect(second.blocks).toHaveLength(2);
  for (const [at, { tree }] of second.blocks.entries()) expect(tree).toBe(first.blocks[at]?.tree);
  expect(second.blocks[0]?.start).toBe('// a new line\n\n'.length);
});

test('an unchanged source is not read again', () => {
  const source = sourceOf('schema.prisma', text);
  expect(readFile(source)).toBe(readFile(source));
});

test('a changed block is read, and its neighbours are not', () => {
  const [a, e] = readFile(sourceOf('schema.prisma', text)).blocks;
  const [changed, kept] = readFile(sourceOf('schema.prisma', text.replace('Int @id', 'BigInt @id'))).blocks;
  expect(changed?.tree).not.toBe(a?.tree);
  expect(changed?.tree.fields[0]?.type.text).toBe('BigInt');
  expect(kept?.tree).toBe(e?.tree);
});
