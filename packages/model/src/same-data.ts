/** Whether two values are the same as JSON. */
export function sameData(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => sameData((one as Values)[key], (other as Values)[key]))
  );
}

type Values = Readonly<Record<string, unknown>>;
