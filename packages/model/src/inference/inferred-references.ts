import { type Origin, originOf } from '../origin.ts';
import type { Reference } from '../reference.ts';
import { remembered } from '../remembered.ts';
import { alikeMembers, sameLists } from '../same-list.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Column, Table, TableId } from '../table.ts';
import { type ColumnName, columnName, isPolymorphic } from './column-name.ts';
import { type Guess, guessesFor, type Knowledge } from './guesses.ts';
import { keyFor, type Pairs } from './key-for.ts';
import { learnedNames } from './learned-names.ts';
import { tableNames, usersIn } from './table-names.ts';
import { marks } from './vocabulary.ts';
import { keyOfWords, sharedBeginning, wordsOf } from './words.ts';

/**
 * References that nobody declared: columns of a state that by their name, their type and the company they keep point at the
 * key of a table, and that no reference holds. Where two tables are as likely, there is none: rather silent than wrong.
 */
export function inferredReferences(state: Snapshot, references: readonly Reference[]): readonly Reference[] {
  const last = latest.get(state);
  if (last && areOfSame(last.references, references)) return last.found;
  const found = asBefore(inferredIn(state, references));
  latest.set(state, { references, found });
  return found;
}

const asBefore = sameLists<Reference>();

/** An edit in a migration leaves the schema as it was, and mostly the references too. */
const latest = new WeakMap<
  Snapshot,
  { readonly references: readonly Reference[]; readonly found: readonly Reference[] }
>();

/** Whether references are of the same relations and foreign keys, wherever those are enforced by now: that tells nothing of others. */
const areOfSame = (some: readonly Reference[], others: readonly Reference[]): boolean =>
  some === others || alikeMembers(some, others, isOfSame);

const isOfSame = (one: Reference, other: Reference): boolean =>
  one === other ||
  (one.relation === other.relation &&
    (one.relation !== undefined || (one.foreignKey !== undefined && one.foreignKey === other.foreignKey)));

function inferredIn(state: Snapshot, references: readonly Reference[]): readonly Reference[] {
  const { tables } = state;
  const names = sameNames(tables, references);
  let known: Knowledge | undefined;
  let held: ReadonlyMap<TableId, ReadonlySet<string>> | undefined;
  const found: Reference[] = [];
  for (const table of tables) {
    // What a partition holds is said of the table that it is a part of.
    if (table.form === 'view' || table.doubt || table.parents) continue;
    let own = said.get(table);
    if (own?.names !== names || own.references !== references || !isFrom(own, state)) {
      const taken = (held ??= heldIn(references)).get(table.id);
      const open = keysIn(table).filter(({ column }) => !taken?.has(column.name));
      if (open.length > 0) known ??= knowledge(state, names, references);
      own = { names, references, types: state.typesAsOne, ...(known ? inferredOf(open, table, known) : nothing) };
      said.set(table, own);
    }
    for (const reference of own.found) found.push(reference);
  }
  return found;
}

/** What was found of a table, and the tables that were looked at on the way: as long as nobody edits those, it holds. */
interface Said extends Inferred {
  readonly names: readonly Table[];
  readonly references: readonly Reference[];
  readonly types: object;
}

const said = new WeakMap<Table, Said>();

const isFrom = ({ types, asked }: Said, state: Snapshot): boolean =>
  types === state.typesAsOne && asked.every((table) => state.table(table.id) === table);

const named = new WeakMap<readonly Reference[], readonly Table[]>();

/** The list that was given last, where all tables have the names that they had: every name stands for the same then. */
function sameNames(tables: readonly Table[], references: readonly Reference[]): readonly Table[] {
  const last = named.get(references);
  if (last && alikeMembers(tables, last, isCalledAlike)) return last;
  named.set(references, tables);
  return tables;
}

const isCalledAlike = (one: Table, other: Table): boolean =>
  one === other || (one.id === other.id && one.model === other.model && one.form === other.form);

interface Inferred {
  readonly found: readonly Reference[];
  readonly asked: readonly Table[];
}

const nothing: Inferred = { found: [], asked: [] };

function inferredOf(open: readonly NamedKey[], table: Table, known: Knowledge): Inferred {
  const found: Reference[] = [];
  const asked = new Set<Table>();
  for (const { column, name } of open) {
    const reference = infer(column, name, table, known, asked);
    if (reference) found.push(reference);
  }
  return { found, asked: [...asked] };
}

