import type { loadEditor, Page } from '@refint/core';
import type { Place, Source } from '@refint/model';
import type { AnyRule } from '@refint/rule';
import {
  type CodeLens,
  type CompletionItem,
  CompletionItemKind,
  type DocumentSymbol,
  type Hover,
  type InlayHint,
  type Location,
  MarkupKind,
  type Position,
  type Range,
  type SymbolInformation,
  SymbolKind,
  type WorkspaceSymbol,
} from 'vscode-languageserver';
import type { Analysed } from './analysis.ts';
import type { Client } from './client.ts';
import { impactCommand } from './commands.ts';
import { locationIn, meet, offsetOf, rangeOf, shownIn } from './places.ts';

/** What answers editors, once it is loaded. */
export type EditorAnswers = Awaited<ReturnType<typeof loadEditor>>;

type Outlooks = readonly InstanceType<EditorAnswers['Outlook']>[];

/** What can be asked of the texts of a folder, in the words of the protocol. */
export class FolderOutlook {
  readonly #folder: string;
  readonly #outlooks: Outlooks;
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #rules: readonly AnyRule[];

  private constructor({ folder, plugins }: Analysed, outlooks: Outlooks, sources: ReadonlyMap<string, Source>) {
    this.#rules = plugins.flatMap(({ rules }) => rules);
    this.#folder = folder;
    this.#outlooks = outlooks;
    this.#sources = sources;
  }

  static of(analysed: Analysed, { Outlook }: EditorAnswers): FolderOutlook {
    const outlooks = (analysed.report?.projects ?? []).map(({ project }) => new Outlook(project));
    const sources = new Map(outlooks.flatMap((one) => one.sources().map((source) => [source.path, source] as const)));
    return new FolderOutlook(analysed, outlooks, sources);
  }

  hover(uri: string, position: Position): Hover | null {
    const told = this.#first(uri, position, (outlook, path, offset) => outlook.hover(path, offset));
    return told
      ? { contents: { kind: MarkupKind.Markdown, value: told.text }, range: rangeOf(told.at.source, told.at.span) }
      : null;
  }

  definitions(uri: string, position: Position): Location[] {
    return this.#locations(
      this.#first(uri, position, (outlook, path, offset) => some(outlook.definitions(path, offset))),
    );
  }

  references(uri: string, position: Position, withMakers: boolean): Location[] {
    return this.#locations(
      this.#first(uri, position, (outlook, path, offset) => some(outlook.references(path, offset, withMakers))),
    );
  }

  completions(uri: string, position: Position): CompletionItem[] {
    const source = this.#sources.get(shownIn(this.#folder, uri));
    if (!source) return [];
    const offset = offsetOf(source, position);
    const ask = (outlook: Outlooks[number]) => some(outlook.completions(source, offset, this.#rules));
    return (this.#first(uri, position, ask) ?? []).map(({ kind, text, detail, start, end }) => ({
      label: text,
      kind: completionKinds[kind],
      ...(detail === undefined ? {} : { detail }),
      textEdit: { range: rangeOf(source, { start, end }), newText: text },
      // What is typed may begin with a quote or not.
      filterText: source.text[start] === '"' && !text.startsWith('"') ? `"${text}` : text,
    }));
  }

  lenses(uri: string, client: Client): CodeLens[] {
    const path = shownIn(this.#folder, uri);
    return this.#outlooks
      .flatMap((outlook) => outlook.lenses(path))
      .map(({ at, text }) => {
        const range = rangeOf(at.source, at.span);
        return { range, command: impactCommand(text, uri, range.start, client) };
      });
  }

  /** What deleting a row of the table at a place does. */
  impact(uri: string, position: Position): Page | undefined {
    return this.#first(uri, position, (outlook, path, offset) => outlook.impact(path, offset));
  }

  hints(uri: string, range: Range): InlayHint[] {
    const path = shownIn(this.#folder, uri);
    return this.#outlooks
      .flatMap((outlook) => outlook.hints(path))
      .map(({ at, text }) => ({ position: rangeOf(at.source, at.span).start, label: text }))
      .filter(({ position }) => meet({ start: position, end: position }, range));
  }

  /** What a file makes; the fields of a model are in it. */
  symbols(uri: string): DocumentSymbol[] {
    const path = shownIn(this.#folder, uri);
    const found: DocumentSymbol[] = [];
    for (const { name, inDatabase, source, span, subject, as } of this.#outlooks.flatMap((one) => one.makers(path))) {
      const range = rangeOf(source, span);
      const detail = inDatabase === undefined ? {} : { detail: inDatabase };
      const symbol = { name, kind: kinds[subject.kind], range, selectionRange: range, ...detail };
      const around = as === 'schema' && subject.kind !== 'table' ? found.at(-1) : undefined;
      if (!around) found.push(symbol);
      else {
        around.children = [...(around.children ?? []), symbol];
        around.range = { start: around.range.start, end: range.end };
      }
    }
    return found;
  }

  /** Everything whose name has the letters of a query in their order, as editors look for it. */
  found(query: string): WorkspaceSymbol[] {
    const pattern = new RegExp(
      [...query.toLowerCase()].map((letter) => letter.replace(/[^\p{L}\p{N}]/u, '\\$&')).join('.*'),
      'u',
    );
    return this.#outlooks
      .flatMap((outlook) => outlook.makers())
      .filter(({ name, inDatabase }) => pattern.test(`${name} ${inDatabase ?? ''}`.toLowerCase()))
      .map(({ name, inDatabase, source, span, subject }) => ({
        name,
        ...(inDatabase === undefined ? {} : { containerName: inDatabase }),
        kind: kinds[subject.kind],
        location: locationIn(this.#folder, { source, span }),
      }));
  }

  /** What the first project says that has anything to say of a place. */
  #first<T>(
    uri: string,
    position: Position,
    ask: (outlook: Outlooks[number], path: string, offset: number) => T | undefined,
  ): T | undefined {
    const path = shownIn(this.#folder, uri);
    const source = this.#sources.get(path);
    if (!source) return undefined;
    const offset = offsetOf(source, position);
    for (const outlook of this.#outlooks) {
      const answer = ask(outlook, path, offset);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  #locations = (places: readonly Place[] = []): Location[] => places.map((place) => locationIn(this.#folder, place));
}

const kinds = {
  table: SymbolKind.Class,
  column: SymbolKind.Field,
  reference: SymbolKind.Property,
} as const;

const completionKinds = {
  table: CompletionItemKind.Class,
  column: CompletionItemKind.Field,
  rule: CompletionItemKind.Constant,
} as const;

const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);

/** Symbols for an editor that knows none inside of another. */
export const flat = (symbols: readonly DocumentSymbol[], uri: string, containerName?: string): SymbolInformation[] =>
  symbols.flatMap(({ name, kind, range, children = [] }) => [
    { name, kind, location: { uri, range }, ...(containerName === undefined ? {} : { containerName }) },
    ...flat(children, uri, name),
  ]);
