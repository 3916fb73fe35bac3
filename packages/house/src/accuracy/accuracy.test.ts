import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import relations from '@refint/plugin-relations';
import { describe, expect, test } from 'vitest';
import { corpus } from '../corpus.ts';
import { root } from '../root.ts';
import { isKeptAside } from './kept-aside.ts';
import { readLabels } from './labels.ts';
import { measureAll } from './measure.ts';
import { accuracyPage, bars, totalsOf } from './page.ts';
import { sample } from './sample.ts';
import { readSampleLabels, sampleLabels } from './sample-labels.ts';

const skipped = 'the accuracy of what is inferred is not measured: the corpus is not there (REFINT_CORPUS)';
if (!corpus()) console.log(`skipped: ${skipped}`);

describe('references that nobody declared, on real projects', async () => {
  if (!corpus()) {
    test.skip(skipped, () => {});
    return;
  }
  const measured = await measureAll();
  const parts = [
    ['all', measured],
    ['those kept aside', measured.filter(({ entry }) => isKeptAside(entry))],
    ['those seen while tuning', measured.filter(({ entry }) => !isKeptAside(entry))],
  ] as const;

  test.each(parts)('hidden references are found again: %s', (_, some) => {
    const { found, real } = totalsOf(some);
    expect(found / real).toBeGreaterThanOrEqual(bars.recall);
  });

  test.each(parts)('what is said is true: %s', (_, some) => {
    const { right, said } = totalsOf(some);
    expect(right / said).toBeGreaterThanOrEqual(bars.precision);
  });

  test('everything that is said was judged, and nothing else', () => {
    expect(measured.flatMap(({ unlabelled }) => unlabelled)).toEqual([]);
    expect(measured.flatMap(({ idle }) => idle)).toEqual([]);
  });

  test('docs/accuracy.md is what `pnpm accuracy` writes', () => {
    expect(readFileSync(join(root, 'docs/accuracy.md'), 'utf8')).toBe(accuracyPage(measured, sampleLabels()));
  });
});

describe('a hundred findings by chance', () => {
  test('nearly all are true', () => {
    const labels = sampleLabels();
    expect(labels).toHaveLength(100);
    expect(new Set(labels.map(({ entry, rule, place, text }) => [entry, rule, place, text].join())).size).toBe(100);
    expect(labels.filter(({ isTrue }) => isTrue).length / 100).toBeGreaterThanOrEqual(bars.sample);
  });

  test.skipIf(!corpus())(
    'the shuffle chooses the same ones again, and what the rules do not say chooses nobody',
    async () => {
      const plugins = [relations];
      const some = await sample(40, plugins);
      expect(await sample(20, plugins)).toEqual(some.slice(0, 20));
      expect(await sample(40, [])).toEqual([]);
    },
  );

  test('a line that is no label is an error', () => {
    expect(readSampleLabels('# why\na__b\tc/d\tx.sql:1\ttrue\tso\tsaid\n')).toHaveLength(1);
    expect(() => readSampleLabels('a__b\tc/d\tx.sql:1\tyes\tso\tsaid\n')).toThrow('line 1 of the sample is no label');
  });
});

describe('labels', () => {
  test('are lines below the name of a project', () => {
    expect(readLabels('# why\n\none__a\nx.y → z.id\ttrue\tso\n\ntwo__b\nx.y → z.id\tfalse\tno\n')).toEqual([
      { entry: 'one__a', reference: 'x.y → z.id', isTrue: true, reason: 'so' },
      { entry: 'two__b', reference: 'x.y → z.id', isTrue: false, reason: 'no' },
    ]);
  });

  test.each([
    ['without a reason', 'one__a\nx.y → z.id\ttrue\t\n'],
    ['neither true nor false', 'one__a\nx.y → z.id\tperhaps\tso\n'],
    ['of no project', 'x.y → z.id\ttrue\tso\n'],
  ])('a line %s is an error', (_, text) => {
    expect(() => readLabels(text)).toThrow(/line \d of the labels/);
  });
});
