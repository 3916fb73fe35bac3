import { loadEditor } from '@refint/core';
import type { Source } from '@refint/model';
import type { Finding, Fix } from '@refint/rule';
import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic } from 'vscode-languageserver';
import type { Analysed } from './analysis.ts';
import type { Client } from './client.ts';
import { knownCommand } from './commands.ts';
import type { Carried } from './diagnostics.ts';
import { editOf, type VersionOf } from './edits.ts';
import { meet, rangeOf, sourcesOf, uriIn } from './places.ts';
import { safeMigrationsFor } from './safe-migrations.ts';

/** What can be done about the findings in a range of a document. */
export async function actionsFor(
  { textDocument: { uri }, range, context }: CodeActionParams,
  analysed: Analysed,
  client: Client,
  versionOf: VersionOf,
): Promise<CodeAction[]> {
  const { folder, report } = analysed;
  const { ignoring, knowing, mendingAll } = await loadEditor();
  const isWanted = (kind: string): boolean =>
    !context.only || context.only.some((one) => kind === one || kind.startsWith(`${one}.`));
  const findings = report?.findings ?? [];
  // What mends something comes before what only keeps somebody quiet, whatever it is about.
  const [made, quieting]: [CodeAction[], CodeAction[]] = [[], []];
  const planned = new Set<string>();
  const offer = (fix: Fix, kind: string, diagnostics: Diagnostic[], among = made): void => {
    if (!isWanted(kind)) return;
    const preferred = fix.safe && kind === CodeActionKind.QuickFix ? { isPreferred: true } : {};
    among.push({
      title: fix.title,
      kind,
      diagnostics,
      ...preferred,
      edit: editOf(fix.edits, folder, versionOf, client),
    });
  };
  for (const finding of findings) {
    const here =
      uriIn(folder, finding.at.source.path) === uri && meet(rangeOf(finding.at.source, finding.at.span), range);
    const shown = context.diagnostics.filter((diagnostic) => isAbout(diagnostic, finding));
    if (!here && shown.length === 0) continue;
    if (finding.fix) offer(finding.fix, CodeActionKind.QuickFix, shown);
    if (here && client.createsFiles && isWanted(CodeActionKind.QuickFix) && !planned.has(finding.entity)) {
      planned.add(finding.entity);
      const written = await safeMigrationsFor(finding.entity, analysed, versionOf, shown);
      if (written) made.push(written);
    }
    const ignore = here ? ignoring(finding) : undefined;
    if (ignore) offer(ignore, CodeActionKind.QuickFix, shown, quieting);
    const command = here ? knownCommand(knowing(finding), uri, finding, client) : undefined;
    if (command && isWanted(CodeActionKind.QuickFix))
      quieting.push({ title: command.title, kind: CodeActionKind.QuickFix, diagnostics: shown, command });
  }
  const path = findings.flatMap(sourcesAbout).find((source) => uriIn(folder, source.path) === uri)?.path;
  const all = path === undefined ? undefined : mendingAll(findings, path);
  if (all) offer(all, allKind, [], quieting);
  return [...made, ...quieting];
}

/** Everything in the file that can be mended safely. */
export const allKind = `${CodeActionKind.SourceFixAll}.refint`;

const sourcesAbout = ({ at, fix }: Finding): readonly Source[] => [at.source, ...(fix ? sourcesOf(fix) : [])];

const isAbout = ({ data, code }: Diagnostic, finding: Finding): boolean =>
  code === finding.rule && (data as Partial<Carried> | undefined)?.fingerprint === finding.fingerprint;
