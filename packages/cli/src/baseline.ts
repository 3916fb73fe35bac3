import { relative } from 'node:path';
import { analyze, type KnownFindings } from '@refint/core';
import { onOneLine } from '@refint/reporters';
import { loadBaselineText, Refusal } from '@refint/workspace';
import type { Io } from './io.ts';
import { opened } from './opened.ts';
import { saysProblems } from './said-problems.ts';
import { writeWhole } from './write-file.ts';

/** The options of `refint baseline`, as written. */
export interface BaselineVerbOptions {
  readonly reason?: string;
  readonly prune?: boolean;
  readonly output?: string;
  readonly config?: string;
}

/**
 * Writes down what is found now, with the reasons that were there; with `--prune` only what was there and is still found. Where
 * something cannot be read nothing is written, since what is missing then is not mended.
 */
export async function baseline(
  paths: readonly string[],
  { reason = '', prune = false, output, config }: BaselineVerbOptions,
  io: Io,
): Promise<number | Refusal> {
  const wanted = { file: output, forWriting: true };
  const workspace = await opened(paths, { config, baseline: wanted }, io);
  if (workspace instanceof Refusal) return workspace;
  const { projects, settings, plugins, baseline: list } = workspace;
  const report = await analyze(projects, settings, plugins);
  if (saysProblems([...workspace.problems, ...report.problems], io)) return 2;
  if (!list || !report.baseline || !settings.baseline) throw new Error('the list of known findings was not opened');
  const { path: shown, now, kept } = report.baseline;
  if (prune && !list.isThere) return new Refusal(`there is no ${shown} to take anything out of`);
  const known = withReason(prune ? kept : now, reason.trim());
  const say = (sentence: string): number => {
    io.stdout.write(`${onOneLine(sentence)}\n`);
    return 0;
  };
  if (!list.isThere && countOf(known) === 0) return say('There is nothing to write down: no findings.');
  const { baselineText } = await loadBaselineText();
  const refusal = writeWhole(list.path, relative(io.cwd, list.path), baselineText(known));
  return refusal ?? say(`${shown}: ${sentenceFor(settings.baseline.known, known)}`);
}

const withReason = (known: KnownFindings, reason: string): KnownFindings =>
  reason === ''
    ? known
    : new Map(
        [...known].map(([name, list]) => [name, list.map((one) => (one.reason === '' ? { ...one, reason } : one))]),
      );

const countOf = (known: KnownFindings): number => [...known.values()].flat().reduce((sum, { count }) => sum + count, 0);

/** "12 known findings, 3 of them new; 1 is gone." */
function sentenceFor(before: KnownFindings, after: KnownFindings): string {
  const [old, now] = [countsIn(before), countsIn(after)];
  let [fresh, gone] = [0, 0];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const more = (now.get(key) ?? 0) - (old.get(key) ?? 0);
    if (more > 0) fresh += more;
    else gone -= more;
  }
  const count = countOf(after);
  const all = count === 0 ? 'no known findings any more' : `${count} known ${count === 1 ? 'finding' : 'findings'}`;
  const added =
    fresh > 0 && fresh < count ? `, ${fresh} of them new` : fresh > 0 && before.size > 0 ? ', all of them new' : '';
  return `${all}${added}${gone > 0 ? `; ${gone} ${gone === 1 ? 'is' : 'are'} gone` : ''}.`;
}

const countsIn = (known: KnownFindings): ReadonlyMap<string, number> =>
  new Map(
    [...known].flatMap(([name, list]) =>
      list.map(({ fingerprint, count }) => [`${name}\n${fingerprint}`, count] as const),
    ),
  );
