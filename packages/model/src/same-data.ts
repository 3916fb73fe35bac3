/** Whether two values are the same as JSON. Loops instead of lists of keys: it is asked of thousands of values at each letter in an editor. */
export function sameData(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    for (let at = 0; at < one.length; at++) if (!sameData(one[at], other[at])) return false;
    return true;
  }
  if (Array.isArray(other)) return false;
  let more = 0;
  for (const key in one) {
    if (!(key in other) || !sameData((one as Values)[key], (other as Values)[key])) return false;
    more++;
  }
  for (const _ in other) more--;
  return more === 0;
}

type Values = Readonly<Record<string, unknown>>;
