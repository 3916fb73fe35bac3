import { isCalledAfter, splitTableId } from '@refint/model';
import { matchesTable } from '@refint/rule';
import { type Decision, isDisputed } from './decision.ts';
import type { Draft } from './draft.ts';
import { grouped } from './grouped.ts';
import type { NameOf } from './names.ts';

/** Tables that keep what happened, and so what it happened to. */
const records =
  /(?:^|_)(?:audits?|histor(?:y|ies)|ledgers?|journals?|invoices?|payments?|receipts?|transactions?)(?:_|$)/;

/** A list of more names than these is no longer read. */
const most = 12;

/**
 * Entries for tables whose kind their names tell, where somebody wrote the action that such tables usually have: parts go with
 * what they are called after, and records keep what they are about.
 */
export function byKind(decisions: readonly Decision[], nameOf: NameOf): readonly Draft[] {
  const written = decisions.filter((decision) => decision.isWritten && !isDisputed(decision));
  const parts = written.filter(
    ({ reference, says }) => says[0] === 'cascade' && isCalledAfter(reference.table, reference.referencedTable),
  );
  const keeping = written.filter(
    ({ reference, says }) =>
      (says[0] === 'restrict' || says[0] === 'no-action') &&
      records.test(snakeCase(splitTableId(reference.table).name)),
  );
  const patterns = patternsFor(parts, decisions);
  const others = parts.filter(({ reference }) => !patterns.some((pattern) => matchesTable(pattern, reference.table)));
  return [
    ...(patterns.length > 0 ? [draft({ from: patterns, onDelete: ['cascade'] }, 'parts of what they reference')] : []),
    ...named(others, 'parts of what they are called after', nameOf),
    ...grouped(keeping, ({ says }) => says.join()).flatMap((group) =>
      named(group, 'records keep what they are about', nameOf),
    ),
  ];
}

const draft = (entry: Draft['entry'], because: string): Draft => ({ entry, because: () => because });

/** Endings that at least three parts share and that only tables have whose references all do the same. */
function patternsFor(parts: readonly Decision[], all: readonly Decision[]): readonly string[] {
  return grouped(parts, ({ reference }) => endingOf(splitTableId(reference.table).name))
    .filter((group) => new Set(group.map(({ reference }) => reference.table)).size >= 3)
    .map(([first]) => `*${endingOf(splitTableId(first?.reference.table ?? '').name)}`)
    .filter((pattern) =>
      all.every(({ reference, says }) => !matchesTable(pattern, reference.table) || says.join() === 'cascade'),
    );
}

/** The last word of a name with what sets it apart: `_items`, `Item`. */
function endingOf(name: string): string {
  const last = snakeCase(name).split('_').at(-1) ?? '';
  const start = name.length - last.length;
  return name.slice(name[start - 1] === '_' ? start - 1 : start);
}

/** One entry for the references, by the names of both sides. Two are the least that it is worth. */
function named(decisions: readonly Decision[], because: string, nameOf: NameOf): readonly Draft[] {
  const namesOf = (side: 'table' | 'referencedTable') =>
    [...new Set(decisions.map(({ reference }) => nameOf(reference[side])))].filter((name) => name !== undefined).sort();
  const [from, to, says] = [namesOf('table'), namesOf('referencedTable'), decisions[0]?.says];
  return says && from.length > 1 && from.length <= most && to.length > 0
    ? [draft({ from, to, onDelete: says }, because)]
    : [];
}

const snakeCase = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
