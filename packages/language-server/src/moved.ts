import { sameData } from '@refint/model';
import type { Finding } from '@refint/rule';
import type { Diagnostic, Range } from 'vscode-languageserver';
import type { Saying } from './diagnostics.ts';
import { rangeOf } from './places.ts';

const words = new WeakMap<Diagnostic, string>();

/** What was written of all but the place of a diagnostic, or of one that says the same elsewhere; nothing as long as nobody has written it. */
export const wordsOf = (diagnostic: Diagnostic): string | undefined => words.get(diagnostic);

export function keepWords(diagnostic: Diagnostic, json: string): void {
  words.set(diagnostic, json);
}

/**
 * A diagnostic as it was told before where the same is to be said now: the very same, or that one at its new place. Nothing where it is
 * something else. Most findings say at each letter what they said, and of those no diagnostic is made anew.
 */
export function saidBefore(
  now: Saying,
  last: Saying | undefined,
  before: Diagnostic | undefined,
): Diagnostic | undefined {
  if (!last || !before) return undefined;
  if (now.finding && last.finding) {
    if (now.folder !== last.folder || now.page !== last.page) return undefined;
    return toldOf(now.finding, last.finding, before);
  }
  const made = now.say();
  return saysSame(made, before) ? movedTo(before, made.range) : undefined;
}

function toldOf(now: Finding, last: Finding, before: Diagnostic): Diagnostic | undefined {
  if (!speaksAlike(now, last)) return undefined;
  let related = 0;
  for (const { at } of now.notes) {
    if (!at) continue;
    const range = before.relatedInformation?.[related++]?.location.range;
    if (!range || !isSame(range, rangeOf(at.source, at.span))) return undefined;
  }
  return movedTo(before, rangeOf(now.at.source, now.at.span));
}

function movedTo(before: Diagnostic, range: Range): Diagnostic {
  if (isSame(before.range, range)) return before;
  const moved = { ...before, range };
  const known = wordsOf(before);
  if (known !== undefined) keepWords(moved, known);
  return moved;
}

const isSame = ({ start, end }: Range, other: Range): boolean =>
  start.line === other.start.line &&
  start.character === other.start.character &&
  end.line === other.end.line &&
  end.character === other.end.character;

/** Whether two findings are told in the same words, and of the same files. */
function speaksAlike(one: Finding, other: Finding): boolean {
  if (one.fingerprint !== other.fingerprint || one.text !== other.text) return false;
  if (one.rule !== other.rule || one.severity !== other.severity || one.notes.length !== other.notes.length)
    return false;
  for (let at = 0; at < one.notes.length; at++) {
    const [note, last] = [one.notes[at]!, other.notes[at]!];
    if (note.text !== last.text || note.at?.source.path !== last.at?.source.path) return false;
  }
  return true;
}

/** Loops instead of lists of members, as it is asked of hundreds at each letter. */
function saysSame(one: Diagnostic, other: Diagnostic): boolean {
  let more = 0;
  for (const member in one) {
    if (!(member in other)) return false;
    if (member !== 'range' && !sameData(one[member as keyof Diagnostic], other[member as keyof Diagnostic]))
      return false;
    more++;
  }
  for (const _ in other) more--;
  return more === 0;
}
