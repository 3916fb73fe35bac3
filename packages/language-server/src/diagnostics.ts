import type { Problem, Source } from '@refint/model';
import type { Finding, Severity } from '@refint/rule';
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver';
import type { Analysed } from './analysis.ts';
import { locationIn, rangeOf, sourcesOf, uriIn } from './places.ts';

/** What a diagnostic carries along, so that the finding behind it is known when an editor hands it back. */
export interface Carried {
  readonly fingerprint: string;
  /** It stands where the finding can be mended, and not where it was made. */
  readonly isElsewhere?: true;
}

/** Where the page of a rule can be read. */
export type PageUri = (rule: string) => string | undefined;

/** A diagnostic that is made when its turn has come. */
export interface Saying {
  /** The finding that it says, where it was found, and what else it goes by: the folder, to which paths are relative, and the page of its rule. */
  readonly finding?: Finding | undefined;
  readonly folder?: string | undefined;
  readonly page?: string | undefined;
  say(): Diagnostic;
}

/** What there is to say, by the URIs of files. Those about which nothing is to be said are left out. */
export type Sayings = ReadonlyMap<string, readonly Saying[]>;

/**
 * What there is to say of folders.
 *
 * @param only the file to look at. Fixes of what is found in it are not asked for: they tell in which others something is to be said too
 */
export function sayingsOf(all: readonly Analysed[], ownPage: PageUri, only?: string): Sayings {
  const found = new Map<string, Saying[]>();
  const add = (uri: string, saying: Saying): void => {
    if (only !== undefined && uri !== only) return;
    const known = found.get(uri);
    if (known) known.push(saying);
    else found.set(uri, [saying]);
  };
  for (const { folder, report, refusals, plugins } of all) {
    const named = new Map(plugins.flatMap(({ rules }) => rules.map(({ id, docs }) => [id, docs?.href])));
    const pageUri: PageUri = (rule) => named.get(rule) ?? ownPage(rule);
    for (const problem of problemsTold(refusals, report?.problems ?? [])) {
      const { at } = problem;
      if (at) add(uriIn(folder, at.source.path), { say: () => aboutProblem(problem, at.source) });
    }
    for (const finding of report?.findings ?? []) {
      const uri = uriIn(folder, finding.at.source.path);
      const page = pageUri(finding.rule);
      add(uri, { finding, folder, page, say: () => aboutFinding(finding, folder, page) });
      if (uri === only) continue;
      for (const source of othersToMend(finding))
        add(uriIn(folder, source.path), { say: () => whereMended(finding, source, folder, page) });
    }
  }
  return found;
}

/** Each once. What is wrong with a configuration as it was saved has its place in a text that nobody sees. */
function problemsTold(refusals: readonly Problem[], problems: readonly Problem[]): Iterable<Problem> {
  const refused = new Set(refusals.map(({ at }) => at?.source.path));
  const others = problems.filter(({ at }) => !refused.has(at?.source.path));
  return new Map(
    [...refusals, ...others].map((problem) => [
      [problem.text, problem.at?.source.path, problem.at?.span.start].join('\n'),
      problem,
    ]),
  ).values();
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
};

function aboutFinding(finding: Finding, folder: string, page: string | undefined): Diagnostic {
  const relatedInformation: DiagnosticRelatedInformation[] = [];
  let message = finding.text;
  for (const { text, at } of finding.notes) {
    if (at) relatedInformation.push({ location: locationIn(folder, at), message: text });
    else message += `\n${text}`;
  }
  return {
    range: rangeOf(finding.at.source, finding.at.span),
    severity: severities[finding.severity],
    code: finding.rule,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    source: 'refint',
    message,
    // What is not there need not be sent, read and taken apart for each of hundreds at every letter.
    ...(relatedInformation.length === 0 ? {} : { relatedInformation }),
    // What can go without a loss is shown faded.
    ...(finding.rule === 'refint/unused-ignore' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    data: { fingerprint: finding.fingerprint } satisfies Carried,
  };
}

/** Other files in which edits of its fix are. */
const othersToMend = ({ fix, at }: Finding): readonly Source[] =>
  fix ? sourcesOf(fix).filter((source) => source.path !== at.source.path) : [];

/** The same finding in the file that would have to change, with the way to where it was made. */
function whereMended(finding: Finding, source: Source, folder: string, page: string | undefined): Diagnostic {
  const diagnostic = aboutFinding(finding, folder, page);
  const start = finding.fix?.edits.find((edit) => edit.source === source)?.span.start ?? 0;
  return {
    ...diagnostic,
    range: rangeOf(source, lineAround(source, start)),
    relatedInformation: [
      { location: locationIn(folder, finding.at), message: finding.text },
      ...(diagnostic.relatedInformation ?? []),
    ],
    data: { fingerprint: finding.fingerprint, isElsewhere: true } satisfies Carried,
  };
}

/** What is written on the line of an offset. */
function lineAround({ text }: Source, offset: number) {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', offset);
  const line = text.slice(start, next < 0 ? text.length : next);
  return { start: start + line.length - line.trimStart().length, end: start + line.trimEnd().length };
}

function aboutProblem({ text, at, fatal }: Problem, source: Source): Diagnostic {
  return {
    range: rangeOf(source, at?.span ?? { start: 0, end: 0 }),
    severity: fatal ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: 'refint',
    message: text,
  };
}
