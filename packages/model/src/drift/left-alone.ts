import type { Table } from '../table.ts';

/** What a table has that no schema of Prisma can declare, and that its migrations leave as it is; in words. */
export function leftAloneIn(made: Table, previewFeatures: readonly string[]): readonly string[] {
  const seesConditions = previewFeatures.includes('partialIndexes');
  return [
    ...made.indexes.flatMap((index) => {
      if (index.constraint === 'exclude') return [`the exclusion ${index.name}`];
      if (index.expressions) return [`the index ${index.name} (an expression)`];
      return index.predicate !== undefined && !seesConditions ? [`the index ${index.name} (a condition)`] : [];
    }),
    ...made.checks.map(({ name }) => `the check ${name}`),
    ...(made.triggers ?? []).map(({ name }) => `the trigger ${name}`),
  ];
}
