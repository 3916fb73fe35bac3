import { join } from 'node:path';
import type { MigrationInput } from '@refint/core';
import { listFolder } from './folders.ts';
import { type Collector, sourceIn } from './found.ts';
import { below, shownPath } from './paths.ts';
import { reasonFor } from './read-source.ts';

/** Reads the .sql files of a folder that are run one by one, in the order of their names. Ways back are never run. */
export function readSqlFiles(
  path: string,
  into: Collector,
): { migrations: MigrationInput[]; neverRun: string[]; dialect: undefined } {
  const shown = shownPath(into.cwd, path);
  const folder = listFolder(path, (error) => {
    into.problems.push({ kind: 'unusable', text: `${shown} cannot be listed: ${reasonFor(error)}`, fatal: true });
  });
  const files = (folder?.files ?? []).filter((name) => name.toLowerCase().endsWith('.sql'));
  const migrations = files
    .filter((name) => !isWayBack(name))
    .flatMap((name) => {
      const source = sourceIn(into, join(path, name));
      return source ? [{ name: name.slice(0, -'.sql'.length), source }] : [];
    });
  return { migrations, neverRun: files.filter(isWayBack).map((name) => below(shown, name)), dialect: undefined };
}

const isWayBack = (name: string): boolean => /(?:^|[._-])(?:down|undo|rollback)\.sql$/i.test(name);
