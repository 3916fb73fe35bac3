import { join } from 'node:path';
import { askGit } from './ask-git.ts';
import { type FileChange, readPatch } from './patch.ts';
import type { Repository } from './repository.ts';
import { isRead, wanted } from './wanted.ts';

/** Whatever attributes and configurations say of how differences are to be found or shown. */
const plainly = ['--text', '--no-ext-diff', '--no-textconv', '--no-color', '--diff-algorithm=default', '-l1000'];
const how = ['--raw', '-p', '-U0', '-M', '--full-index', ...plainly];

/** What git says is different from a commit: of the index, or of what lies in the folder. */
export async function changesFrom(
  repository: Repository,
  commit: string,
  side: 'index' | 'folder',
): Promise<readonly FileChange[]> {
  const cached = side === 'index' ? ['--cached'] : [];
  const quoted = ['-c', 'core.quotePath=true', 'diff-index'];
  const patch = await askGit(repository, [...quoted, ...cached, ...how, commit, '--', ...wanted]);
  return readPatch(patch.toString());
}

/** Whether a change is one of something that refint reads. Of a manifest only two keys are. */
export function matters(
  { now, was }: FileChange,
  { top }: Repository,
  textNow: (path: string) => string | undefined,
  textBefore: (path: string) => string | undefined,
): boolean {
  const paths = [now, was].filter((path) => path !== undefined);
  if (!paths.some(isRead)) return false;
  if (!paths.every((path) => /(?:^|\/)package\.json$/.test(path))) return true;
  return keysIn(now && textNow(join(top, now))) !== keysIn(was && textBefore(join(top, was)));
}

function keysIn(text: string | undefined): string {
  try {
    const { prisma, refint } = JSON.parse(text ?? '{}') as { prisma?: unknown; refint?: unknown };
    return JSON.stringify([prisma, refint]);
  } catch {
    return text ?? '';
  }
}
