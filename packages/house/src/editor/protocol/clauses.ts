import type {
  ClientCapabilities,
  CodeAction,
  CompletionItem,
  DocumentSymbol,
  Hover,
  Position,
  Range,
  SymbolInformation,
} from 'vscode-languageserver-protocol/node';

/** What the protocol says of an answer in words only. `versionNow` is the version of an open document, or null. */
export function clausesOf(
  method: string,
  params: unknown,
  result: unknown,
  versionNow: (uri: string) => number | null,
  { textDocument, workspace }: ClientCapabilities,
): readonly string[] {
  if (!result) return [];
  const edits = workspace?.workspaceEdit;
  const { position } = params as { position: Position };
  if (method === 'textDocument/hover') {
    const { range } = result as Hover;
    return range && !holds(range, position) ? ['the range is not around the position'] : [];
  }
  if (method === 'textDocument/completion')
    return (result as CompletionItem[]).flatMap(({ label, textEdit }) => {
      if (!textEdit || !('range' in textEdit)) return [];
      const { range } = textEdit;
      return range.start.line === range.end.line && holds(range, position)
        ? []
        : [`the edit of ${label} is not on one line, around the position`];
    });
  if (method === 'textDocument/documentSymbol') {
    const symbols = result as DocumentSymbol[] | SymbolInformation[];
    const nested = symbols.filter((one) => 'selectionRange' in one);
    if (nested.length > 0 && !textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport)
      return ['the client knows no symbols with a selection'];
    return nested.flatMap(wrongSymbols);
  }
  if (method === 'textDocument/codeAction')
    return (result as CodeAction[]).flatMap(({ title, edit }) =>
      (edit?.documentChanges ?? []).flatMap((change) => {
        if (!edits?.documentChanges && !edits?.resourceOperations)
          return [`the client knows no versions of "${title}"`];
        // A file that is made, renamed or deleted has no version.
        if (!('textDocument' in change)) return [];
        const { uri, version } = change.textDocument;
        return [
          ...(version === versionNow(uri) ? [] : [`"${title}" is for version ${version} of ${uri}`]),
          ...(overlap(change.edits.map((edit) => (edit as { range: Range }).range))
            ? [`"${title}" edits a place twice`]
            : []),
        ];
      }),
    );
  return [];
}

function wrongSymbols({ name, range, selectionRange, children = [] }: DocumentSymbol): readonly string[] {
  const isInside = holds(range, selectionRange.start) && holds(range, selectionRange.end);
  return [
    ...(isInside ? [] : [`the selection of ${name} is outside of its range`]),
    ...(name.trim() === '' ? ['a symbol has no name'] : []),
    ...children.flatMap(wrongSymbols),
  ];
}

const holds = ({ start, end }: Range, at: Position): boolean => !isBefore(at, start) && !isBefore(end, at);

const isBefore = (one: Position, other: Position): boolean =>
  one.line < other.line || (one.line === other.line && one.character < other.character);

function overlap(ranges: readonly Range[]): boolean {
  const sorted = [...ranges].sort((a, b) => (isBefore(a.start, b.start) ? -1 : 1));
  return sorted.some((range, at) => at > 0 && isBefore(range.start, sorted[at - 1]!.end));
}
