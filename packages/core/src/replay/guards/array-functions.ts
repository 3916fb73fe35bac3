import { anyEqual } from './operators.ts';
import { boundedList, equal, isList, unknown, type Value } from './values.ts';

/** What a function makes of a list: NULL of NULL, and nothing of what is no list. */
const ofList =
  (of: (list: readonly Value[], ...more: readonly Value[]) => Value) =>
  ([list, ...more]: readonly Value[]): Value =>
    list === null ? null : isList(list) ? of(list, ...more) : unknown;

/** The list without, or with other, items; unknown when it is not known which they are. */
function mapped(list: readonly Value[], item: Value, of: (one: Value, isIt: boolean) => readonly Value[]): Value {
  const isIt = list.map((one) => (item === null ? one === null : equal(one, item)));
  if (isIt.includes(unknown)) return unknown;
  return list.flatMap((one, at) => of(one, isIt[at] === true));
}

/** Functions of arrays. */
export const arrayFunctions: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
  array: ([list]) => list,
  // What VARIADIC gives is spread where it is an argument.
  variadic: ([list]) => list,
  cardinality: ofList((list) => list.length),
  array_length: ofList((list, dimension) => (dimension === 1 ? list.length || null : unknown)),
  array_upper: ofList((list, dimension) => (dimension === 1 ? list.length || null : unknown)),
  array_lower: ofList((list, dimension) => (dimension === 1 ? (list.length > 0 ? 1 : null) : unknown)),
  array_append: ([list, item]) => (isList(list) ? boundedList([...list, item]) : list === null ? [item] : unknown),
  array_prepend: ([item, list]) => (isList(list) ? boundedList([item, ...list]) : list === null ? [item] : unknown),
  array_cat: ([a, b]) => {
    if (a === null || b === null) return a ?? b;
    return isList(a) && isList(b) ? boundedList([...a, ...b]) : unknown;
  },
  array_remove: ofList((list, item) => mapped(list, item, (one, isIt) => (isIt ? [] : [one]))),
  array_replace: ofList((list, item, by) => mapped(list, item, (one, isIt) => (isIt ? [by] : [one]))),
  array_position: ofList((list, item) => {
    const known = anyEqual(item, list);
    if (known === unknown) return unknown;
    const at = list.findIndex((one) => equal(one, item) === true);
    return at < 0 ? null : at + 1;
  }),
};
