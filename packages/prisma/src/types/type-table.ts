import { type DataType, dataType } from '@refint/model';

/** How the types of a Prisma schema are called in one database. */
export interface TypeTable {
  /** Prisma's scalar types without a native type. */
  readonly scalars: Readonly<Record<string, DataType>>;
  /** `@db.VarChar(100)`: the type, from its arguments. */
  readonly natives: Readonly<Record<string, (args: readonly string[]) => DataType>>;
  /** Other names of types, as people write them in `Unsupported("…")`. */
  readonly synonyms: Readonly<Record<string, string>>;
}

/** A type that takes its arguments as they are, or none. */
export const precise =
  (name: string) =>
  (args: readonly string[]): DataType =>
    dataType(name, args);

/** A type without arguments. */
export const plain = (name: string) => (): DataType => dataType(name);

const longest = 200;
const shape = /^(.*?)\s*(?:\(([^()]*)\))?(\s+with(?:out)? time zone)?\s*((?:\[\d*\])*)$/s;

/** A type as written in SQL, in lower case and by its usual name: `varchar(10)[]` is `character varying(10)[]`. */
export function parseType(text: string, { synonyms }: TypeTable): DataType {
  // Nothing is that long but what somebody made to be slow.
  if (text.length > longest) return dataType(text);
  const [, stem = text, inside, zone = '', brackets = ''] = shape.exec(text.trim()) ?? [];
  const name = `${stem}${zone}`.replaceAll(/\s+/g, ' ').trim();
  const lower = name.toLowerCase();
  const modifiers = inside === undefined ? [] : inside.split(',').map((part) => part.trim());
  return dataType(name.startsWith('"') ? name : (synonyms[lower] ?? lower), modifiers, brackets.split('[').length - 1);
}
