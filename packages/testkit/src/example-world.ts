import type { DeletePolicy, Runner, TableFact } from '@refint/rule';
import type { World } from './files.ts';

/** A list is a list; a single word, as people write it in a configuration, is a list of one. */
type Written<T> = T | readonly T[];

interface WrittenConfiguration {
  readonly projects?: readonly { readonly runner?: Runner }[];
  readonly deletes?: readonly {
    readonly from?: Written<string>;
    readonly to?: Written<string>;
    readonly onDelete: Written<DeletePolicy[number]['onDelete'][number]>;
    readonly priority?: string;
    readonly because?: string;
  }[];
  readonly tables?: readonly (Omit<TableFact, 'table'> & { readonly table: Written<string> })[];
  readonly rules?: Readonly<Record<string, string | readonly [string, World['options']]>>;
  readonly tenancy?: { readonly root: string; readonly column: string; readonly except?: Written<string> };
}

/** The files of an example that are there now: `main:PATH` is what a file was on the branch `main`. */
export const filesNow = (files: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith(onMain)));

const onMain = 'main:';

/** What a rule can ask for besides the files: a part of an example's refint.config.json, and what was on the branch `main`. */
export function worldOf(files: Readonly<Record<string, string>>): World {
  const before = Object.entries(files).filter(([path]) => path.startsWith(onMain));
  if (before.length > 0) {
    const was = before.map(([path, text]) => [path.slice(onMain.length), text] as const);
    const news = Object.keys(filesNow(files)).filter((path) => !was.some(([old]) => old === path));
    const isChanged = ([path, text]: readonly [string, string]): boolean => files[path] !== text;
    const marks = [...was.filter(isChanged), ...news.map((path) => [path, undefined] as const)];
    return { since: { kind: 'commit', name: 'main' }, was: Object.fromEntries(marks) };
  }
  const text = files['refint.config.json'];
  if (text === undefined) return {};
  const {
    projects: [{ runner } = {}] = [],
    deletes = [],
    tables = [],
    rules = {},
    tenancy,
  } = JSON.parse(text) as WrittenConfiguration;
  // A page speaks of its own rule.
  const options = Object.values(rules).map((setting) => (typeof setting === 'string' ? undefined : setting[1]))[0];
  return {
    ...(options && { options }),
    ...(runner && { runner }),
    deletes: deletes.map(({ from, to, onDelete, priority, because }) => ({
      from: from === undefined ? undefined : listOf(from),
      to: to === undefined ? undefined : listOf(to),
      onDelete: listOf(onDelete),
      priority,
      because,
    })),
    tables: tables.map(({ table, ...fact }) => ({ ...fact, table: listOf(table) })),
    ...(tenancy && { tenancy: { ...tenancy, except: listOf(tenancy.except ?? []) } }),
  };
}

const listOf = <T>(written: Written<T>): readonly T[] => (Array.isArray(written) ? written : [written as T]);
