import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import { allKind } from './actions.ts';

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
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

/** Files that may change behind the editor's back: a branch that is checked out, a migration that a tool writes. */
export const watchers = [
  { globPattern: '**/*.prisma' },
  { globPattern: '**/*.sql' },
  { globPattern: '**/{refint.*,.refintrc*,package.json,prisma.config.*,migration_lock.toml,_journal.json}' },
];
