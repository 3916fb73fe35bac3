import { sameData } from '@refint/model';
import {
  type Diagnostic,
  DocumentDiagnosticReportKind,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';

interface Report {
  readonly id: string;
  readonly items: readonly Diagnostic[];
}

/** What an editor was told of each file when it asked, so that who asks every other second is not told all of it again. */
export class Pulled {
  readonly #latest = new Map<string, Report>();
  #count = 0;

  /** @param known the name of the report that the editor has */
  report(
    uri: string,
    version: number | null,
    items: readonly Diagnostic[],
    known: string | undefined,
  ): WorkspaceDocumentDiagnosticReport {
    const before = this.#latest.get(uri);
    const isOld = before !== undefined && sameData(before.items, items);
    if (isOld && before.id === known)
      return { kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId: before.id };
    const report = isOld ? before : { id: String(++this.#count), items };
    this.#latest.set(uri, report);
    return { kind: DocumentDiagnosticReportKind.Full, uri, version, items: [...items], resultId: report.id };
  }
}
