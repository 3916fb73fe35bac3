import { meant, Refusal } from '@refint/workspace';

/** The value of an option that takes one of a few words; a refusal says which was meant, or all of them. */
export function oneOf<T extends string>(option: string, value: string, words: readonly T[]): T | Refusal {
  const known = words.find((word) => word === value);
  if (known !== undefined) return known;
  const near = meant(value, words);
  const instead =
    near === undefined ? `it is ${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : `did you mean ${near}?`;
  return new Refusal(`${option} cannot be "${value}"; ${instead}`);
}

/** The value of an option that takes a number of things. */
export function wholeNumber(option: string, value: string): number | Refusal {
  return /^\d{1,9}$/.test(value) ? Number(value) : new Refusal(`${option} takes a whole number, not "${value}"`);
}
