import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from '@prisma/prisma-schema-wasm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkspaceFullDocumentDiagnosticReport } from 'vscode-languageserver-protocol/node';
import { Editor } from './editor.ts';
import { writeInto } from './project.ts';

const schemaOf = (post: string, { user = '', mode = '', more = '' } = {}): string => `datasource db {
  provider = "postgresql"
${mode}}

model User {
  id     Int    @id
  tenant Int
  posts  Post[]
${user}
  @@unique([id, tenant])
}

model Post {
  postId Int @id
${post}}
${more}`;

/** Relations of one and of two columns, required and not, with and without an index, by every action that matters here. */
function* valid(): Generator<[string, string]> {
  for (const mode of ['', '  relationMode = "prisma"\n']) {
    for (const actions of [
      '',
      ', onDelete: SetNull',
      ', onUpdate: SetNull',
      ', onDelete: Cascade, onUpdate: SetNull',
    ]) {
      for (const [one, other] of [['Int'], ['Int?'], ['Int', 'Int'], ['Int?', 'Int?']] as const) {
        for (const index of ['', '  @@index([a])\n', '  @@index([a, b, postId])\n']) {
          if (!other && index.includes('b')) continue;
          const [columns, referenced] = other ? ['a, b', 'id, tenant'] : ['a', 'id'];
          const sign = one.endsWith('?') ? '?' : '';
          const relation = `  author User${sign} @relation(fields: [${columns}], references: [${referenced}]${actions})\n`;
          const post = `  a ${one}\n${other ? `  b ${other}\n` : ''}${relation}${index}`;
          yield [[mode && 'emulated', actions.slice(2), one, other, index.trim()].join(' '), schemaOf(post, { mode })];
        }
      }
    }
  }
}

const good = '  a Int\n  author User @relation(fields: [a], references: [id])\n  @@index([a])\n';
const broken: readonly (readonly [string, string])[] = [
  ['a line that ends too early', schemaOf(`${good}  x Int @\n`)],
  ['a field without a type', schemaOf(`${good}  x\n`)],
  ['words between the blocks', schemaOf(good, { more: '\nfoo bar\n' })],
  ['a model twice', schemaOf(good, { more: 'model Post {\n  id Int @id\n}\n' })],
  ['a field twice', schemaOf(`${good}  postId Int\n`)],
  ['a type that is nowhere', schemaOf(`${good}  x Nope\n`)],
  ['an action that is none', schemaOf(good.replace('[id])', '[id], onDelete: Cascadee)'))],
  ['a field that is nowhere', schemaOf(good.replace('fields: [a]', 'fields: [nope]'))],
  ['a referenced field that is nowhere', schemaOf(good.replace('references: [id]', 'references: [nope]'))],
  ['an index of nothing', schemaOf(`${good}  @@index([nope])\n`)],
  ['a provider that is none', schemaOf(good).replace('"postgresql"', '"postgre"')],
];

/** What Prisma goes by other rules in, so that what refint says at such a line is something else. */
const apart: readonly (readonly [string, string, readonly string[]])[] = [
  ['types that Prisma compares by name', schemaOf(good.replace('a Int', 'a String')), ['relations/type-mismatch']],
  ['an index twice', schemaOf(`${good}  @@index([a])\n`), ['indexes/redundant-index']],
];

interface Said {
  /** From 0. */
  readonly line: number;
  readonly what: string;
}

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'refint-beside-')));
const cases = new Map<string, string>([...valid(), ...broken, ...apart.map(([name, text]) => [name, text] as const)]);
let alone: ReadonlyMap<string, readonly Said[]>;
let beside: ReadonlyMap<string, readonly Said[]>;

beforeAll(async () => {
  const texts = [...cases.values()].map((text, at) => [`p${at}/prisma/schema.prisma`, text]);
  writeInto(folder, Object.fromEntries(texts));
  [alone, beside] = [await saidBy({}), await saidBy({ besidePrisma: true })];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function saidBy(options: Readonly<Record<string, unknown>>): Promise<ReadonlyMap<string, readonly Said[]>> {
  const editor = await Editor.start(folder, { pulls: true, options });
  const { items } = (await editor.connection.sendRequest('workspace/diagnostic', { previousResultIds: [] })) as {
    items: readonly WorkspaceFullDocumentDiagnosticReport[];
  };
  await editor.stop();
  const said = new Map(items.map(({ uri, items }) => [uri, items]));
  return new Map(
    [...cases.keys()].map((name, at) => {
      const diagnostics = said.get(editor.uri(`p${at}/prisma/schema.prisma`)) ?? [];
      return [
        name,
        diagnostics.map(({ range, code, message }) => ({ line: range.start.line, what: String(code ?? message) })),
      ];
    }),
  );
}

interface Told {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The words by which Prisma speaks of what a rule is about; a line that cannot be read is an error in any words. */
const matters: Readonly<Record<string, RegExp>> = {
  'deletes/set-null-on-required': /SetNull/,
  'indexes/foreign-key-without-index': /the index usually created/,
};

/** Whether Prisma says the same of the same line. */
function prismaOn(text: string): (said: Said) => boolean {
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length - 1;
  const told = JSON.parse(lint(JSON.stringify([['schema.prisma', text]]))) as readonly Told[];
  return ({ line, what }) =>
    told.some((one) => lineOf(one.start) <= line && line <= lineOf(one.end) && (matters[what] ?? /./).test(one.text));
}

const leftOut = (name: string): readonly Said[] => {
  const still = (beside.get(name) ?? []).map(({ line, what }) => `${line} ${what}`);
  return (alone.get(name) ?? []).filter(({ line, what }) => !still.includes(`${line} ${what}`));
};

describe('beside Prisma nothing is said twice, and nothing is lost', () => {
  test('what is left out is what Prisma says of the same line', () => {
    const lost = [...cases].flatMap(([name, text]) =>
      leftOut(name)
        .filter((said) => !prismaOn(text)(said))
        .map(({ what }) => `${name}: ${what}`),
    );
    expect(lost).toEqual([]);
    const rules = [...cases.keys()].flatMap((name) => leftOut(name).map(({ what }) => what));
    expect(rules).toContain('deletes/set-null-on-required');
    expect(rules).toContain('indexes/foreign-key-without-index');
  });

  test('what is still said is another matter, in schemas that Prisma accepts and those that it refuses for their actions', () => {
    const twice = [...valid()].flatMap(([name, text]) =>
      (beside.get(name) ?? []).filter(prismaOn(text)).map(({ what }) => `${name}: ${what}`),
    );
    expect(twice).toEqual([]);
    expect([...valid()].flatMap(([name]) => beside.get(name) ?? []).length).toBeGreaterThan(10);
  });

  test.each(broken)('%s', (name, text) => {
    expect((alone.get(name) ?? []).filter(prismaOn(text))).not.toEqual([]);
    expect((beside.get(name) ?? []).filter(prismaOn(text))).toEqual([]);
  });

  test.each(apart)('%s: refint says what the database makes of it', (name, _, rules) => {
    expect((beside.get(name) ?? []).map(({ what }) => what)).toEqual(rules);
  });
});
