import { nearest } from '@refint/model';

/** Of the names that exist the one that was probably meant: nearly the same, or the only one that begins so. */
export function meant(name: string, names: readonly string[]): string | undefined {
  const longer = names.filter((one) => name !== '' && one.toLowerCase().startsWith(name.toLowerCase()));
  return longer.length === 1 ? longer[0] : nearest(name, names);
}
