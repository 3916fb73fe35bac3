import { join } from 'node:path';
import type { MigrationInput } from '@refint/core';
import type { Dialect } from '@refint/model';
import { isThere } from './disk.ts';
import { type Folder, listFolder } from './folders.ts';
import { type Collector, sourceIn, taken } from './found.ts';
import { below, shownPath } from './paths.ts';
import { dialectOf } from './providers.ts';
import { readSource } from './read-source.ts';

/** What the journal of a drizzle folder says, and the files that it names. */
export interface DrizzleMigrations {
  readonly migrations: readonly MigrationInput[];
  readonly neverRun: readonly string[];
  readonly dialect: Dialect | undefined;
}

interface Journal {
  readonly dialect: Dialect | undefined;
  readonly tags: readonly string[];
}

const journalIn = (path: string): string => join(path, 'meta', '_journal.json');

/** Whether a folder has a drizzle journal. */
export const holdsDrizzleJournal = ({ path, folders }: Folder): boolean =>
  folders.includes('meta') && isThere(journalIn(path));

/** Reads a folder of drizzle migrations: what the journal names, in the order of its entries, is what drizzle runs. */
export function readDrizzleMigrations(path: string, into: Collector): DrizzleMigrations {
  const shown = shownPath(into.cwd, path);
  const journal = readJournal(path, into);
  const migrations: MigrationInput[] = [];
  for (const tag of journal.tags) {
    const file = below(shown, `${tag}.sql`);
    const reading = readSource(join(path, `${tag}.sql`), file);
    if (reading.kind === 'absent') {
      const text = `${file} is in the journal and not on the disk: drizzle stops there`;
      into.problems.push({ kind: 'unusable', text, fatal: true });
    }
    const source = taken(into, reading);
    if (source) migrations.push({ name: tag, source });
  }
  const known = new Set(journal.tags.map((tag) => `${tag}.sql`));
  const files = listFolder(path)?.files ?? [];
  const neverRun = files.filter((name) => name.toLowerCase().endsWith('.sql') && !known.has(name));
  return { migrations, neverRun: neverRun.map((name) => below(shown, name)), dialect: journal.dialect };
}

function readJournal(path: string, into: Collector): Journal {
  const source = sourceIn(into, journalIn(path));
  if (!source) return { dialect: undefined, tags: [] };
  try {
    const { dialect, entries } = JSON.parse(source.text) as { dialect?: unknown; entries?: unknown };
    if (!Array.isArray(entries)) throw new TypeError('it has no list of entries');
    const tags = entries.map((entry: { tag?: unknown } | null) => entry?.tag);
    if (!tags.every((tag) => typeof tag === 'string')) throw new TypeError('an entry has no tag');
    return { dialect: dialectOf(typeof dialect === 'string' ? dialect : undefined), tags };
  } catch (error) {
    const because = error instanceof SyntaxError ? 'it is not JSON' : error instanceof Error ? error.message : '';
    into.problems.push({ kind: 'unusable', text: `${source.path} is no drizzle journal: ${because}`, fatal: true });
    return { dialect: undefined, tags: [] };
  }
}
