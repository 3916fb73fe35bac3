import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { lineStarts, type Problem, positionAt, type Source, sourceOf } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { readSchema } from './testing/read.ts';

const corpus = process.env['REFINT_CORPUS'] ?? '../shared/corpus';
const entries = existsSync(corpus)
  ? readdirSync(corpus).filter((name) => existsSync(join(corpus, name, 'schema.prisma')))
  : [];
if (entries.length === 0) {
  console.warn(
    `skipped: 1 test with 5,600 mutants of real schemas judged by Prisma, because there is no corpus at ${corpus}`,
  );
}

const perSchema = 200;

/**
 * Where we may differ from Prisma, and why. All of them together may be one in a hundred.
 * - `no value`: an argument without a value, `onDelete:`, is something that Prisma's parser keeps. It complains only when
 *   it comes to use the argument, and not in native types or on a field whose type it does not know. We always do.
 */
type Exception = 'no value';

test.skipIf(entries.length === 0)(
  'what Prisma cannot read has a problem at that place, and what it can read has none',
  () => {
    let count = 0;
    let refused = 0;
    const exceptions: Exception[] = [];
    const wrong: string[] = [];
    for (const [seed, name] of entries.entries()) {
      const roll = dice(seed + 1);
      const pieces = piecesOf(readFileSync(join(corpus, name, 'schema.prisma'), 'utf8'));
      for (let turn = 0; turn < perSchema; turn++) {
        const at = roll(pieces.length);
        const { text: mutant, how } = mutate(pieces[at] ?? '', roll);
        // The neighbours are there because a lost brace concerns them too.
        const source = sourceOf(`${name}/schema.prisma`, (pieces[at - 1] ?? '') + mutant + (pieces[at + 1] ?? ''));
        const verdicts = askPrisma(source.text);
        const { problems } = readSchema([source]);
        count++;
        if (verdicts.some((verdict) => verdict.syntax)) refused++;
        const difference = compare(source, verdicts, problems);
        if (!difference) continue;
        if (hasNoValue(source, verdicts, problems)) exceptions.push('no value');
        else wrong.push(`${difference} (${name}, ${how})\n${source.text}`);
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(count).toBeGreaterThanOrEqual(3000);
    expect(refused).toBeGreaterThan(count / 2);
    expect(exceptions.length).toBeLessThanOrEqual(count / 100);
  },
);

/** In what we differ from Prisma; nothing when we do not. */
function compare(source: Source, verdicts: readonly Verdict[], problems: readonly Problem[]): string | undefined {
  const refused = verdicts.filter(({ syntax }) => syntax);
  const places = problems.filter(({ kind }) => kind === 'unreadable').map(({ at }) => at?.span.start ?? 0);
  if (refused.length === 0) {
    if (places.length > 0) return 'Prisma reads it and we do not';
    return verdicts.length === 0 && problems.length > 0 ? 'Prisma takes it and we have a problem' : undefined;
  }
  if (places.length === 0) return 'Prisma cannot read it and we say nothing';
  const line = (at: number) => positionAt(source, at).line;
  if (
    !places.some((at) =>
      refused.some(({ start, end }) => line(start) <= line(at) && line(at) <= line(Math.max(start, end - 1))),
    )
  ) {
    return 'no problem is on a line that Prisma cannot read';
  }
  // We say one thing about each broken block, Prisma one about each line.
  const blocks = places.map((at) => blockAround(source, line(at)));
  const covered = refused.every(({ start }) =>
    blocks.some(({ first, last }) => first <= line(start) && line(start) <= last),
  );
  return covered ? undefined : 'Prisma finds something in another block';
}

/** Where the block of a line begins and ends for Prisma: from the last head before it to the first line with a brace after it. */
function blockAround(source: Source, line: number): { readonly first: number; readonly last: number } {
  const starts = lineStarts(source);
  const text = (number: number) => source.text.slice(starts[number - 1], starts[number]).trimStart();
  let first = line;
  while (first > 1 && !/^(model|enum|type|view|datasource|generator)\s+\w+\s*\{/.test(text(first))) first--;
  let last = text(line).startsWith('}') ? line + 1 : line;
  while (last < starts.length && !text(last).startsWith('}')) last++;
  return { first, last };
}

function hasNoValue(source: Source, verdicts: readonly Verdict[], problems: readonly Problem[]): boolean {
  const unreadable = problems.filter(({ kind }) => kind === 'unreadable');
  return (
    verdicts.every(({ syntax }) => !syntax) &&
    unreadable.every(({ at }) => at && /:\s*[),]/.test(source.text.slice(0, at.span.end + 1).slice(-6)))
  );
}

/** Blocks, each with what stands before it. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const { index, 0: brace } of text.matchAll(/^\}.*\n?/gm)) {
    pieces.push(text.slice(start, index + brace.length));
    start = index + brace.length;
  }
  return pieces;
}

// Each is decided by Prisma, not by us: the expectation is stated so that a reader knows it without running the test.
const readable: readonly (readonly [string, string])[] = [
  [
    'block comments',
    'model A { /* one */\n  id Int @id /* two\n  lines */\n  /* three */ b Int\n  @@index([b]) /* four */\n}\n',
  ],
  ['a closing brace in a comment', 'model A {\n  id Int @id // }\n  /* }\n  } */\n}\n'],
  ['blanks after the opening brace', 'model A { \t\n  id Int @id\n}\n'],
  ['a comment after the opening brace', 'model A { // one\n  id Int @id\n}\n'],
  ['anything at all after the opening brace', 'model A { nonsense $\n  id Int @id\n}\n'],
  ['names with letters of other alphabets', 'model Größe {\n  id Int @id\n  名前 String\n  naïve Int\n}\n'],
  ['fields called true, false and null', 'model A {\n  id Int @id\n  true Int\n  false Int?\n  null String[]\n}\n'],
  ['values called true and null', 'enum E {\n  true\n  null\n}\n'],
  ['fields called as the blocks are', 'model A {\n  id Int @id\n  model Int\n  enum Int\n  type String\n}\n'],
  ['escapes in texts', 'model A {\n  id Int @id @map("a\\"b\\\\c\\u00e4\\n")\n}\n'],
  ['a block after the brace of another', 'model A {\n  id Int @id\n} model B {\n  id Int @id\n}\n'],
  ['carriage returns', 'model A {\r\n  id Int @id\r\n}\r\n'],
  ['carriage returns alone', 'model A {\r  id Int @id\r}\r'],
  ['blanks of all kinds', 'model A {\n\u00a0id\u3000Int\u2003@id\n}\n'],
  ['blanks before brackets', 'model A {\n  id Int @ id\n  b Int\n  @@ index ([b])\n}\n'],
  ['objects as values', 'model A {\n  id Int @id\n  b Boolean\n  @@index([id], where: { b: true })\n}\n'],
  ['no block at all', '// nothing\n'],
];

