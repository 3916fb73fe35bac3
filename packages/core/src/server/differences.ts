/** Every place at which two plain values differ, a line each: `tables.public.a.columns.id.notNull: true | false`. */
export function differences(ours: unknown, theirs: unknown, path = ''): string[] {
  if (isPlain(ours) && isPlain(theirs)) {
    const one = named(ours);
    const two = named(theirs);
    const keys = new Set([...Object.keys(one), ...Object.keys(two)]);
    return [...keys].flatMap((key) => differences(one[key], two[key], path === '' ? key : `${path}.${key}`));
  }
  const [own, other] = [JSON.stringify(ours) ?? 'nothing', JSON.stringify(theirs) ?? 'nothing'];
  return own === other ? [] : [`${path}: ${own} | ${other}`];
}

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Things in a list are known by their names, so that one that is missing does not make all after it differ. */
function named(value: Record<string, unknown>): Record<string, unknown> {
  if (!Array.isArray(value) || value.length === 0) return value;
  const items: unknown[] = value;
  if (!items.every((item) => isPlain(item) && 'name' in item)) return value;
  const list = items as { schema?: string; name: string }[];
  const keyed = list.map((item) => [item.schema === undefined ? item.name : `${item.schema}.${item.name}`, item]);
  return { ...Object.fromEntries(keyed), order: list.map(({ name }) => name).join(', ') };
}
