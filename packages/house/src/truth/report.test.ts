import { loadStory, type ProjectStory } from '@refint/core';
import { openWorkspace, Refusal } from '@refint/workspace';
import { describe, expect, test } from 'vitest';
import { type Entry, entriesWith, truthIn } from './entries.ts';

/** What a real server held after all migrations. */
interface Catalog {
  readonly tables: readonly {
    readonly columns: readonly { readonly notNull: boolean }[];
    readonly primaryKey: unknown;
    readonly uniqueConstraints: readonly unknown[];
    readonly indexes: readonly {
      readonly unique: boolean;
      readonly constraintBacked: boolean;
      readonly predicate: string | null;
    }[];
    readonly checks: readonly unknown[];
    readonly foreignKeys: readonly { readonly validated: boolean }[];
  }[];
}

/** What the catalog says of foreign keys: the types of both ends where they are not the same, and which are not validated. */
interface Facts {
  readonly fkTypeMismatch: readonly (readonly [
    table: string,
    name: string,
    column: string,
    type: string,
    key: string,
    itsType: string,
  ])[];
  readonly notValidated: readonly unknown[];
}

/** Relations of the schema next to the foreign keys of the catalog. */
interface Drift {
  readonly schemaRelations: number;
  readonly dbForeignKeys: number;
  readonly relationsWithoutFk: readonly unknown[];
  readonly fksWithoutRelation: readonly (readonly [table: string, columns: readonly string[], ...unknown[]])[];
  readonly actionMismatch: readonly { readonly schema: readonly string[]; readonly db: readonly string[] }[];
}

/** One folder's real server stopped at a file that fails, and its catalog is of less than all migrations. */
const entriesOf = (...files: readonly string[]): readonly (readonly [string, Entry])[] =>
  entriesWith('catalog.pg.json', 'migrations', ...files)
    .filter(({ name }) => !name.startsWith('civitai'))
    .map((entry) => [entry.name, entry] as const);
const skipped = '23 projects whose reports are not weighed: the corpus is not there (REFINT_CORPUS)';
if (entriesOf().length === 0) console.log(`skipped: ${skipped}`);

async function storyOfEntry({ folder }: Entry): Promise<ProjectStory> {
  const opened = await openWorkspace(['.'], { cwd: folder, plugins: [] });
  if (opened instanceof Refusal) throw new Error(opened.sentence);
  const { tell } = await loadStory();
  const told = await tell({ input: opened.projects[0]!, settings: opened.settings, plugins: [] });
  if (told.kind === 'unknown') throw new Error(told.sentence);
  return told.story;
}

describe('what a report counts is what a real server held', () => {
  if (entriesOf().length === 0) test.skip(skipped, () => {});
  test.each(entriesOf())('%s', async (_, entry) => {
    const { tables } = truthIn(entry, 'catalog.pg.json') as Catalog;
    const sum = (of: (table: Catalog['tables'][number]) => number) => tables.reduce((all, table) => all + of(table), 0);
    expect((await storyOfEntry(entry)).counts.after).toEqual({
      tables: tables.length,
      columns: sum(({ columns }) => columns.length),
      requiredColumns: sum(({ columns }) => columns.filter(({ notNull }) => notNull).length),
      primaryKeys: sum(({ primaryKey }) => (primaryKey ? 1 : 0)),
      foreignKeys: sum(({ foreignKeys }) => foreignKeys.length),
      notValid: (truthIn(entry, 'facts.json') as Facts).notValidated.length,
      checks: sum(({ checks }) => checks.length),
      uniques: sum(
        ({ uniqueConstraints, indexes }) =>
          uniqueConstraints.length +
          indexes.filter((one) => one.unique && !one.constraintBacked && one.predicate === null).length,
      ),
      partialUniqueIndexes: sum(({ indexes }) => indexes.filter((one) => one.unique && one.predicate !== null).length),
      indexes: sum(({ indexes }) => indexes.length),
    });
  });
});

describe('the types that differ are those that a real server shows', () => {
  if (entriesOf().length === 0) test.skip(skipped, () => {});
  test.each(entriesOf())('%s', async (_, entry) => {
    const { families, references } = await storyOfEntry(entry);
    const enforced = new Set(
      references.flatMap((one) => (one.made ? one.columns.map((name) => `${one.table}.${name}`) : [])),
    );
    const odd = families.flatMap(({ referenced, type, members }) =>
      members
        .filter((one) => enforced.has(one.column) && one.type !== type)
        .map((one) => [one.column, one.type, referenced, type].join(' ')),
    );
    const { fkTypeMismatch } = truthIn(entry, 'facts.json') as Facts;
    const truth = fkTypeMismatch.map(([table, column, type, key, keyColumn, itsType]) =>
      [`${table}.${column}`, type, `${key}.${keyColumn}`, itsType].join(' '),
    );
    expect(odd.sort()).toEqual(truth.sort());
  });
});

describe('coverage and actions are those of schema and server', () => {
  const entries = entriesWith('drift.json', 'migrations').map((entry) => [entry.name, entry] as const);
  if (entries.length === 0) test.skip(skipped, () => {});
  test.each(entries)('%s', async (_, entry) => {
    const truth = truthIn(entry, 'drift.json') as Drift;
    const { references, changes, coverage } = await storyOfEntry(entry);
    // Models with @@ignore are left out of what Prisma tells of a schema; it declares them all the same.
    const ignored = new Set(truth.fksWithoutRelation.map(([table, columns]) => `${table}(${columns})`));
    const declared = references.filter((one) => one.declared && !ignored.has(`${one.table}(${one.columns})`));
    expect(declared).toHaveLength(truth.schemaRelations);
    expect(coverage.after.enforced).toBe(truth.dbForeignKeys);
    expect(changes.created.flatMap(({ keys }) => keys)).toHaveLength(truth.dbForeignKeys);
    expect(declared.filter(({ enforced }) => !enforced)).toHaveLength(truth.relationsWithoutFk.length);
    const differing = truth.actionMismatch.filter(({ schema, db }) => schema[0] !== db[0]);
    expect(references.filter(({ onDelete }) => onDelete.differs)).toHaveLength(differing.length);
  });
});