const unreadable: readonly (readonly [string, string])[] = [
  ['a stray dollar sign', 'model A {\n  id Int $ @id\n}\n'],
  ['single quotes', "model A {\n  id Int @id @map('x')\n}\n"],
  ['an unterminated text', 'model A {\n  id Int @id @map("x)\n}\n'],
  ['an unknown escape', 'model A {\n  id Int @id @map("C:\\d")\n}\n'],
  ['an unterminated comment', 'model A {\n  id Int @id\n  /* and so on\n}\n'],
  ['a comment inside a line', 'model A {\n  id /* which */ Int @id\n}\n'],
  ['an attribute on two lines', 'model A {\n  id Int\n  b Int\n  @@id([\n    id,\n    b\n  ])\n}\n'],
  ['a trailing comma in a list', 'model A {\n  id Int\n  b Int\n  @@id([id, b,])\n}\n'],
  ['a trailing comma after arguments', 'model A {\n  id Int @id @map("x",)\n}\n'],
  ['an argument without a value', 'model A {\n  id Int @id @map(name: )\n}\n'],
  ['two fields on one line', 'model A {\n  id Int @id b Int\n}\n'],
  ['a field on the line of the brace', 'model A {\n  id Int @id }\n'],
  ['a whole model on one line', 'model A { id Int @id }\n'],
  ['a brace on a line of its own', 'model A\n{\n  id Int @id\n}\n'],
  ['no closing brace', 'model A {\n  id Int @id\n'],
  ['no closing brace before the next block', 'model A {\n  id Int @id\n\nmodel B {\n  id Int @id\n}\n'],
  ['a closing brace too many', 'model A {\n  id Int @id\n}\n}\n'],
  ['no name', 'model {\n  id Int @id\n}\n'],
  ['an unknown block', 'table A {\n  id Int @id\n}\n'],
  ['a sentence', 'hello world\n'],
  ['a type alias', 'type A = Int\n'],
  ['a colon after a name', 'model A {\n  id: Int @id\n}\n'],
  ['an exclamation mark after a type', 'model A {\n  id Int! @id\n}\n'],
  ['brackets around a type', 'model A {\n  id Int @id\n  b [Int]\n}\n'],
  ['an optional list', 'model A {\n  id Int @id\n  b Int[]?\n}\n'],
  ['no type', 'model A {\n  id Int @id\n  b\n}\n'],
  ['Unsupported without a text', 'model A {\n  id Int @id\n  b Unsupported(x)\n}\n'],
  ['Unsupported with a blank behind it', 'model A {\n  id Int @id\n  b Unsupported ("circle")\n}\n'],
  ['a number with an exponent', 'model A {\n  id Int @id @default(1e3)\n}\n'],
  ['a name starting with an underscore', 'model A {\n  id Int @id\n  _b Int\n}\n'],
  ['an attribute of a model on a field', 'model A {\n  id Int @id @@map("x")\n}\n'],
  ['values on one line', 'enum E {\n  A B\n}\n'],
  ['a key without a value', 'generator g {\n  provider =\n}\n'],
  ['a key alone', 'generator g {\n  provider = "x"\n  output\n}\n'],
  ['a list on two lines', 'generator g {\n  provider = "x"\n  a = ["b",\n  "c"]\n}\n'],
  ['an attribute in a generator', 'generator g {\n  provider = "x"\n  @@map("y")\n}\n'],
  ['a byte order mark', '\ufeffmodel A {\n  id Int @id\n}\n'],
];