/** The columns of each table that some reference holds. */
const heldIn = remembered((references: readonly Reference[]): ReadonlyMap<TableId, ReadonlySet<string>> => {
  const held = new Map<TableId, Set<string>>();
  for (const { table, columns } of references) {
    const others = held.get(table);
    if (!others) held.set(table, new Set(columns));
    else for (const column of columns) others.add(column);
  }
  return held;
});

interface NamedKey {
  readonly column: Column;
  readonly name: ColumnName;
}

const keys = new WeakMap<Table, readonly NamedKey[]>();

/** The columns of a table that may hold the key of a row, as far as the table itself tells. */
function keysIn(table: Table): readonly NamedKey[] {
  let found = keys.get(table);
  if (!found) {
    found = table.columns.flatMap((column): readonly NamedKey[] => {
      const name = column.generated === undefined ? columnName(column.name) : undefined;
      return name && mayHoldKey(column, name, table) ? [{ column, name }] : none;
    });
    keys.set(table, found);
  }
  return found;
}

function mayHoldKey(column: Column, name: ColumnName, table: Table): boolean {
  // The key of the model, whatever the database calls it.
  if (marks.has(column.field.toLowerCase())) return false;
  // The name of the table itself: what its rows are called elsewhere.
  if (keyOfWords(name.words) === keyOfWords(wordsOf(table.model))) return false;
  return !isPolymorphic(name, table);
}

const none: readonly never[] = [];

/** @param called tables by the names that those of the state have */
function knowledge(state: Snapshot, called: readonly Table[], references: readonly Reference[]): Knowledge {
  const names = tableNames(called);
  const users = usersIn(names);
  return {
    state,
    names,
    learned: learnedNames(references),
    users: users === undefined ? undefined : state.table(users),
  };
}

/** All that speaks for one table. */
interface Candidate {
  readonly best: Guess;
  readonly pairs: Pairs;
  readonly weight: number;
}

/** The least weight at which anything is said, and how far the second must be behind. */
const enough = 3;
const apart = 0.5;

/** @param asked takes the tables that are looked at */
function infer(
  column: Column,
  name: ColumnName,
  table: Table,
  known: Knowledge,
  asked: Set<Table>,
): Reference | undefined {
  const candidates = new Map<Table, Candidate>();
  for (const guess of guessesFor(name, table, known)) {
    asked.add(guess.table);
    add(candidates, guess, column, table, known.state);
  }
  const [first, second] = [...candidates.values()].sort((a, b) => b.weight - a.weight);
  if (!first || first.weight < enough || (second && second.weight > first.weight - apart)) return undefined;
  return referenceOf(column, table, first, known.state);
}

function add(to: Map<Table, Candidate>, guess: Guess, column: Column, table: Table, state: Snapshot): void {
  const held = to.get(guess.table);
  if (held) {
    // Two that agree are worth more than one.
    const best = guess.weight > held.best.weight ? guess : held.best;
    to.set(guess.table, { ...held, best, weight: Math.max(held.weight, guess.weight) + 0.5 });
    return;
  }
  const pairs = keyFor(column, table, guess.table, state, guess.key);
  if (!pairs || (guess.table === table && pairs.columns.join() === pairs.referencedColumns.join())) return;
  const own = wordsOf(guess.table.model);
  const isPart = guess.table !== table && sharedBeginning(wordsOf(table.model), own) === own.length;
  const indexed = state.indexCovering(table.id, pairs.columns) ? 0.5 : 0;
  to.set(guess.table, { best: guess, pairs, weight: guess.weight + indexed + (isPart ? 0.5 + own.length * 0.5 : 0) });
}

function referenceOf(column: Column, table: Table, { best, pairs }: Candidate, state: Snapshot): Reference {
  const { columns, referencedColumns } = pairs;
  const index = state.indexCovering(table.id, columns);
  const text = `${best.because()}${index ? ', its type fits, and an index finds its rows' : ', and its type fits'}`;
  return {
    kind: 'reference',
    table: table.id,
    columns,
    referencedTable: best.table.id,
    referencedColumns,
    relation: undefined,
    foreignKey: undefined,
    event: undefined,
    enforcement: 'inferred',
    because: { text, at: best.at },
    onDelete: undefined,
    onUpdate: undefined,
    origin: originOf(column, 'name') as Origin,
  };
}
