import type { Runner } from '@refint/model';

/** Where a new file of a history goes, and what the runner calls it. */
export interface Spot {
  readonly name: string;
  /** Relative to the folder of the migrations. */
  readonly path: string;
}

/**
 * Names for new files, each behind the last file of a history in the order of bytes and in that of `localeCompare`, which
 * different versions of Prisma go by. The same history gives the same names, whatever the time is.
 */
export function spotsFor(runner: Runner, known: readonly string[], slugs: readonly string[]): readonly Spot[] {
  const last = known.at(-1) ?? '';
  const usual = slugs.map((slug, at) => `${stemFor(runner, last, known.length, at)}_${slug}`);
  const isInOrder = usual.every((name, at) => isBehind(name, at === 0 ? last : usual[at - 1]!));
  const width = Math.max(3, String(slugs.length).length);
  const names = isInOrder ? usual : slugs.map((slug, at) => `${last}_${String(at + 1).padStart(width, '0')}_${slug}`);
  return names.map((name) => ({ name, path: runner === 'prisma' ? `${name}/migration.sql` : `${name}.sql` }));
}

const isBehind = (name: string, last: string): boolean => name > last && collator.compare(name, last) > 0;

const collator = new Intl.Collator('en');

function stemFor(runner: Runner, last: string, count: number, at: number): string {
  const [, sign = '', digits = ''] = /^(\D?)(\d+)/.exec(last) ?? [];
  if (digits.length === 14) return `${sign}${later(digits, at + 1)}`;
  if (runner === 'prisma') return later('20000101000000', at + 1);
  if (digits === '') return String(count + 1 + at).padStart(3, '0');
  return `${sign}${String(Number(digits) + 1 + at).padStart(runner === 'drizzle' ? 4 : digits.length, '0')}`;
}

const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A time such as 20251229061540, so many seconds later. Whether a year has a 29th of February does not matter to names. */
function later(time: string, seconds: number): string {
  const parts = (/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(time) ?? []).slice(1).map(Number);
  let [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  second += seconds;
  minute += Math.floor(second / 60);
  hour += Math.floor(minute / 60);
  day += Math.floor(hour / 24);
  while (day > (days[month - 1] ?? 31)) {
    day -= days[month - 1] ?? 31;
    month++;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}${two(month)}${two(day)}${two(hour % 24)}${two(minute % 60)}${two(second % 60)}`;
}
