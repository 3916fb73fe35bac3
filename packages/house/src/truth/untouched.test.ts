import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze, catalogOf, defaultSettings, type Report } from '@refint/core';
import { actionInSql, type Moment, type Snapshot, type Source, sourceOf, textAt } from '@refint/model';
import deletes from '@refint/plugin-deletes';
import migrations from '@refint/plugin-migrations';
import relations from '@refint/plugin-relations';
import type { Finding, Project } from '@refint/rule';
import { describe, expect, test } from 'vitest';
import { entriesWith } from './entries.ts';
import { writtenByPrisma } from './untouched-engine.ts';
import { invented } from './untouched-invented.ts';
import { shown } from './untouched-schemas.ts';

const plugins = [relations, deletes, migrations];

const real = entriesWith('LICENSE')
  .map(({ name, folder }) => ({ name, files: schemaIn(folder) }))
  .filter(({ files }) => files.some(({ text }) => /^\s*provider\s*=\s*"postgres(ql)?"/m.test(text)));
const skipped = '20 schemas of real projects: the corpus is not there (REFINT_CORPUS)';
if (real.length === 0) console.log(`skipped: ${skipped}`);

describe('what Prisma writes for a schema and nobody touches gives no finding', () => {
  if (real.length === 0) test.skip(skipped, () => {});
  test.each(real.map(({ name, files }) => [name, files] as const))('%s', (_, files) => prove(files));

  test.each([...shown, ...Array.from({ length: 20 }, (_, at) => invented(at + 1))])('$name', ({ text }) =>
    prove([sourceOf('schema.prisma', text)]),
  );

  test('and what is wrong with the schema itself is said', async () => {
    const text = shown.find(({ name }) => name.startsWith('what is true'))?.text ?? '';
    const { findings } = await reportOn([sourceOf('schema.prisma', text)], undefined);
    expect(findings.map(({ rule }) => rule).sort()).toEqual([...ofTheSchema].sort());
  });
});

async function prove(files: readonly Source[]): Promise<void> {
  const written = await writtenByPrisma(files);
  if ('refused' in written) throw new Error(`Prisma refuses this schema: ${written.refused}`);
  const report = await reportOn(files, written.sql);
  const bare = await reportOn(files, undefined);
  const project = report.projects[0]?.project;
  const declared = project?.declared;
  const timeline = project?.timeline;
  if (!declared || !timeline) throw new Error('nothing was read');

  expect(report.problems).toEqual([]);
  expect(timeline.incomplete ?? timeline.doubt).toBeUndefined();
  expect(timeline.moments.filter(({ outcome }) => outcome.kind !== 'done').map(shownMoment)).toEqual(
    publicIsThere(written.sql),
  );
  const found = report.findings.filter((finding) => !isAskedFor(finding, files));
  expect(found.filter(({ rule }) => !ofTheSchema.has(rule)).map(claim)).toEqual([]);
  expect(found.map(claim)).toEqual(bare.findings.map(claim));
  expect(unfaithful(project)).toEqual([]);
  expect(held(timeline.last, 'foreignKeys')).toEqual(
    held(declared.snapshot, declared.relationMode === 'prisma' ? 'foreignKeys' : 'relations'),
  );
}

/** Rules about the schema alone: what they say is said without any migration too. */
const ofTheSchema = new Set([
  'relations/type-mismatch',
  'deletes/set-null-on-required',
  'deletes/set-default-without-default',
  'deletes/cascade-cycle',
  'deletes/multiple-cascade-paths',
  'relations/undeclared-reference',
]);

const reportOn = (schema: readonly Source[], sql: string | undefined): Promise<Report> =>
  analyze(
    [
      {
        name: '.',
        schema,
        migrations: sql === undefined ? undefined : [{ name: '1_init', source: sourceOf('1_init/migration.sql', sql) }],
        runner: 'prisma',
        neverRun: [],
        problems: [],
      },
    ],
    defaultSettings,
    plugins,
  );

const shownMoment = ({ change, outcome }: Moment): string => `${outcome.kind}: ${textAt(change)}`;

/** Prisma 7 asks for the schema that every database has. */
const publicIsThere = (sql: string): readonly string[] =>
  sql.includes('CREATE SCHEMA IF NOT EXISTS "public"') ? ['unchanged: CREATE SCHEMA IF NOT EXISTS "public"'] : [];

/** Names of Prisma's own are never too long; those that a schema asks for may be. */
const isAskedFor = ({ rule, text }: Finding, files: readonly Source[]): boolean =>
  rule === 'migrations/name-too-long' && files.some((file) => file.text.includes(`"${text.split(' ')[0]}"`));

/** What is missing is said of the schema alone where there are no migrations. */
const claim = ({ rule, entity, text, severity }: Finding): string =>
  `${severity} ${rule} ${entity}: ${text.replace('neither a relation nor a foreign key', 'no relation')}`;

/** References that are not enforced by just the foreign key that the schema declares. */
function unfaithful({ graph, declared }: Project): readonly unknown[] {
  return graph.references
    .filter(({ relation, foreignKey, enforcement, onDelete, onUpdate }) => {
      if (declared?.relationMode === 'prisma') return enforcement !== 'emulated' || foreignKey;
      return (
        enforcement !== 'enforced' ||
        !relation ||
        relation.constraint !== foreignKey?.name ||
        relation.onDelete !== onDelete ||
        relation.onUpdate !== onUpdate
      );
    })
    .map(({ table, columns, enforcement, relation, foreignKey }) => [
      table,
      columns,
      enforcement,
      relation?.constraint,
      foreignKey?.name,
    ]);
}

/** What both sides say of a state, in words that can be compared. Views are made by people, never by Prisma. */
function held(state: Snapshot, keys: 'relations' | 'foreignKeys'): unknown {
  const { schemas, enums, tables } = catalogOf(state);
  return {
    schemas,
    enums,
    tables: tables
      .filter(({ kind }) => kind !== 'view')
      .map(({ schema, name, columns, primaryKey, uniqueConstraints, indexes, checks }) => ({
        name: `${schema}.${name}`,
        // `dbgenerated()` declares a default that Prisma does not know and leaves to others.
        columns: columns.map((column) => ({ ...column, default: (column.default ?? '') !== '' })),
        primaryKey,
        uniqueConstraints,
        // A condition stands in the words of whoever wrote it: those of Prisma here, SQL there.
        indexes: indexes.map(({ predicate, def, ...index }) => ({
          ...index,
          def: def.replace(/ WHERE .*/s, ''),
          partial: predicate !== null,
        })),
        checks,
        foreignKeys: (state.tableNamed(schema, name)?.[keys] ?? [])
          .map((key) => [
            key.kind === 'relation' ? key.constraint : key.name,
            `(${key.columns.join()}) ${key.referencedTable}(${key.referencedColumns.join()})`,
            `${actionInSql(key.onDelete)}, ${actionInSql(key.onUpdate)}`,
          ])
          .sort(),
      })),
  };
}

/** The files of a project's schema: one, or all of a folder. */
function schemaIn(folder: string): readonly Source[] {
  const places = ['schema.prisma', 'schema'].filter((place) => existsSync(join(folder, place)));
  return places
    .flatMap((place) =>
      place === 'schema'
        ? readdirSync(join(folder, place), { recursive: true, encoding: 'utf8' }).map((file) => join(place, file))
        : [place],
    )
    .filter((file) => file.endsWith('.prisma'))
    .sort()
    .map((file) => sourceOf(file, readFileSync(join(folder, file), 'utf8')));
}
