import type { Problem } from '@refint/model';
import { amount } from './counts.ts';
import { shownPlace } from './place.ts';
import { onOneLine } from './safe-text.ts';

/** What could not be done, as one part of a text with a line for each; no part when there is nothing. */
export function problemPart(problems: readonly Problem[]): readonly string[] {
  if (problems.length === 0) return [];
  const lines = problems.map(({ kind, text, at }) => `${at ? `${shownPlace(at)} ` : ''}${kind}: ${onOneLine(text)}`);
  return [[`${amount(problems.length, 'problem')}: what refint could not do`, ...lines].join('\n')];
}
