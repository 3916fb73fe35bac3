import { Uri, window, workspace } from 'vscode';
import type { Session } from './session.ts';

/** A finding, as an action of the server names it. */
export interface About {
  readonly uri: string;
  readonly fingerprint: string;
}

/** Writes a finding into the list of known ones, with the reason that is asked for: the one that is named, or the one at the cursor. */
export async function writeBaselineEntry(session: Session, named?: About): Promise<void> {
  const about = named ?? (await findingAtCursor(session));
  if (!about) return;
  const reason = await window.showInputBox({
    title: 'refint: why may this finding stay?',
    prompt: 'The reason is written into the baseline beside the finding.',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'A reason is what the baseline is for.' : undefined),
  });
  if (reason === undefined) return;
  const asked = { command: 'refint.server.baselineEntry', arguments: [{ ...about, reason }] };
  const answer = await session.ask<{ uri: string }>('workspace/executeCommand', asked);
  if (!answer) return;
  const document = await workspace.openTextDocument(Uri.parse(answer.uri));
  await document.save();
  // A list that the configuration names may be called anything, and then nobody watches it.
  await session.changed(answer.uri);
}

interface Action {
  readonly title: string;
  readonly command?: { readonly command: string; readonly arguments?: readonly [About] };
}

/** The finding at the cursor, of several the one that is chosen. The server says what there is, in its own words. */
async function findingAtCursor(session: Session): Promise<About | undefined> {
  const editor = window.activeTextEditor;
  if (!editor) return undefined;
  const { line, character } = editor.selection.active;
  const [start, textDocument] = [{ line, character }, { uri: editor.document.uri.toString() }];
  const asked = { textDocument, range: { start, end: start }, context: { diagnostics: [], only: ['quickfix'] } };
  const actions = await session.ask<readonly Action[] | null>('textDocument/codeAction', asked);
  if (actions === undefined) return undefined;
  const known = (actions ?? []).flatMap(({ title, command }) => {
    const [about] = command?.command === 'refint.writeBaselineEntry' ? (command.arguments ?? []) : [];
    return about ? [{ label: title, about }] : [];
  });
  if (known.length === 0) {
    void window.showInformationMessage('refint: there is no finding at the cursor.');
    return undefined;
  }
  return (known.length === 1 ? known[0] : await window.showQuickPick(known))?.about;
}
