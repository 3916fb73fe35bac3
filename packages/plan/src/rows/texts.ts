import { quoteText } from '../sql/quote.ts';
import type { Family } from './family.ts';

/** As many digits as rows are told apart by, where there is room for them. */
const digits = 7;

/** What stands before and after the digits, and whether there must be no other number of characters than the width. */
export interface Around {
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  readonly exactly?: boolean | undefined;
}

const word = 'refint-';

/**
 * Texts such as `refint-0000001`: all as long as the first, so that a length that fits one fits all.
 *
 * @param width how many characters they may have at most
 */
export function texts(width: number | undefined, around: Around = {}): Family {
  const { prefix, suffix = '', exactly = false } = around;
  const before = prefix ?? word;
  const room = Math.max((width ?? Number.POSITIVE_INFINITY) - before.length - suffix.length, 0);
  // Where there is no room for both, digits tell rows apart and the word does not.
  if (prefix === undefined && suffix === '' && room < digits)
    return numbered('', Math.min(width ?? digits, exactly ? 15 : digits), '');
  return numbered(before, exactly ? room : Math.min(room, digits), suffix);
}

/** The same with another word for each seed, as far as there is room for one. */
export function seededTexts(width: number | undefined, seed: number): Family {
  const prefix = `${word}${seed}-`;
  return seed > 0 && (width ?? 63) >= prefix.length + digits ? texts(width, { prefix }) : texts(width);
}

function numbered(prefix: string, width: number, suffix: string): Family {
  const most = 10 ** Math.min(width, 15) - 1;
  const [before, after] = [quoteText(prefix), quoteText(suffix)];
  return {
    most,
    at(number) {
      const known = prefix + (width === 0 ? '' : String(number).padStart(width, '0')) + suffix;
      return { sql: quoteText(known), known };
    },
    sql(number) {
      if (width === 0) return `${quoteText(prefix + suffix)}::text`;
      const middle = `lpad((${number})::text, ${width}, '0')`;
      return [...(prefix ? [before] : []), middle, ...(suffix ? [after] : [])].join(' || ');
    },
  };
}
