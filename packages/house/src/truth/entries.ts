import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze, type Report } from '@refint/core';
import type { Plugin } from '@refint/rule';
import { openWorkspace, Refusal } from '@refint/workspace';
import { corpus } from '../corpus.ts';

/** One project of the corpus. */
export interface Entry {
  readonly name: string;
  readonly folder: string;
}

/** The projects of the corpus that have all of these files, by name; none where the corpus is not there. */
export function entriesWith(...files: readonly string[]): readonly Entry[] {
  const all = corpus();
  if (!all) return [];
  return readdirSync(all, { withFileTypes: true })
    .filter((found) => found.isDirectory())
    .map(({ name }) => ({ name, folder: join(all, name) }))
    .filter(({ folder }) => files.every((file) => existsSync(join(folder, file))));
}

/** A file of truth beside the project. */
export const truthIn = ({ folder }: Entry, file: string): unknown =>
  JSON.parse(readFileSync(join(folder, file), 'utf8'));

/** What the command would report about a project; nothing when there is nothing in it that refint reads. */
export async function reportOn({ folder }: Entry, plugins: readonly Plugin[]): Promise<Report | undefined> {
  const opened = await openWorkspace(['.'], { cwd: folder, plugins });
  if (opened instanceof Refusal) return undefined;
  return analyze(opened.projects, opened.settings, opened.plugins);
}
