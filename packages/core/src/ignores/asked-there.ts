import { type Place, placeOf, type TableId, tablesOfEntity } from '@refint/model';
import { type AnyRule, matchesTable } from '@refint/rule';
import { levelOf } from '../decided.ts';
import type { Settings } from '../input.ts';
import type { Inquiry } from '../speaks.ts';
import type { Directive } from './directive.ts';

/**
 * Whether overrides let a rule speak where an ignore would hide what it says. One that switches the rule off there says what the
 * comment says, so the comment has nothing to hide, and is needed as soon as the override goes.
 */
export function isOnThere(rule: AnyRule, directive: Directive, inquiry: Inquiry, settings: Settings): boolean {
  if (!settings.overrides?.some(({ rules }) => rules[rule.id] !== undefined)) return true;
  const tables = tablesIn(directive, inquiry);
  // What is about no table is told of by overrides that name none.
  const areas = tables.length > 0 ? tables : [undefined];
  return pathsOf(directive, inquiry).every((path) =>
    areas.some((table) => levelThere(rule, path, table, settings) !== 'off'),
  );
}

/** The files in which that may stand which the ignore hides: its own, and those of the other side, see `reaches`. */
function pathsOf({ source, reach }: Directive, { input: { schema, migrations = [] } }: Inquiry): readonly string[] {
  const others = schema.includes(source) ? migrations.map((one) => one.source) : schema;
  return [source, ...(reach === 'place' ? others : [])].map(({ path }) => path);
}

/** As for a finding: the last override that matches and names the rule decides. */
function levelThere(rule: AnyRule, path: string, table: TableId | undefined, settings: Settings) {
  const decides = settings.overrides?.findLast(({ paths, tables, rules }) => {
    if (rules[rule.id] === undefined || (paths && !paths.includes(path))) return false;
    return !tables || (table !== undefined && tables.some((pattern) => matchesTable(pattern, table)));
  });
  return decides?.rules[rule.id] ?? levelOf(rule, settings);
}

/** The tables of which something is written where the ignore reaches. */
function tablesIn({ source, comment: { about }, reach }: Directive, { project }: Inquiry): readonly TableId[] {
  const { declared, timeline } = project;
  const isThere = ({ source: from, span }: Place): boolean =>
    from === source && (reach === 'file' || (about !== undefined && span.start < about.end && about.start < span.end));
  const found = new Set<TableId>();
  for (const moment of timeline?.moments ?? [])
    if (isThere(moment.change)) for (const table of tablesOfEntity(moment)) found.add(table);
  for (const table of declared?.snapshot.tables ?? []) {
    const parts = [table, ...table.columns, ...table.indexes, ...table.relations];
    if (parts.some(({ origin }) => isThere(placeOf(origin)))) found.add(table.id);
  }
  return [...found];
}
