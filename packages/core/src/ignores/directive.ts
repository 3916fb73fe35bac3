import type { Comment, Source, Span } from '@refint/model';

/** The letters that every comment holds which is meant for refint. */
export const letters = 'refint-ignore';

/** A comment that is written to be an ignore, whether it is a good one or not. */
export interface Directive {
  readonly source: Source;
  readonly comment: Comment;
  /** The word with which it begins. */
  readonly word: { readonly text: string; readonly span: Span };
  /** How far it reaches; nothing for a word that means nothing. */
  readonly reach: 'file' | 'place' | undefined;
  readonly names: readonly { readonly text: string; readonly span: Span }[];
  readonly reason: string;
}

const reaches: Readonly<Record<string, Directive['reach']>> = { [letters]: 'place', [`${letters}-file`]: 'file' };

/** `refint-ignore rule, rule: reason`; nothing for a comment that only speaks of refint. */
export function directiveIn(comment: Comment, source: Source): Directive | undefined {
  const { inside } = comment;
  const text = source.text.slice(inside.start, inside.end);
  // A comment may be framed: `/** … */`, or a `*` at the beginning of each line.
  const [, frame = '', word = '', rest = ''] = /^([\s*!]*)(refint-ignore[\w-]*)([\s\S]*)$/.exec(text) ?? [];
  if (word === '') return undefined;
  const start = inside.start + frame.length;
  const colon = rest.indexOf(':');
  const list = colon < 0 ? rest : rest.slice(0, colon);
  const names = namesIn(list, start + word.length);
  return {
    source,
    comment,
    word: { text: word, span: { start, end: start + word.length } },
    reach: Object.hasOwn(reaches, word) ? reaches[word] : undefined,
    // Without a colon, words that are no names are the reason that was forgotten to be set apart.
    names: colon < 0 ? names.filter(({ text }) => text.includes('/')) : names,
    reason: colon < 0 ? '' : onOneLine(rest.slice(colon + 1)),
  };
}

const namesIn = (list: string, offset: number): Directive['names'] =>
  [...list.matchAll(/[^\s,]+/g)].map(({ 0: text, index }) => ({
    text,
    span: { start: offset + index, end: offset + index + text.length },
  }));

const onOneLine = (text: string): string =>
  text
    .replace(/\s*\r?\n[\s*]*/g, ' ')
    .replace(/\*+$/, '')
    .trim();
