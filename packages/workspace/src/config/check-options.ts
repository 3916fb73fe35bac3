import type { AnyRule, GivenOptions, Option, Options } from '@refint/rule';
import { meant } from '../meant.ts';
import { insteadOf, listed, shownValue } from './check-config.ts';

/** The options as the rule wants them, or the first thing that is wrong with them. */
export type Checked =
  | { readonly options: GivenOptions; readonly wrong?: undefined }
  | { readonly wrong: { readonly name: string; readonly sentence: string } };

/** Holds what is given for the options of a rule to what the rule declares. */
export function checkedOptions({ id, options: declared = {} }: AnyRule, given: GivenOptions): Checked {
  const known = declared as Options;
  const options: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!option) return { wrong: { name, sentence: unknownOption(id, name, Object.keys(known)) } };
    const wanted = option.kind === 'texts' && typeof value === 'string' ? [value] : value;
    if (!isFor(option, wanted)) {
      return { wrong: { name, sentence: `the option "${name}" of ${id} ${complaint(option, value)}` } };
    }
    options[name] = wanted;
  }
  return { options };
}

const unknownOption = (id: string, name: string, known: readonly string[]): string =>
  known.length === 0 ? `${id} has no options` : `${id} has no option "${name}"${insteadOf(name, known)}`;

function isFor(option: Option, value: unknown): boolean {
  switch (option.kind) {
    case 'flag':
      return typeof value === 'boolean';
    case 'number': {
      const { whole = false, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = option;
      return typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value));
    }
    case 'text':
      return typeof value === 'string';
    case 'texts':
      return Array.isArray(value) && value.every((one) => typeof one === 'string');
    case 'choice':
      return typeof value === 'string' && option.words.includes(value);
  }
}

function complaint(option: Option, value: unknown): string {
  const near = option.kind === 'choice' && typeof value === 'string' ? meant(value, option.words) : undefined;
  if (near !== undefined) return `cannot be ${shownValue(value)}; did you mean "${near}"?`;
  return `must be ${nounFor(option)}, not ${shownValue(value)}`;
}

/** What an option takes, in words. */
export function nounFor(option: Option): string {
  switch (option.kind) {
    case 'flag':
      return 'true or false';
    case 'number': {
      const { whole, least, most } = option;
      const bounds = [least === undefined ? '' : ` from ${least}`, most === undefined ? '' : ` to ${most}`].join('');
      return `a ${whole ? 'whole ' : ''}number${bounds}`;
    }
    case 'text':
      return 'a text';
    case 'texts':
      return 'a list of texts';
    case 'choice':
      return listed(option.words);
  }
}
