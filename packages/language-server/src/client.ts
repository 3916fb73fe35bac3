import type { InitializeParams } from 'vscode-languageserver';

/** What an editor says of itself when it starts the server: the words of `initializationOptions` that mean something here. */
export interface Client {
  /** Whether code of the folders may run. Who says nothing trusts them. */
  readonly isTrusted: boolean;
  /** Prisma's own language server is there as well, and says what it has to say of a schema. */
  readonly isBesidePrisma: boolean;
  /** Commands that the editor has, and runs when a lens or an action names them. */
  readonly commands: ReadonlySet<string>;
  /** Whether it does edits that nobody chose in a menu: those of a command. */
  readonly appliesEdits: boolean;
  /** Whether an edit may make files. */
  readonly createsFiles: boolean;
  /** Whether an edit may say for which version of a file it is. */
  readonly knowsVersions: boolean;
  /** Whether symbols may be in one another. */
  readonly nestsSymbols: boolean;
}

/** Commands of the extension for VS Code, which ask a person before they ask the server. */
export const editorCommands = { impact: 'refint.showImpact', known: 'refint.writeBaselineEntry' } as const;

export function clientOf({ initializationOptions, capabilities }: InitializeParams): Client {
  const { trusted, besidePrisma, commands } = (initializationOptions ?? {}) as Readonly<Record<string, unknown>>;
  const edits = capabilities.workspace?.workspaceEdit;
  return {
    isTrusted: trusted !== false,
    isBesidePrisma: besidePrisma === true,
    commands: new Set(Array.isArray(commands) ? commands : []),
    appliesEdits: capabilities.workspace?.applyEdit === true,
    createsFiles: edits?.resourceOperations?.includes('create') === true,
    knowsVersions: edits?.documentChanges === true || edits?.resourceOperations !== undefined,
    nestsSymbols: capabilities.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
  };
}
