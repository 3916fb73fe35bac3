import type { DataType } from '@refint/model';
import { quoteText } from '../sql/quote.ts';
import { begins, dayLength } from './calendar.ts';
import { constant, counting, type Family } from './family.ts';
import { isNumber, isText } from './fits.ts';
import type { Hints } from './hints.ts';
import { type Known, moment, momentIn, numberIn } from './known.ts';
import { momentText } from './moments.ts';
import { texts } from './texts.ts';

/** What the constants of checks suggest: themselves, their neighbours, and texts around them or as long as they say. */
export function hintedFamilies(
  type: DataType,
  builtin: Family,
  { constants, patterns, isMeasured }: Hints,
): readonly Family[] {
  const single = (known: Known, sql: string): Family => constant({ sql, known });
  if (isText(type)) {
    const width = type.modifiers[0] ? Number(type.modifiers[0]) : undefined;
    const strings = constants.filter((one) => typeof one === 'string');
    const lengths = isMeasured ? constants.filter((one) => typeof one === 'number') : [];
    const around = strings.filter((one) => one.length < 20);
    return [
      ...strings.map((one) => single(one, quoteText(one))),
      ...patterns.map((pattern) => likeTexts(pattern, width)),
      builtin,
      ...lengths
        .flatMap((one) => [one, one + 1, one - 1])
        .filter((one) => one > 0 && one < 10_000)
        .map((one) => texts(one, { exactly: true })),
      ...around.flatMap((one) => [
        texts(width, { prefix: 'refint-', suffix: `${one}refint` }),
        texts(width, { prefix: one }),
        texts(width, { prefix: '', suffix: one }),
      ]),
    ];
  }
  if (isNumber(type)) {
    const numbers = constants
      .map((one) => (typeof one === 'string' ? numberIn(one) : one))
      .filter((one) => typeof one === 'number');
    const step = numbers.some((one) => !Number.isInteger(one)) ? 0.5 : 1;
    const between = numbers.flatMap((one) => numbers.map((other) => (one + other) / 2));
    const near = [...[...numbers, 0, 1].flatMap((one) => [one, one + step, one - step]), ...between];
    const isWhole = type.name.endsWith('int') || type.name === 'integer';
    const usable = [...new Set(near)].filter((one) => !isWhole || Number.isInteger(one));
    return [
      counting(0, isWhole ? 10_000 : 1_000_000, type.name),
      builtin,
      ...usable.map((one) => single(one, String(one))),
      ...(type.name === 'smallint' ? [] : [counting(1_000_000, 1_000_000, type.name)]),
    ];
  }
  const moments = constants
    .map((one) => (typeof one === 'string' ? momentIn(one) : undefined))
    .filter((one) => one !== undefined);
  if (type.name === 'date' || type.name.startsWith('timestamp')) {
    const far = [begins(2010), begins(2400), begins(2020)];
    const near = moments.flatMap(({ at }) => [at, at + dayLength, at - dayLength]);
    return [builtin, ...[...near, ...far].map((at) => single(moment(at), quoteText(momentText(at, type))))];
  }
  if (type.name === 'boolean') return [single(false, 'false'), single(true, 'true')];
  return [builtin, ...constants.filter((one) => typeof one === 'string').map((one) => single(one, quoteText(one)))];
}

/** Texts that a pattern of LIKE lets pass, told apart in the place of its first `%`. */
function likeTexts(pattern: string, width: number | undefined): Family {
  const at = pattern.search(/%/);
  const plain = (part: string): string =>
    part.replace(/\\(.)|%|_/g, (all, escaped?: string) => escaped ?? (all === '_' ? 'a' : ''));
  if (at < 0) return constant({ sql: quoteText(plain(pattern)), known: plain(pattern) });
  return texts(width, { prefix: plain(pattern.slice(0, at)), suffix: plain(pattern.slice(at + 1)) });
}
