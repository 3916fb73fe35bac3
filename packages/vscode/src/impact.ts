import {
  commands,
  type Disposable,
  EventEmitter,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Session } from './session.ts';

const scheme = 'refint';

/** Pages of the server about what a delete does, which can be read and not written. */
export class ImpactPages implements TextDocumentContentProvider, Disposable {
  readonly #session: Session;
  readonly #changed = new EventEmitter<Uri>();
  readonly #texts = new Map<string, string>();
  readonly #registered: Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(session: Session) {
    this.#session = session;
    this.#registered = workspace.registerTextDocumentContentProvider(scheme, this);
  }

  provideTextDocumentContent = (uri: Uri): string => this.#texts.get(uri.toString()) ?? '';

  /** Shows the page of a place: the one that a lens names, or that of the cursor. */
  async show(about = placeOfCursor()): Promise<void> {
    if (!about) return void window.showInformationMessage('refint: open a schema or a migration first.');
    const asked = { command: 'refint.server.impact', arguments: [about] };
    const page = await this.#session.ask<{ title: string; text: string } | null>('workspace/executeCommand', asked);
    if (page === undefined) return;
    if (page === null) return void window.showInformationMessage('refint: no table stands here.');
    // A slash would make folders of a name.
    const uri = Uri.from({ scheme, path: `/${page.title.replace(/[\\/]/g, '_')}.md` });
    this.#texts.set(uri.toString(), page.text);
    this.#changed.fire(uri);
    await commands.executeCommand('markdown.showPreviewToSide', uri);
  }

  dispose(): void {
    this.#registered.dispose();
    this.#changed.dispose();
  }
}

/** Where the cursor is, as the protocol says it. */
function placeOfCursor() {
  const editor = window.activeTextEditor;
  if (!editor) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}
