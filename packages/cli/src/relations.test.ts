import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Output } from './io.ts';
import { main } from './main.ts';

const corpus = resolve(process.env['REFINT_CORPUS'] ?? join(import.meta.dirname, '../../../../shared/corpus'));
const entries = existsSync(corpus)
  ? readdirSync(corpus).filter((name) => existsSync(join(corpus, name, 'dmmf.json')))
  : [];

describe('refint relations on real schemas is what Prisma itself says', () => {
  if (entries.length === 0) {
    test.skip('28 entries of ../shared/corpus, which is not there (REFINT_CORPUS names another place)', () => {});
  }
  test.each(entries)('%s', async (entry) => {
    const written: string[] = [];
    const output: Output = { isTerminal: false, width: undefined, write: (text) => void written.push(text) };
    const code = await main(['relations', entry, '--json'], { cwd: corpus, env: {}, stdout: output, stderr: output });
    const truth = JSON.parse(readFileSync(join(corpus, entry, 'dmmf.json'), 'utf8')) as { relations: unknown };
    expect(code).toBe(0);
    expect(JSON.parse(written.join(''))).toEqual(truth.relations);
  });
});
