import { quoteText } from '../quote.ts';
import type { Family } from './family.ts';

/** As many digits as rows are told apart by, where there is room for them. */
const digits = 7;

/**
 * Texts such as `refint-0000001`: all as long as the first, so that a length that fits one fits all.
 *
 * @param width how many characters they may have at most, or have where `exactly` is set
 */
export function texts(width: number | undefined, { exactly = false, prefix = 'refint-', suffix = '' } = {}): Family {
  const around = prefix.length + suffix.length;
  const room = Math.max((width ?? around + digits) - around, 0);
  // Where there is no room for both, digits tell rows apart and the word does not.
  if (room < Math.min(digits, width ?? digits) && prefix === 'refint-' && suffix === '') {
    return numbered('', Math.max(Math.min(width ?? digits, exactly ? Number.POSITIVE_INFINITY : digits), 0), '');
  }
  return numbered(prefix, exactly ? room : Math.min(room, digits), suffix);
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