describe('Prisma reads it, and so do we', () => {
  const datasource =
    'generator g {\n  provider = "x"\n  previewFeatures = ["partialIndexes"]\n}\ndatasource db {\n  provider = "postgresql"\n}\n';
  test.each(readable)('%s', (_, text) => {
    expect(askPrisma(datasource + text)).toEqual([]);
    expect(readSchema([sourceOf('schema.prisma', datasource + text)]).problems).toEqual([]);
  });
});

describe('Prisma cannot read it, and neither can we', () => {
  test.each(unreadable)('%s', (_, text) => {
    const source = sourceOf('schema.prisma', text);
    const verdicts = askPrisma(text);
    expect(verdicts.some(({ syntax }) => syntax)).toBe(true);
    const { problems } = readSchema([source]);
    expect(problems.filter(({ kind, fatal }) => kind === 'unreadable' && fatal)).toHaveLength(1);
    expect(compare(source, verdicts, problems)).toBeUndefined();
  });
});

/** What Prisma's own parser says about a place: offsets are UTF-16 code units. */
interface Verdict {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Whether its parser says it, rather than a later check of names, types and relations. */
  readonly syntax: boolean;
}

// Every message that comes from Prisma's parser itself, as opposed to its validation.
const syntax = [
  'This line is not a valid field or attribute definition',
  'This line is not an enum value definition',
  'This line is not a valid definition within a',
  'This line is invalid. It does not start with any known Prisma schema keyword',
  'This block is invalid. It does not start with any known Prisma schema keyword',
  'This field declaration is invalid',
  "Field declarations don't require a `:`",
  'Fields are required by default, `!` is no longer required',
  'To specify a list, please use `Type[]`',
  'Optional lists are not supported',
  'Invalid type definition',
  'Unknown escape sequence',
  'Trailing commas are not valid',
  'argument is missing a value',
  'needs to be assigned a value',
];

const wasm = createRequire(import.meta.url)('@prisma/prisma-schema-wasm') as { lint(input: string): string };

interface Told {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly is_warning: boolean;
}

// Prisma paints its words for terminals.
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** All errors that Prisma has about a schema. */
function askPrisma(text: string): readonly Verdict[] {
  const told = JSON.parse(wasm.lint(JSON.stringify([['schema.prisma', text]]))) as readonly Told[];
  return told
    .filter((each) => !each.is_warning)
    .map(({ start, end, text: message }) => ({
      start,
      end,
      text: message.replaceAll(colours, ''),
      syntax: syntax.some((known) => message.includes(known)),
    }));
}

/** Numbers that look random and are the same in every run (mulberry32). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * sides);
  };
}

const tokens = /\w+|"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\n|[^\s\w]/g;
const letters = [...'$\'"{}()[]@,:=?!./*\\-_#;&<>|~^%+`0aZ\n\t \u00a0é名😀\u200b'];

/** A text with one mistake in it: a token deleted, doubled or swapped with the next, or a character put in. */
function mutate(text: string, roll: (sides: number) => number): { readonly text: string; readonly how: string } {
  const found = [...text.matchAll(tokens)];
  const chosen = found[roll(found.length)];
  if (!chosen) return { text: '$', how: 'inserted "$"' };
  const start = chosen.index;
  const [token] = chosen;
  const end = start + token.length;
  const shown = JSON.stringify(token);
  switch (roll(4)) {
    case 0:
      return { text: text.slice(0, start) + text.slice(end), how: `deleted ${shown}` };
    case 1: {
      const gap = roll(2) === 0 ? '' : ' ';
      return { text: text.slice(0, end) + gap + text.slice(start), how: `doubled ${shown}` };
    }
    case 2: {
      const next = found[found.indexOf(chosen) + 1];
      if (!next) return { text: text.slice(0, start), how: `deleted ${shown}` };
      const after = next.index + next[0].length;
      const between = text.slice(end, next.index);
      return {
        text: text.slice(0, start) + next[0] + between + token + text.slice(after),
        how: `swapped ${shown} and ${JSON.stringify(next[0])}`,
      };
    }
    default: {
      const letter = letters[roll(letters.length)] ?? '$';
      const at = start + roll(token.length + 1);
      return { text: text.slice(0, at) + letter + text.slice(at), how: `put in ${JSON.stringify(letter)}` };
    }
  }
}
