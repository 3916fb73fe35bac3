import type { Spot } from './layout.ts';

interface Entry {
  readonly idx?: unknown;
  readonly version?: unknown;
  readonly when?: unknown;
}

/**
 * A drizzle journal with new files behind those that it names. drizzle runs what is newer than the last that it ran, so each
 * is said to be a millisecond newer than all before it. Nothing for a text that is no journal.
 */
export function journalWith(text: string, spots: readonly Spot[]): string | undefined {
  try {
    const journal = JSON.parse(text) as { readonly entries: readonly Entry[]; readonly version?: unknown };
    const { entries } = journal;
    const numbers = (of: (entry: Entry) => unknown): readonly number[] => [
      -1,
      ...entries.map((one) => Number(of(one))),
    ];
    const idx = Math.max(...numbers((one) => one.idx));
    const when = Math.max(...numbers((one) => one.when));
    const more = spots.map(({ name }, at) => ({
      idx: idx + 1 + at,
      version: entries.at(-1)?.version ?? journal.version,
      when: when + 1 + at,
      tag: name,
      breakpoints: true,
    }));
    const indent = /\n([ \t]+)/.exec(text)?.[1] ?? '  ';
    return `${JSON.stringify({ ...journal, entries: [...entries, ...more] }, null, indent)}${text.endsWith('\n') ? '\n' : ''}`;
  } catch {
    return undefined;
  }
}
