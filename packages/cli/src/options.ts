import { nearest } from '@refint/model';
import { Refusal } from '@refint/workspace';

/** The value of an option that takes one of a few words; a refusal names them and the one that was probably meant. */
export function oneOf<T extends string>(option: string, value: string, words: readonly T[]): T | Refusal {
  const known = words.find((word) => word === value);
  if (known !== undefined) return known;
  const near = nearest(value, words);
  const instead = near === undefined ? '' : `, did you mean ${near}?`;
  const all = `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
  return new Refusal(`${option} cannot be "${value}"${instead || ';'} it takes ${all}`);
}

/** The value of an option that takes a number of things. */
export function wholeNumber(option: string, value: string): number | Refusal {
  return /^\d{1,9}$/.test(value) ? Number(value) : new Refusal(`${option} takes a whole number, not "${value}"`);
}
