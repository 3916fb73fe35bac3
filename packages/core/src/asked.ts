import { type Declared, nearest, shownTableId, splitTableId, type TableId } from '@refint/model';

/** The table that a name stands for, or what it may have been meant to be. */
export type Asked =
  | { readonly kind: 'found'; readonly id: TableId }
  | { readonly kind: 'several'; readonly ids: readonly TableId[] }
  | { readonly kind: 'unknown'; readonly meant: string | undefined };

/**
 * Finds the table that a person asks for: by `name` or `schema.name` among the tables of today, by the name of its model, or
 * by one of the past.
 */
export function tableAmong(
  asked: string,
  today: readonly TableId[],
  declared: Declared | undefined,
  past: readonly TableId[] = [],
): Asked {
  const models = (declared?.models ?? []).filter(({ table }) => table !== undefined);
  const ofModel = models.filter(({ name }) => name === asked).flatMap(({ table }) => table ?? []);
  for (const ids of [called(asked, today), ofModel, called(asked, past)]) {
    const [id] = ids;
    if (id !== undefined) return ids.length === 1 ? { kind: 'found', id } : { kind: 'several', ids };
  }
  const names = new Set([...today, ...past].map(shownTableId));
  for (const { name } of models) names.add(name);
  return { kind: 'unknown', meant: nearest(asked, names) };
}

function called(asked: string, ids: readonly TableId[]): readonly TableId[] {
  const whole = ids.filter((id) => wholeName(id) === asked);
  return whole.length > 0 ? whole : ids.filter((id) => splitTableId(id).name === asked);
}

function wholeName(id: TableId): string {
  const { schema, name } = splitTableId(id);
  return `${schema}.${name}`;
}
