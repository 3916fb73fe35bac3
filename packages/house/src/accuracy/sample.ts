import { createHash } from 'node:crypto';
import { analyze } from '@refint/core';
import { positionAt } from '@refint/model';
import type { Finding, Plugin } from '@refint/rule';
import { openWorkspace, Refusal } from '@refint/workspace';
import { entriesWith } from '../truth/entries.ts';

/** A finding in a project of the corpus. */
export interface Sampled {
  readonly entry: string;
  readonly rule: string;
  /** The path and the line, as a person finds it. */
  readonly place: string;
  readonly text: string;
}

/** Whoever repeats the shuffle needs it. */
const seed = 'refint';

/**
 * Some of all findings, chosen by chance: they are put in the order of a digest of what each is about, so that the same
 * are chosen while other rules come and go. What is not asked by default about history is asked here.
 */
export async function sample(size: number, plugins: readonly Plugin[]): Promise<readonly Sampled[]> {
  const all: (Sampled & { readonly order: string })[] = [];
  for (const { name, folder } of entriesWith('LICENSE')) {
    const opened = await openWorkspace(['.'], { cwd: folder, plugins });
    if (opened instanceof Refusal) continue;
    const settings = { ...opened.settings, since: { kind: 'beginning' } as const };
    const { findings } = await analyze(opened.projects, settings, opened.plugins);
    for (const finding of findings) all.push(sampled(name, finding));
  }
  return all.sort((a, b) => (a.order < b.order ? -1 : 1)).slice(0, size);
}

function sampled(entry: string, { rule, at, text, fingerprint }: Finding): Sampled & { readonly order: string } {
  const { path } = at.source;
  const order = createHash('sha256').update(`${seed} ${entry} ${rule} ${path} ${fingerprint}`).digest('hex');
  return { entry, rule, place: `${path}:${positionAt(at.source, at.span.start).line}`, text, order };
}
