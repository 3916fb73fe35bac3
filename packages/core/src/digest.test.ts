import { expect, test } from 'vitest';
import { digestOf } from './digest.ts';

test('texts that hardly differ have digests that do', () => {
  const digests = new Set<string>();
  for (let n = 0; n < 200_000; n++) digests.add(digestOf(`rule\nmessage\ntable_${n}.column → other.id\n`));
  expect(digests.size).toBe(200_000);
});

test('a digest is 16 hex digits, and the same for the same text', () => {
  expect(digestOf('')).toMatch(/^[0-9a-f]{16}$/);
  expect(digestOf('posts.author_id → users.id')).toBe(digestOf(`posts.author_id → ${'users.id'}`));
});

test('each half tells texts apart by itself', () => {
  const halves = [new Set<string>(), new Set<string>()];
  for (let n = 0; n < 1000; n++)
    for (const [at, half] of halves.entries()) half.add(digestOf(`text ${n}`).slice(at * 8, at * 8 + 8));
  expect(halves.map(({ size }) => size)).toEqual([1000, 1000]);
});
