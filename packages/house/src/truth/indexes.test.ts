import { redundantIn, shownTable, shownTableId } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { entriesWith, reportOn, truthIn } from './entries.ts';

/** What a real server's catalog says of indexes, in `facts.json`. */
interface Facts {
  readonly fkNoCoveringIndex: readonly (readonly [table: string, columns: readonly string[], name: string])[];
  /** Pairs of indexes over the same columns. */
  readonly duplicateIndexes: readonly (readonly [table: string, one: string, other: string])[];
}

/** Foreign keys that a partial index serves, which `facts.json` does not count (FACTS: the one WHERE fk IS NOT NULL does). */
const servedByPartial: Readonly<Record<string, readonly string[]>> = {
  civitai__civitai: ['app_listings_revision_of_id_fkey', 'block_spend_attribution_content_author_fkey'],
};

const entries = entriesWith('facts.json', 'migrations');
const skipped = 'projects whose indexes are not compared: the corpus is not there (REFINT_CORPUS)';
if (entries.length === 0) console.log(`skipped: ${skipped}`);

describe('foreign keys without an index are those that a real server has', () => {
  if (entries.length === 0) test.skip(skipped, () => {});
  test.each(entries.map((entry) => [entry.name, entry] as const))('%s', async (_, entry) => {
    const { fkNoCoveringIndex } = truthIn(entry, 'facts.json') as Facts;
    const last = (await reportOn(entry, []))?.projects[0]?.project.timeline?.last;
    const without = (last?.foreignKeys ?? []).filter(({ table, columns }) => !last?.indexCovering(table, columns));
    const served = servedByPartial[entry.name] ?? [];
    expect(without.map(({ table, columns, name }) => `${shownTableId(table)}(${columns}) ${name}`).sort()).toEqual(
      fkNoCoveringIndex
        .filter(([, , name]) => !served.includes(name))
        .map(([table, columns, name]) => `${table}(${columns}) ${name}`)
        .sort(),
    );
  });
});

describe('indexes that are the same are those that a real server has', () => {
  if (entries.length === 0) test.skip(skipped, () => {});
  test.each(entries.map((entry) => [entry.name, entry] as const))('%s', async (_, entry) => {
    const { duplicateIndexes } = truthIn(entry, 'facts.json') as Facts;
    const last = (await reportOn(entry, []))?.projects[0]?.project.timeline?.last;
    const same = (last?.tables ?? []).flatMap((table) =>
      redundantIn(table)
        .filter(({ how }) => how === 'same')
        .map(({ index, by }) => [shownTable(table), ...[index.name, by.name].sort()].join(' ')),
    );
    expect(same.sort()).toEqual(
      duplicateIndexes.map(([table, ...names]) => [table, ...[...names].sort()].join(' ')).sort(),
    );
  });
});
