import { type Column, columnOf, type ForeignKey, type Snapshot, type Table } from '@refint/model';
import type { Cell } from './cell.ts';
import { hintsIn } from './hints.ts';
import { apartBy, judged, passes } from './judge.ts';
import { keyOptions, type Referenced } from './key-options.ts';
import { optionsFor } from './options.ts';
import { type Rules, rulesOf } from './rules.ts';
import type { Special, Template, Unfillable, Use, Wish } from './template.ts';

/** How many assignments are tried for one table before it is given up. */
const patience = 20_000;

export interface Problem {
  readonly snapshot: Snapshot;
  readonly table: Table;
  readonly wish: Wish;
  readonly special: Special;
  /** What is known of a referenced table, or why there can be no row in it. */
  readonly referenced: (key: ForeignKey, cells: ReadonlyMap<string, Cell>) => Referenced | Unfillable;
  /** Columns of other tables' foreign keys that reference this one. */
  readonly isReferenced: (column: string) => boolean;
}

/** Why an assignment was turned down, and how far it had come. */
interface Blame {
  readonly depth: number;
  readonly because: string;
  readonly check: string | undefined;
}

interface ColumnChoice {
  readonly column: Column;
  readonly options: readonly Cell[];
}

type Choice = ColumnChoice | { readonly key: ForeignKey };

/**
 * A way to make rows of a table: for each column what it holds, so that every check, key and foreign key lets them pass. It
 * is looked for by trying what is plainest first and taking back what a check surely refuses; what is not surely let pass
 * in the end is no answer.
 */
export function solved(problem: Problem): Template | Unfillable {
  const { table, wish, special } = problem;
  const rules = rulesOf(table);
  if (special.numbers) {
    const [first, last] = special.numbers;
    // The rows that they reference are those of the usual numbers, which rows with higher ones have not of their own.
    const few = { ...problem, wish: { ...wish, count: last, spread: false } };
    const numbers = [...new Set([first, Math.min(first + 1, last), last])];
    return finished(attempt(few, rules, first === last ? 1 : last, numbers), last, undefined);
  }
  const most = attempt(problem, rules, wish.count);
  if (!('because' in most) || most.tooAlike === undefined || wish.count === 1)
    return finished(most, wish.count, undefined);
  // Where nothing tells many rows apart, there may still be one.
  const one = attempt({ ...problem, wish: { ...wish, count: 1 } }, rules, 1);
  return 'because' in one ? finished(most, 1, undefined) : finished(one, 1, most.tooAlike);
}

type Attempt = Omit<Template, 'most' | 'limitedBy'> | (Unfillable & { readonly tooAlike: string | undefined });

function finished(made: Attempt, most: number, limitedBy: string | undefined): Template | Unfillable {
  if ('because' in made) return { table: made.table, check: made.check, because: made.because };
  return { ...made, most, limitedBy };
}

