import { type Dialect, type Doubt, nearest, type Origin, remembered, type Statement } from '@refint/model';
import { keyOf, surveyOf, type Use } from './survey.ts';
import type { Tell } from './told.ts';

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
  files: readonly { readonly statements: readonly Statement[] }[],
  dialect: Dialect,
  tell: Tell,
  declared: readonly Named[] = nobody,
): Base {
  const known = namesIn(declared);
  const isDeclared = (use: Use): boolean => use.what === 'table' && known.has(use.key);
  const { made, filled, uses, early, startsInMiddle } = surveyOf(files, dialect, tell);
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

interface Named {
  readonly schema: string;
  readonly name: string;
}

const nobody: readonly Named[] = [];

/** The names of what is declared, which no edit of a migration changes. */
const namesIn = remembered((declared: readonly Named[]): ReadonlySet<string> => new Set(declared.map(keyOf)));
