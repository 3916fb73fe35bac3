import { actionInPrisma, type Reference, type ReferentialAction, shownTableId } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { entriesWith, reportOn, truthIn } from './entries.ts';

/** What a real server's catalog and Prisma's own parser say of each other, in `drift.json`. */
interface Drift {
  readonly schemaRelations: number;
  readonly dbForeignKeys: number;
  readonly matched: number;
  readonly relationsWithoutFk: readonly Ends[];
  readonly fksWithoutRelation: readonly Ends[];
  readonly actionMismatch: readonly { readonly fk: Ends; readonly schema: Actions; readonly db: Actions }[];
}

type Ends = readonly [
  table: string,
  columns: readonly string[],
  referencedTable: string,
  referencedColumns: readonly string[],
];
type Actions = readonly [onDelete: string, onUpdate: string];

const entries = entriesWith('drift.json');
const skipped = '20 projects whose references are not compared: the corpus is not there (REFINT_CORPUS)';
if (entries.length === 0) console.log(`skipped: ${skipped}`);

describe('references are those that a real server and the schema have', () => {
  if (entries.length === 0) test.skip(skipped, () => {});
  test.each(entries.map((entry) => [entry.name, entry] as const))('%s', async (_, entry) => {
    const drift = truthIn(entry, 'drift.json') as Drift;
    const report = await reportOn(entry, []);
    const project = report?.projects[0]?.project;
    // Prisma's parser leaves ignored models out of what it hands to clients; their relations are declared all the same.
    const ignored = new Set(project?.declared?.models.filter((model) => model.ignored).map(({ name }) => name));
    const references = project?.graph.references ?? [];
    const declared = references.filter(({ relation }) => relation && !ignored.has(relation.model));
    const undeclared = references.filter((reference) => !declared.includes(reference) && reference.foreignKey);
    const matched = declared.filter(({ foreignKey }) => foreignKey);

    expect(declared).toHaveLength(drift.schemaRelations);
    expect(matched).toHaveLength(drift.matched);
    expect(shown(declared.filter(({ foreignKey }) => !foreignKey))).toEqual(drift.relationsWithoutFk.map(line).sort());
    expect(shown(undeclared)).toEqual(drift.fksWithoutRelation.map(line).sort());
    expect(references.filter(({ foreignKey }) => foreignKey)).toHaveLength(drift.dbForeignKeys);
    expect(mismatches(matched)).toEqual(
      drift.actionMismatch.map(({ fk, schema, db }) => `${line(fk)}: ${schema.join(' ')}, ${db.join(' ')}`).sort(),
    );
  });
});

const line = ([table, columns, referencedTable, referencedColumns]: Ends): string =>
  `${table}(${columns.join()}) ${referencedTable}(${referencedColumns.join()})`;

const lineOf = ({ table, columns, referencedTable, referencedColumns }: Reference): string =>
  line([shownTableId(table), columns, shownTableId(referencedTable), referencedColumns]);

const shown = (references: readonly Reference[]): readonly string[] => references.map(lineOf).sort();

function mismatches(matched: readonly Reference[]): readonly string[] {
  return matched
    .map((reference) => ({ reference, relation: reference.relation, foreignKey: reference.foreignKey }))
    .filter(
      ({ relation, foreignKey }) =>
        relation?.onDelete !== foreignKey?.onDelete || relation?.onUpdate !== foreignKey?.onUpdate,
    )
    .map(({ reference, relation, foreignKey }) => `${lineOf(reference)}: ${actions(relation)}, ${actions(foreignKey)}`)
    .sort();
}

const actions = (of: { onDelete: ReferentialAction; onUpdate: ReferentialAction } | undefined): string =>
  of ? `${actionInPrisma(of.onDelete)} ${actionInPrisma(of.onUpdate)}` : '';
