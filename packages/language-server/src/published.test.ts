import { expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import type { Saying } from './diagnostics.ts';
import { keepWords, wordsOf } from './moved.ts';
import { Published } from './published.ts';

const about = (message: string, line = 0): Diagnostic => ({
  range: { start: { line, character: 0 }, end: { line, character: 1 } },
  message,
});

const saying = (...all: Diagnostic[]): Saying[] => all.map((one) => ({ say: () => ({ ...one }) }));

const versions = (schema: number) => new Map([['schema', schema]]);

test('a file that is edited is told of before anything is looked for in the others', () => {
  const published = new Published();
  const made: string[] = [];
  const sayings = (what: string) => (only?: string) =>
    new Map(
      (only === undefined ? ['another', 'schema', 'third'] : [only]).map((uri) => {
        made.push(uri);
        return [uri, saying(about(uri === 'third' ? '' : what))];
      }),
    );
  expect([...published.news(sayings('one'), versions(1))].map(({ uri }) => uri)).toEqual([
    'schema',
    'another',
    'third',
  ]);
  made.length = 0;
  const news = published.news(sayings('two'), versions(2))[Symbol.iterator]();
  expect(news.next().value).toEqual({ uri: 'schema', version: 2, diagnostics: [about('two')] });
  expect(made).toEqual(['schema']);
  expect(news.next().value).toEqual({ uri: 'another', diagnostics: [about('two')] });
  expect(news.next().done).toBe(true);
  expect([...published.all.keys()].sort()).toEqual(['another', 'schema', 'third']);
});

test('what is said again is the very same, also when it has moved along in the list', () => {
  const published = new Published();
  const told = (...all: Diagnostic[]) => {
    for (const _ of published.news(() => new Map([['schema', saying(...all)]]), new Map()));
    return published.all.get('schema') ?? [];
  };
  const [one, two] = told(about('one', 1), about('two', 2));
  keepWords(two!, 'two, as it was written');
  const more = told(about('zero', 0), about('one', 1), about('two', 3));
  expect(more[1]).toBe(one);
  expect(more[2]).not.toBe(two);
  expect(more[2]).toEqual(about('two', 3));
  expect(wordsOf(more[2]!)).toBe('two, as it was written');
  const [, , again, other] = told(about('zero', 0), about('one', 1), about('two', 4), {
    ...about('two', 3),
    code: 'a',
  });
  expect(again).toEqual(about('two', 4));
  expect(wordsOf(again!)).toBe('two, as it was written');
  expect(wordsOf(other!)).toBe(undefined);
  expect(told()).toEqual([]);
  expect(published.all.has('schema')).toBe(false);
});

test('a file of which nothing is said any more is told once', () => {
  const published = new Published();
  const news = (sayings: ReadonlyMap<string, Saying[]>) => [...published.news(() => sayings, new Map())];
  expect(news(new Map([['a', saying(about('one'))]]))).toHaveLength(1);
  expect(news(new Map([['a', saying(about('one'))]]))).toEqual([]);
  expect(news(new Map())).toEqual([{ uri: 'a', diagnostics: [] }]);
  expect(news(new Map())).toEqual([]);
});
