import { join } from 'node:path';
import { answersIn, type Kind, ranOn, type Server, shrunk, startPostgres, writeHistory } from '@refint/postgres';
import { beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../catalog.ts';
import { catalogIn } from '../server/catalog-in.ts';
import { comparable } from '../server/comparable.ts';
import { differences } from '../server/differences.ts';
import { replayed } from '../testing/replayed.ts';
import { type Uses, usesIn } from '../testing/uses.ts';

/**
 * Histories that are written by chance, mostly of statements that work, run on PostgreSQL and replayed. `npm run histories
 * -- COUNT SEED FIRST` runs more of them, and by its seed and number any of them again.
 */
const count = Number(process.env['REFINT_HISTORIES'] ?? 500);
const seed = Number(process.env['REFINT_SEED'] ?? 1);
const first = Number(process.env['REFINT_FIRST'] ?? 0);
const kept = process.env['REFINT_KEPT'];
const kinds: readonly Kind[] = process.env['REFINT_KIND'] ? [process.env['REFINT_KIND'] as Kind] : ['plain', 'wider'];

let postgres: Server;
beforeAll(async () => {
  postgres = await startPostgres();
});

interface Told {
  readonly statements: readonly string[];
  readonly failed: readonly string[];
  readonly catalog: Catalog;
  readonly uses: readonly Uses[];
}

const told = async (number: number, kind: Kind): Promise<Told> => {
  const { statements, failed } = await writeHistory(postgres, seed, number, kind);
  return { statements, failed, catalog: await catalogIn(postgres), uses: await usesIn(postgres) };
};
const asked = ['server/catalog-in.ts', 'testing/uses.ts'].map((file) => join(import.meta.dirname, '..', file));
const answers = kept ? answersIn(kept, asked) : <T>(_: string, ask: () => Promise<T>) => ask();

const counts = kinds.map(
  (kind) => [kind, kinds.length > 1 && kind === 'wider' ? Math.ceil(count / 10) : count] as const,
);

test.each(counts)(
  'of %s histories %i end where PostgreSQL ends',
  async (kind, count) => {
    const reports: string[] = [];
    for (let number = first; number < first + count && reports.length < 10; number++) {
      const name = `${seed}-${number}${kind === 'plain' ? '' : `-${kind}`}`;
      const theirs = await answers(name, () => told(number, kind));
      if (compared(theirs).length > 0) reports.push(await reportOf(number, theirs.statements));
    }
    expect(reports.join('\n\n')).toBe('');
  },
  86_400_000,
);

/** The shortest part of a history that shows a difference, and the difference. */
async function reportOf(number: number, statements: readonly string[]): Promise<string> {
  // Of what differs something must stay as it is: another difference may hide behind it.
  const all = new Set(await differencesIn(statements));
  const short = await shrunk(statements, async (part) => (await differencesIn(part)).some((line) => all.has(line)));
  const lines = await differencesIn(short);
  const what = lines.length > 0 ? lines : ['only as it was written: by itself it does not differ'];
  return [
    `-- seed ${seed}, history ${number}: refint | PostgreSQL`,
    ...short.map((statement) => `${statement};`),
    ...what.map((line) => `--   ${line}`),
  ].join('\n');
}

async function differencesIn(statements: readonly string[]): Promise<string[]> {
  const failed = await ranOn(postgres, statements);
  // After an error in a transaction PostgreSQL refuses everything up to its end, which the replay does on purpose not.
  if (failed.some((line) => line.startsWith('25P0'))) return [];
  try {
    return compared({ statements, failed, catalog: await catalogIn(postgres), uses: await usesIn(postgres) });
  } catch {
    // A part of a history may lead PostgreSQL to where it cannot say what it holds.
    return [];
  }
}

/** What PostgreSQL says against what the replay says, where everything is read and nothing is in doubt. */
function compared({ statements, failed, catalog, uses }: Told): string[] {
  const ours = replayed(statements);
  const theirs = { problems: [], doubt: [], failed: byStatement(failed), catalog: comparable(catalog), uses };
  return differences({ ...ours, failed: byStatement(ours.failed) }, theirs);
}

const byStatement = (failed: readonly string[]) =>
  Object.fromEntries(failed.map((line) => [line.slice(6), line.slice(0, 5)]));
