import { type Effect, shownTableId } from '@refint/model';
import { amount, listed } from '../amounts.ts';
import type { ImpactStory } from './story.ts';
import { shownHolder } from './words.ts';

/** What a delete comes to, in sentences: where rows go and columns are set, what refuses all of it, and how far it comes. */
export function impactSentences({ table, tables, steps, depth, circles }: ImpactStory): readonly string[] {
  if (steps.length === 0) return [`Nothing references ${shownTableId(table)}: only the row itself goes.`];
  const lines: string[] = [];
  const say = (effect: Effect, words: string) => {
    const those = tables[effect];
    if (those.length > 0) lines.push(`${words} ${amount(those.length, 'table')}: ${listed(those.map(shownTableId))}.`);
  };
  say('deletes', 'Rows go from');
  say('nulls', 'Columns are set to null in');
  say('defaults', 'Columns are set to a default in');
  say('follows', 'Columns take over a new value in');
  const refusing = steps.filter(({ impact }) => impact.effect === 'refuses').map(({ impact }) => shownHolder(impact));
  if (refusing.length > 0) {
    const by = listed([...new Set(refusing)]);
    lines.push(`All of it is refused as long as a row references what goes, or is set, by ${by}.`);
  }
  say('nothing', 'References to nothing are left in');
  for (const circle of circles) {
    const names = listed(circle.map(shownTableId));
    lines.push(
      circle.length === 1
        ? `Rows of ${names} take along those of ${names} that reference them.`
        : `Rows take one another along in a circle: ${names}.`,
    );
  }
  if (depth > 1) lines.push(`The longest way has ${amount(depth, 'reference')}.`);
  return lines;
}
