import type { Range } from 'vscode-languageserver-protocol/node';
import { type Texts, whatIsWrong } from './texts.ts';

/** When something was said: after which message, and what it answers. */
export interface When {
  readonly since: number;
  readonly params?: unknown;
}

/** The places in what a server says that are in none of the texts that they may be about, in sentences. */
export function misplaced(value: unknown, texts: Texts, when: When): readonly string[] {
  const found: string[] = [];
  /** Files that an edit makes before it writes into them. */
  const made = new Set<string>();
  walk(value, uriOf(when.params), undefined);
  return found;

  /** A place is in the text that is named last on the way to it; an answer is about the text that the question names. */
  function walk(part: unknown, uri: string | undefined, version: number | undefined): void {
    if (typeof part !== 'object' || part === null) return;
    if (Array.isArray(part)) {
      for (const item of part) walk(item, uri, version);
      return;
    }
    const own = uriOf(part) ?? uri;
    const at = own === uri ? version : versionOf(part);
    if (own !== undefined && 'kind' in part && part.kind === 'create') made.add(own);
    if (isRange(part)) look(part, own, at);
    else if (isPosition(part)) look({ start: part, end: part }, own, at);
    else {
      for (const [key, inside] of Object.entries(part)) {
        // The keys of these are the texts.
        const isByUri = key === 'changes' || key === 'relatedDocuments';
        if (isByUri) for (const [name, item] of Object.entries(inside as object)) walk(item, name, undefined);
        else if (key !== 'data') walk(inside, own, at);
      }
    }
  }

  function look(range: Range, uri: string | undefined, version: number | undefined): void {
    if (uri === undefined) return void found.push('a place is in no text');
    let wrong: readonly string[] | undefined;
    for (const text of made.has(uri) ? [''] : texts.of(uri, version === undefined ? when : { version })) {
      wrong = whatIsWrong(range, text);
      if (wrong.length === 0) return;
    }
    if (!wrong) found.push(`a place is in ${uri}, which is not there${version === undefined ? '' : ` as ${version}`}`);
    else found.push(...wrong.map((sentence) => `${uri}: ${sentence}`));
  }
}

const uriOf = (part: unknown): string | undefined => {
  const { uri, textDocument } = (part ?? {}) as { uri?: unknown; textDocument?: { uri?: unknown } };
  const named = uri ?? textDocument?.uri;
  return typeof named === 'string' ? named : undefined;
};

const versionOf = (part: object): number | undefined => {
  const { version, textDocument } = part as { version?: number | null; textDocument?: { version?: number | null } };
  return version ?? textDocument?.version ?? undefined;
};

const isRange = (part: object): part is Range => 'start' in part && 'end' in part;
const isPosition = (part: object): part is Range['start'] => 'line' in part && 'character' in part;
