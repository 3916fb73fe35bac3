import {
  type Change,
  type Dialect,
  defaultSchema,
  type Origin,
  type QualifiedName,
  type Statement,
  written,
} from '@refint/model';
import type { HowNeeded } from './needs.ts';
import type { Taker, Tell } from './told.ts';

/** The key of a name in `tables`: with or without the usual schema, it is the same name. */
export const keyOf = ({ schema, name }: { readonly schema: string | undefined; readonly name: string }): string =>
  `${schema === undefined || schema === 'public' ? '' : schema}.${name}`;

/** What is used under one name that no migration makes. */
export interface Use {
  readonly key: string;
  readonly name: string;
  readonly what: 'table' | 'type';
  readonly files: Set<number>;
  readonly first: Origin;
  readonly foreign: boolean;
}

/** What a whole history makes, and what it uses without having made it. */
export interface Survey {
  /** Names of tables, views and types that any statement makes, guarded or not. */
  readonly made: ReadonlySet<string>;
  /** Schemas in which tables are made, with the files that do, but for those that the history makes. */
  readonly filled: ReadonlyMap<string, ReadonlySet<number>>;
  readonly uses: readonly Use[];
  /** What is made later than it is first used, and what only blocks of code use. */
  readonly early: readonly Use[];
  readonly startsInMiddle: boolean;
}

/** What was gathered from the first files of a history. */
interface Gathered {
  /** How many they are. */
  readonly files: number;
  readonly made: Set<string>;
  readonly schemas: Set<string>;
  readonly filled: Map<string, Set<number>>;
  readonly needs: Needed[];
}

type Statements = readonly Statement[];

/** The survey that was made last of a history that begins with a file. */
interface Kept {
  readonly files: readonly Statements[];
  readonly dialect: Dialect;
  readonly survey: Survey;
  /** Once a file was edited: what was gathered from all before it. */
  readonly beforeEdited: Gathered | undefined;
}

const known = new WeakMap<Statements, Kept>();

/** Goes through the files of a history. Those before a file that is edited again and again are gone through once. */
export function surveyOf(files: readonly { readonly statements: Statements }[], dialect: Dialect, tell: Tell): Survey {
  const all = files.map(({ statements }) => statements);
  const [first = []] = all;
  const last = known.get(first);
  const kept = last?.dialect === dialect ? last : undefined;
  const same = kept ? sharedBy(kept.files, all) : 0;
  if (kept && same === all.length && same === kept.files.length) return kept.survey;
  let from = kept?.beforeEdited && kept.beforeEdited.files <= same ? kept.beforeEdited : nothingYet(dialect);
  if (from.files < same) from = gathered(from, all.slice(0, same), tell);
  const survey = judged(gathered(from, all, tell));
  known.set(first, { files: all, dialect, survey, beforeEdited: kept && from });
  return survey;
}

/** How many files two histories begin with together. */
function sharedBy(some: readonly Statements[], others: readonly Statements[]): number {
  const most = Math.min(some.length, others.length);
  let count = 0;
  while (count < most && some[count] === others[count]) count++;
  return count;
}

const nothingYet = (dialect: Dialect): Gathered => ({
  files: 0,
  made: new Set(),
  schemas: new Set([defaultSchema(dialect), 'pg_temp', 'pg_catalog', 'information_schema']),
  filled: new Map(),
  needs: [],
});

/** What comes of going on where somebody was, to the end of the files. */
function gathered(from: Gathered, files: readonly Statements[], tell: Tell): Gathered {
  const made = new Set(from.made);
  const schemas = new Set(from.schemas);
  const filled = new Map([...from.filled].map(([schema, by]) => [schema, new Set(by)]));
  const needs = [...from.needs];
  let file = from.files;
  const take: Taker = {
    need(table, how, what, from, guarded) {
      const isMade = made.has(table.name);
      // Nearly every need of a whole history is met by what came before, and proves nothing.
      if (isMade && (table.schema === undefined || schemas.has(table.schema))) return;
      const at = written(from.source, from.span);
      needs.push({ table, how, what, file, at, afterMaking: made.size > 0, guarded, isMade });
    },
    change: (change) => note(change, file, made, schemas, filled),
  };
  for (; file < files.length; file++) tell(files[file] ?? [], take);
  return { files: files.length, made, schemas, filled, needs };
}

function judged({ made, schemas, filled, needs }: Gathered): Survey {
  const uses = new Map<string, Use>();
  const early = new Map<string, Use>();
  let startsInMiddle = false;
  for (const needed of needs) {
    const { schema, name } = needed.table;
    const foreign = schema !== undefined && !schemas.has(schema) && !filled.has(schema);
    if (needed.guarded && !foreign) {
      if (!needed.isMade) count(early, needed, false);
    } else if (foreign || !made.has(name)) {
      if (!foreign && !needed.afterMaking && needed.how === 'alters') startsInMiddle = true;
      count(uses, needed, foreign);
    } else if (!needed.isMade) count(early, needed, false);
  }
  const own = [...filled].filter(([schema]) => !schemas.has(schema));
  return { made, filled: new Map(own), uses: [...uses.values()], early: [...early.values()], startsInMiddle };
}

interface Needed {
  readonly table: QualifiedName;
  readonly how: HowNeeded;
  readonly what: Use['what'];
  readonly file: number;
  readonly at: Origin;
  /** Whether anything at all was made before, and whether this was. */
  readonly afterMaking: boolean;
  readonly isMade: boolean;
  /** Whether it stands in a block of code, which may look first whether the table is there. */
  readonly guarded: boolean;
}

function count(uses: Map<string, Use>, { table, what, file, at }: Needed, foreign: boolean): void {
  const key = keyOf(table);
  const known = uses.get(`${what} ${key}`);
  if (known) known.files.add(file);
  else uses.set(`${what} ${key}`, { key, name: table.name, what, files: new Set([file]), first: at, foreign });
}

function note(
  change: Change,
  file: number,
  made: Set<string>,
  schemas: Set<string>,
  filled: Map<string, Set<number>>,
): void {
  if (change.kind === 'rename' && (change.entity === 'table' || change.entity === 'type' || change.entity === 'view')) {
    made.add(change.to.name);
  }
  if (change.kind === 'rename' && change.entity === 'schema') schemas.add(change.to.name);
  if (change.kind !== 'add') return;
  switch (change.entity) {
    case 'schema':
      schemas.add(change.name.name);
      return;
    case 'table':
    case 'view':
    case 'materialized-view':
    case 'enum':
    case 'domain':
    case 'type':
      made.add(change.name.name);
      if (change.name.schema === undefined) return;
      filled.set(change.name.schema, (filled.get(change.name.schema) ?? new Set()).add(file));
  }
}
