import type { Origin } from '../origin.ts';
import { shownTableId } from '../reference.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Table, TableId } from '../table.ts';
import type { ColumnName } from './column-name.ts';
import { type LearnedNames, type Meaning, meaningsOf } from './learned-names.ts';
import type { TableNames } from './table-names.ts';
import { general, kin, outsiders, people, ways } from './vocabulary.ts';
import { keyOfWords, sharedBeginning, wordsOf } from './words.ts';

/** What is known of a project before a column is looked at. */
export interface Knowledge {
  readonly state: Snapshot;
  readonly names: TableNames;
  readonly learned: LearnedNames;
  /** The table that holds users, where there is one. */
  readonly users: Table | undefined;
}

/** A table that a name may stand for, and why. */
export interface Guess {
  readonly table: Table;
  /** The guesses of which the weight is 3 and more are right in most projects. */
  readonly weight: number;
  /** Put into words only for the one that is right: most guesses are not. */
  readonly because: () => string;
  readonly at?: Origin | undefined;
  /** The key that columns of the same name reference. */
  readonly key?: readonly string[] | undefined;
}

/** Every table that the name of a column of a table may stand for. */
export function* guessesFor(name: ColumnName, table: Table, known: Knowledge): Iterable<Guess> {
  yield* learnedGuesses(name, table, known);
  if (!name.isDeed) yield* namedGuesses(name.words, table, known);
  const { words, isDeed } = name;
  const last = words.at(-1) ?? '';
  const { users } = known;
  if (users && (isDeed || people.has(last))) {
    yield { table: users, weight: 3, because: () => `it names a person, and those are in ${shown(users)}` };
  }
  if ((words.length === 1 && kin.has(last)) || (words.length > 1 && last === 'of')) {
    yield { table, weight: 2.5, because: () => 'it is called after another row of the same table' };
  }
}

/** What the same name stands for elsewhere. */
function* learnedGuesses({ key, words }: ColumnName, table: Table, known: Knowledge): Iterable<Guess> {
  for (const meaning of meaningsOf(key, table, known.learned)) {
    const to = known.state.table(meaning.to);
    if (!to) continue;
    const count = meaning.references.length;
    // One other column is little, unless the name itself speaks for it.
    const isBacked = count > 1 || (!general.has(words.join('')) && sharesWord(words, to)) || to === table;
    const because = () =>
      `${count === 1 ? '1 other column of this name references' : `${count} other columns of this name reference`} ${shown(to)}`;
    const { origin, referencedColumns } = meaning.references[0]!;
    yield { table: to, weight: weightOf(meaning) - (isBacked ? 0 : 1), because, at: origin, key: referencedColumns };
  }
}

const weightOf = ({ share, references }: Meaning): number =>
  share >= 0.75 ? Math.min(3 + Math.log2(references.length), 6) : share >= 0.5 ? 2 : 1;

/** Whether the name speaks for a table: by what it is the key of, which is its last word, or by naming a person. */
function sharesWord(words: readonly string[], { name, model }: Table): boolean {
  const last = words.at(-1) ?? '';
  return people.has(last) || wordsOf(name).includes(last) || wordsOf(model).includes(last);
}

/** The name of a table in that of the column: all of it, or what follows the role (`reviewer_user_id`). */
function* namedGuesses(words: readonly string[], table: Table, known: Knowledge): Iterable<Guess> {
  const { names } = known;
  for (let at = 0; at < words.length; at++) {
    // In a table about an outside system a role is one there, as in slack_integrations.bot_user_id.
    if (at > 0 && (outsiders.has(words[at - 1] ?? '') || wordsOf(table.model).some((word) => outsiders.has(word))))
      return;
    const part = words.slice(at);
    const whole = beside(names.whole.get(keyOfWords(part)), table, known.state);
    for (const to of whole) {
      if (to === table && !isKin(words[at - 1])) continue;
      // A session of the other system, where `typebot_session_id` is beside a table of its name.
      const isOthers = at > 0 && names.whole.has(keyOfWords(words.slice(0, at)));
      yield {
        table: to,
        weight: at === 0 ? 4 : isOthers ? 2.5 : 3.5,
        because: () => `it is called after ${shown(to)}`,
      };
    }
    if (at > 0) yield* alike(part, table, known);
    // A shorter part would be the name of something else.
    if (whole.length > 0) return;
    yield* endGuesses(part, words[at - 1], table, known);
  }
  const [begins, another] = names.beginnings.get(keyOfWords(words)) ?? [];
  const only = begins && !another ? known.state.table(begins) : undefined;
  if (only && only !== table) yield { table: only, weight: 2, because: () => `${shown(only)} begins so` };
}

/** What columns without the role stand for: `run_id` for `source_run_id`. */
function* alike(part: readonly string[], table: Table, { state, learned }: Knowledge): Iterable<Guess> {
  for (const meaning of meaningsOf(`${part.join('')}id`, table, learned)) {
    const to = state.table(meaning.to);
    if (!to || to === table || general.has(part.join(''))) continue;
    const because = () => `columns called ${meaning.references[0]?.columns[0]} reference ${shown(to)}`;
    yield { table: to, weight: weightOf(meaning) - 1, because, at: meaning.references[0]?.origin };
  }
}

/** Tables that end with the name, above all those of one family: `channel_id` in ProjectAlert for ProjectAlertChannel. */
function* endGuesses(
  part: readonly string[],
  before: string | undefined,
  table: Table,
  { names, state }: Knowledge,
): Iterable<Guess> {
  const found = beside(names.ends.get(keyOfWords(part)), table, state);
  if (part.length === 1 && general.has(part[0] ?? '')) return;
  for (const to of found) {
    if (to === table && !isKin(before)) continue;
    const family = Math.min(sharedBeginning(wordsOf(table.model), wordsOf(to.model)), 2);
    const alone = found.length === 1 ? 0.5 : 0;
    yield {
      table: to,
      weight: 2 + alone + family * 0.5 - (before === undefined ? 0 : 0.5),
      because: () => `${shown(to)} ends so`,
    };
  }
}

/** Whether a word in front of a table's own name tells another of its rows, and not what this one is called elsewhere. */
const isKin = (word: string | undefined): boolean => word !== undefined && (kin.has(word) || ways.has(word));

/** Of tables with one name in several schemas, those beside the table. */
function beside(named: readonly TableId[] | undefined, { schema }: Table, state: Snapshot): readonly Table[] {
  const found = named?.flatMap((id) => state.table(id) ?? []) ?? [];
  if (found.length < 2) return found;
  const near = found.filter((one) => one.schema === schema);
  return near.length > 0 ? near : found;
}

const shown = ({ id }: Table): string => shownTableId(id);
