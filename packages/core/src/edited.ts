import {
  type Edited,
  type EditedMigration,
  type MigrationFile,
  type Origin,
  type Snapshot,
  type Source,
  type Timeline,
  textAt,
  written,
} from '@refint/model';
import { readSql } from '@refint/sql';
import type { MigrationInput, ProjectInput } from './input.ts';
import { replayHistory } from './replay/index.ts';

/**
 * Migrations that are changed or gone since a commit, and what a database holds that ran them as they were: nobody runs a
 * migration twice, so the history there is that of the commit, and then what is new.
 */
export function editedSince(
  { migrations = [], removed = [], runner }: ProjectInput,
  timeline: Timeline,
  declared: Snapshot | undefined,
  since: string,
): Edited | undefined {
  const news = migrations.filter(({ change }) => change && !change.was);
  const changed = migrations.flatMap(({ name, source, change }): readonly EditedMigration[] => {
    if (!change?.was) return [];
    const origin = firstDifference(
      timeline.files.find((file) => file.migration.source === source),
      change.was,
    );
    return [{ kind: 'edited-migration', name, was: change.was, now: { name, source }, origin }];
  });
  const gone = removed.map(({ name, source, at }): EditedMigration => {
    const again = news.find((one) => one.source.text === source.text);
    const near = again ?? migrations[at] ?? migrations.at(-1);
    const origin = written(near?.source ?? source, { start: 0, end: 0 });
    return { kind: 'edited-migration', name, was: source, now: again, origin };
  });
  const edited = [...changed, ...gone];
  // Scripts that somebody runs by hand may be run again.
  if (edited.length === 0 || runner === 'psql') return undefined;
  const old: MigrationInput[] = [];
  for (const [at, { name, source, change }] of migrations.entries()) {
    for (const one of removed) if (one.at === at) old.push(one);
    if (!change || change.was) old.push({ name, source: change?.was ?? source });
  }
  for (const one of removed) if (one.at >= migrations.length) old.push(one);
  const how = { runner, dialect: timeline.last.dialect, declared };
  return { since, migrations: edited, old: replayHistory([...old, ...news], how).timeline.last };
}

/** Where a file begins to differ from what it was: its first statement that the other has not in its place. */
function firstDifference(file: MigrationFile | undefined, was: Source): Origin {
  const statements = file?.statements ?? [];
  const before = readSql(was, 'postgresql').statements;
  const differing = statements.findIndex((one, at) => textAt(one) !== (before[at] && textAt(before[at])));
  const statement = statements[differing < 0 ? statements.length - 1 : differing];
  return statement
    ? written(statement.source, statement.span)
    : written(file?.migration.source ?? was, { start: 0, end: 0 });
}