function attempt(problem: Problem, rules: Rules, count: number, numbers = judged(count)): Attempt {
  const { table } = problem;
  const choices = choicesOf(problem, rules);
  if ('because' in choices) return { table: table.id, check: undefined, tooAlike: undefined, because: choices.because };
  const cells = new Map<string, Cell>();
  const uses: Use[] = [];
  let tries = 0;
  let blame: Blame | undefined;
  let tooAlike: string | undefined;
  const refuse = (depth: number, because: string, check?: string): false => {
    if (!blame || depth >= blame.depth) blame = { depth, because, check };
    return false;
  };
  const holds = (set: readonly string[], depth: number): boolean => {
    for (const check of rules.checks) {
      if (set.some((name) => check.columns.has(name)) && passes(check, cells, numbers) === false)
        return refuse(depth, `no values were found that check ${check.name} lets pass`, check.name);
    }
    for (const key of rules.keys) {
      if (!set.some((name) => key.columns.has(name)) || ![...key.columns].every((name) => cells.has(name))) continue;
      if (apartBy(key, cells, count)) continue;
      tooAlike = `${key.name} would not let more than one pass`;
      return refuse(depth, tooAlike);
    }
    return true;
  };
  const isDone = (): boolean => {
    for (const check of rules.checks) {
      if (passes(check, cells, numbers) !== true)
        return refuse(choices.length, `what check ${check.name} lets pass is not known`, check.name);
    }
    return true;
  };
  const go = (depth: number): boolean => {
    const choice = choices[depth];
    if (!choice) return isDone();
    if (++tries > patience) return false;
    return 'key' in choice ? goKey(choice.key, depth) : goColumn(choice, depth);
  };
  const goColumn = ({ column, options }: ColumnChoice, depth: number): boolean => {
    if (cells.has(column.name)) return go(depth + 1);
    for (const cell of options) {
      cells.set(column.name, cell);
      if (holds([column.name], depth) && go(depth + 1)) return true;
      cells.delete(column.name);
    }
    return false;
  };
  const goKey = (key: ForeignKey, depth: number): boolean => {
    const referenced = (): Referenced | undefined => {
      const found = problem.referenced(key, cells);
      if (!('because' in found)) return found;
      refuse(depth + 0.5, found.because);
      return undefined;
    };
    const before = uses.length;
    for (const option of keyOptions({ ...problem, key, cells, referenced })) {
      for (const [name, cell] of option.cells) cells.set(name, cell);
      if (option.use) uses.push(option.use);
      const names = option.cells.map(([name]) => name);
      if (holds(names, depth) && go(depth + 1)) return true;
      uses.length = before;
      for (const name of names) cells.delete(name);
    }
    return refuse(depth, `no row was found that foreign key ${key.name} can reference`);
  };
  if (go(0))
    return {
      table,
      cells: inOrder(table, cells),
      uses,
      doubts: doubtsOf(table),
      isSpecial: Object.keys(problem.special).length > 0,
    };
  const { because, check } = blame ?? { because: 'too many assignments were tried', check: undefined };
  return { table: table.id, check, because, tooAlike };
}

const inOrder = ({ columns }: Table, cells: ReadonlyMap<string, Cell>): ReadonlyMap<string, Cell> =>
  new Map(columns.flatMap(({ name }) => (cells.has(name) ? [[name, cells.get(name) as Cell] as const] : [])));

const doubtsOf = ({ triggers = [], name: table }: Table): readonly string[] =>
  triggers.map(({ name }) => `trigger ${name} of ${table} may change or refuse rows`);

/** What is to be decided, in the order in which it is: keys, because others reference them; foreign keys; the rest. */
function choicesOf(problem: Problem, rules: Rules): readonly Choice[] | { readonly because: string } {
  const { snapshot, table, wish, special } = problem;
  const hints = hintsIn([
    ...rules.checks.map(({ expression }) => expression),
    ...rules.keys.flatMap(({ predicate }) => predicate ?? []),
  ]);
  const inKey = new Set(rules.keys.flatMap(({ parts }) => parts.flatMap((part) => [...namesOf(part, rules)])));
  const keyed = new Set(rules.references.flatMap(({ columns }) => columns));
  const choices: { readonly early: number; readonly choice: Choice }[] = [];
  for (const column of table.columns) {
    const { name } = column;
    const isKey = inKey.has(name) || problem.isReferenced(name);
    const filled = special.filled?.has(name) === true || (problem.isReferenced(name) && !keyed.has(name));
    const asked = { filled, inKey: isKey, hints: hints.get(name), seed: wish.seed, count: wish.count };
    const options = optionsFor(snapshot, column, asked);
    if ('because' in options) {
      // A foreign key may give it a value.
      if (!keyed.has(name)) return options;
      continue;
    }
    const place = rules.checks.findIndex(({ columns }) => columns.has(name));
    const early = isKey && !keyed.has(name) ? 0 : place < 0 ? Number.MAX_SAFE_INTEGER : 2 + place;
    choices.push({ early, choice: { column, options } });
  }
  const isMissing = (key: ForeignKey): boolean => {
    const forced = special.rows?.get(key);
    return forced !== undefined && 'nowhere' in forced;
  };
  for (const key of rules.references) {
    if (key.columns.every((name) => columnOf(table, name)))
      choices.push({ early: isMissing(key) ? 1.5 : 1, choice: { key } });
  }
  return choices.sort((a, b) => a.early - b.early).map(({ choice }) => choice);
}

/** The columns of a part of a key. */
function namesOf(part: Rules['keys'][number]['parts'][number], { keys }: Rules): Iterable<string> {
  if (part.kind === 'name') return [part.path.at(-1) ?? ''];
  return keys.find(({ parts }) => parts.includes(part))?.columns ?? [];
}
