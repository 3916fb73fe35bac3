import { resolve } from 'node:path';
import type { Report } from '@refint/core';
import { type Place, type Problem, sourceOf } from '@refint/model';
import { plainColors, type ReporterContext, reporterFor } from '@refint/reporters';
import { type Refusal, readText, wayFromRoot } from '@refint/workspace';
import { deliverAll } from './deliver.ts';
import { filesUrl } from './files-url.ts';
import type { Io } from './io.ts';
import type { Output } from './outputs.ts';
import { version } from './version.ts';

/**
 * Brings a report that says only why there is none to every place where one is expected, so that a pipeline shows the reason
 * and never what was left of an earlier run. People who look at the output read the sentence on standard error.
 */
export async function tellRefusal({ sentence }: Refusal, outputs: readonly Output[], io: Io): Promise<void> {
  const report: Report = { projects: [], findings: [], problems: [problemOf(sentence, io.cwd)] };
  const context: ReporterContext = {
    colors: plainColors,
    version: version(),
    ruleSummaries: [],
    wayFromRoot: wayFromRoot(io.cwd),
    filesUrl: filesUrl(io.env),
  };
  const waiting = outputs.filter(({ format, file }) => file !== undefined || !['lines', 'pretty'].includes(format));
  // What cannot be written is no news: that, or something graver, is what the sentence says.
  await deliverAll(waiting, async ({ format }) => (await reporterFor(format))(report, context), io);
}

/** The sentence, at the line of the file with which it begins, if it does: `refint.config.json:3: unknown key …`. */
function problemOf(sentence: string, cwd: string): Problem {
  const [head = '', path = '', line = ''] = /^(\S[^:]*):(\d+): /.exec(sentence) ?? [];
  const at = path === '' ? undefined : lineOf(path, Number(line), cwd);
  return at
    ? { kind: 'unusable', text: sentence.slice(head.length), at, fatal: true }
    : { kind: 'unusable', text: sentence, fatal: true };
}

function lineOf(path: string, line: number, cwd: string): Place | undefined {
  try {
    const text = readText(resolve(cwd, path));
    const before = text.split('\n').slice(0, line - 1);
    const start = before.reduce((sum, one) => sum + one.length + 1, 0);
    const end = text.indexOf('\n', start);
    return { source: sourceOf(path, text), span: { start, end: end < 0 ? text.length : end } };
  } catch {
    return undefined;
  }
}
