import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import { allKind } from './actions.ts';
import { serverCommands } from './commands.ts';

/** What the server can do. Places are counted in UTF-16 code units, as the protocol does unless told otherwise. */
export const capabilities: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
  diagnosticProvider: { identifier: 'refint', interFileDependencies: true, workspaceDiagnostics: true },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, allKind] },
  completionProvider: { triggerCharacters: ['"', '(', '/'] },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  codeLensProvider: { resolveProvider: false },
  inlayHintProvider: true,
  executeCommandProvider: { commands: Object.values(serverCommands) },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};
