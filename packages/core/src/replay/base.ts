import {
  type Change,
  type Dialect,
  type Doubt,
  defaultSchema,
  nearest,
  type Origin,
  type QualifiedName,
  type Statement,
  written,
} from '@refint/model';
import type { HowNeeded } from './needs.ts';
import type { Taker, Tell } from './told.ts';

/**
 * What must have been there before the history began, because the history uses it and never makes it: tables by name as
 * written (`schema.name`, or `.name` where no schema is), each with the first place that shows it.
 */
export interface Base {
  readonly tables: ReadonlyMap<string, Origin>;
  /** Schemas that somebody else looks after, such as `auth` on Supabase: their tables say nothing about this history. */
  readonly foreignSchemas: ReadonlySet<string>;
  /** Schemas that the history fills and never makes. */
  readonly schemas: readonly string[];
  /** Set when the history does not start from an empty database, with the first sign of it. */
  readonly incomplete: Doubt | undefined;
}

export const nothingBefore: Base = { tables: new Map(), foreignSchemas: new Set(), schemas: [], incomplete: undefined };

/** The key of a name in `tables`: with or without the usual schema, it is the same name. */
export const keyOf = ({ schema, name }: { readonly schema: string | undefined; readonly name: string }): string =>
  `${schema === undefined || schema === 'public' ? '' : schema}.${name}`;

/** What is used under one name that no migration makes. */
interface Use {
  readonly key: string;
  readonly name: string;
  readonly what: 'table' | 'type';
  readonly files: Set<number>;
  readonly first: Origin;
  readonly foreign: boolean;
}

/**
 * Whether a history starts from an empty database cannot be read off any single statement: `ALTER TABLE users` without a
 * CREATE TABLE is either a mistake or the sign of migrations that are kept elsewhere (db push, squashed, run by hand).
 * The whole history decides, by what must be true of migrations that ran somewhere:
 *
 * 1. If it works on a table before it makes its first one, it starts in its middle, and whatever it never makes was there.
 * 2. If it names a table in two files, the table was there: a file that fails stops the runner before the next one.
 * 3. If it names three or more tables that it never makes, so many mistakes are less likely than files that are missing.
 * 4. Tables of a schema that it neither makes nor fills belong to somebody else, and prove nothing.
 * 5. If it names a table that it never makes and that the ORM declares by that very name, the table was there: a slip
 *    does not hit the name of a declared table.
 *
 * Otherwise (one file names one or two tables that nothing makes, or the name is nearly one that is made) it is a
 * mistake: the statement fails.
 */
export function baseOf(
  files: Iterable<{ readonly statements: readonly Statement[] }>,
  dialect: Dialect,
  tell: Tell,
  declared: readonly { readonly schema: string; readonly name: string }[] = [],
): Base {
  const known = new Set(declared.map(keyOf));
  const isDeclared = (use: Use): boolean => use.what === 'table' && known.has(use.key);
  const { made, filled, uses, early, startsInMiddle } = survey(files, dialect, tell);
  const names = [...new Set([...made.values()])];
  const own = uses.filter(({ foreign }) => !foreign);
  const isSlip = (use: Use): boolean =>
    use.files.size < 2 && !isDeclared(use) && nearest(use.name, names) !== undefined;
  const candidates = startsInMiddle ? own : own.filter((use) => !isSlip(use));
  const many = startsInMiddle || candidates.filter(({ what }) => what === 'table').length >= 3;
  const assumed = candidates.filter((use) => many || use.files.size >= 2 || isDeclared(use));
  const [sign] = assumed;
  // Once files are known to be missing, they may have made everything, also what a later file makes again.
  const had = sign ? [...own, ...early] : [];
  const tables = [...had, ...uses.filter(({ foreign }) => foreign)].filter(({ what }) => what === 'table');
  return {
    tables: new Map(tables.map(({ key, first }) => [key, first])),
    foreignSchemas: new Set(uses.filter(({ foreign }) => foreign).map(({ key }) => key.slice(0, key.indexOf('.')))),
    schemas: [...filled].filter(([, named]) => many || named.size >= 2).map(([schema]) => schema),
    incomplete: sign && { because: `no migration creates the ${sign.what} ${sign.name}`, at: sign.first },
  };
}

interface Survey {
  /** Names of tables, views and types that any statement makes, guarded or not. */
  readonly made: ReadonlySet<string>;
  /** Schemas in which tables are made, with the files that do, but for those that the history makes. */
  readonly filled: ReadonlyMap<string, ReadonlySet<number>>;
  readonly uses: readonly Use[];
  /** What is made later than it is first used, and what only blocks of code use. */
  readonly early: readonly Use[];
  readonly startsInMiddle: boolean;
}

function survey(files: Iterable<{ readonly statements: readonly Statement[] }>, dialect: Dialect, tell: Tell): Survey {
  const made = new Set<string>();
  const schemas = new Set([defaultSchema(dialect), 'pg_temp', 'pg_catalog', 'information_schema']);
  const filled = new Map<string, Set<number>>();
  const needs: Needed[] = [];
  let file = 0;
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
  for (const { statements } of files) {
    tell(statements, take);
    file++;
  }
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
  for (const schema of schemas) filled.delete(schema);
  return { made, filled, uses: [...uses.values()], early: [...early.values()], startsInMiddle };
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
