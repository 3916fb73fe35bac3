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
export type Saying = () => Diagnostic;

/** What there is to say of a folder, by the URIs of its files. Files about which nothing is to be said are left out. */
export function sayingsOf({ folder, report, refusals, plugins }: Analysed, ownPage: PageUri): Map<string, Saying[]> {
  const named = new Map(plugins.flatMap(({ rules }) => rules.map(({ id, docs }) => [id, docs?.href])));
  const pageUri: PageUri = (rule) => named.get(rule) ?? ownPage(rule);
  const found = new Map<string, Saying[]>();
  const add = (uri: string, saying: Saying): void => {
    const known = found.get(uri);
    if (known) known.push(saying);
    else found.set(uri, [saying]);
  };
  const refused = new Set(refusals.map(({ at }) => at?.source.path));
  // What is wrong with a configuration as it was saved has its place in a text that nobody sees.
  const others = report?.problems.filter(({ at }) => !refused.has(at?.source.path)) ?? [];
  const told = new Map(
    [...refusals, ...others].map((problem) => [
      [problem.text, problem.at?.source.path, problem.at?.span.start].join('\n'),
      problem,
    ]),
  );
  for (const problem of told.values()) {
    const { at } = problem;
    if (at) add(uriIn(folder, at.source.path), () => aboutProblem(problem, at.source));
  }
  for (const finding of report?.findings ?? []) {
    add(uriIn(folder, finding.at.source.path), () => aboutFinding(finding, folder, pageUri));
    for (const source of othersToMend(finding))
      add(uriIn(folder, source.path), () => whereMended(finding, source, folder, pageUri));
  }
  return found;
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
};

function aboutFinding(finding: Finding, folder: string, pageUri: PageUri): Diagnostic {
  const page = pageUri(finding.rule);
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
function whereMended(finding: Finding, source: Source, folder: string, pageUri: PageUri): Diagnostic {
  const diagnostic = aboutFinding(finding, folder, pageUri);
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
