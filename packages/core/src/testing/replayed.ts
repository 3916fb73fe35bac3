import { sourceOf } from '@refint/model';
import { readCommand, readSql } from '@refint/sql';
import { catalogOf } from '../catalog.ts';
import { replay, startOf } from '../replay/index.ts';
import { comparable } from '../server/comparable.ts';
import { failedStatements } from './failed-statements.ts';
import { usesOf } from './uses.ts';

/** What statements that are committed one by one come to: which of them fail and how, and the catalog in the end. */
export function replayed(statements: readonly string[]) {
  const source = sourceOf('history.sql', statements.map((statement) => `${statement};\n`).join(''));
  const read = readSql(source, 'postgresql');
  const files = [{ migration: { name: 'history', source }, statements: read.statements }];
  const { moments, last, doubt } = replay(startOf('postgresql'), files, { runner: 'psql', readCommand });
  return {
    problems: read.problems.map(({ text }) => text),
    doubt: [doubt, ...last.tables.map((table) => table.doubt)].flatMap((one) => one?.because ?? []),
    failed: failedStatements(read.statements, moments),
    catalog: comparable(catalogOf(last)),
    uses: usesOf(last),
  };
}
