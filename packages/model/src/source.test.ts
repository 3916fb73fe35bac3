import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineStarts, positionAt, sourceOf, textAt } from './source.ts';

describe('a source', () => {
  test('is one object as long as its text is the same', () => {
    const first = sourceOf('a.sql', 'select 1');
    expect(sourceOf('a.sql', 'select 1')).toBe(first);
    expect(sourceOf('b.sql', 'select 1')).not.toBe(first);
    expect(sourceOf('a.sql', 'select 2')).not.toBe(first);
  });

  test('that nobody has any more takes no room', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const paths = ['gone', 'there'] as const;
    const seen = new Map(paths.map((path) => [path, new WeakRef(sourceOf(path, path.repeat(100)))]));
    const held = seen.get('there')?.deref();
    // What was asked for is held until whoever asked has come to an end.
    await new Promise(setImmediate);
    collect();
    expect(paths.map((path) => seen.get(path)?.deref())).toEqual([undefined, held]);
    expect(sourceOf('there', 'there'.repeat(100))).toBe(held);
  });

  test('a place is read letter by letter', () => {
    const source = sourceOf('a.sql', 'drop table "🙂"');
    const start = source.text.indexOf('"');
    expect(textAt({ source, span: { start, end: source.text.length } })).toBe('"🙂"');
  });
});

/** Where an editor stands after the text has been typed: the plainest way to say it, and slow. */
function typed(text: string) {
  const lines = text.split('\n');
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}

describe('a position', () => {
  test.each([
    ['', 'the start of nothing'],
    ['create table t', 'one line'],
    ['-- one\r\n', 'the line after CRLF'],
    ['-- one\r\n--', 'inside of that line'],
    ['-- one\r', 'between CR and LF, which is still the first line'],
    ["select '🙂", 'after an emoji, which is two UTF-16 code units'],
    ["select '🙂'\n\n\n  ", 'after empty lines'],
    ['\uFEFFselect', 'after a byte order mark, which counts'],
  ])('after %j (%s)', (before) => {
    const source = sourceOf('positions', `${before}\nx\r\ny`);
    expect(positionAt(source, before.length)).toEqual(typed(before));
  });

  test('counts an emoji as two', () => {
    const source = sourceOf('emoji', '🙂x');
    expect(positionAt(source, source.text.indexOf('x')).column - positionAt(source, 0).column).toBe('🙂'.length);
  });

  test('of any offset in any text is where typing up to it would end', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '🙂', 'é'), maxLength: 30 });
    fc.assert(
      fc.property(letters, fc.nat(70), (text, offset) => {
        expect(positionAt(sourceOf('any', text), offset)).toEqual(typed(text.slice(0, offset)));
      }),
    );
  });

  test('before the start is the start', () => {
    expect(positionAt(sourceOf('any', 'x'), -1)).toEqual(typed(''));
  });

  test('lines start after line feeds only', () => {
    const source = sourceOf('lines', 'a\r\nb\rc\n');
    expect(lineStarts(source).map((at) => source.text.slice(at))).toEqual(['a\r\nb\rc\n', 'b\rc\n', '']);
  });
});
