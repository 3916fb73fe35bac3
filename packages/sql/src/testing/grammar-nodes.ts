/** The trees that PostgreSQL's own grammar makes, as they come out of libpg-query. */

export interface Json {
  readonly [key: string]: unknown;
}
export const node = (value: unknown): Json => (value ?? {}) as Json;
export const list = (value: unknown): Json[] => (value ?? []) as Json[];
export const word = (value: unknown): string | undefined => value as string | undefined;
export const strings = (value: unknown): string[] =>
  list(value).map((item) => word(node(item['String'])['sval']) ?? '');
export const relation = (value: unknown): string => {
  const { schemaname, relname } = node(value);
  return schemaname === undefined ? `${relname}` : `${schemaname}.${relname}`;
};

/** From where to where a statement goes, in UTF-16; blanks and comments may stand at its ends. */
export function placeOf(text: string, raw: Json): [number, number] {
  const bytes = Buffer.from(text);
  const start = Number(raw['stmt_location'] ?? 0);
  const length = Number(raw['stmt_len'] ?? bytes.length - start);
  const at = bytes.subarray(0, start).toString().length;
  return [at, at + bytes.subarray(start, start + length).toString().length];
}
