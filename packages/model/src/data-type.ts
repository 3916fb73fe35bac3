import type { Grounded } from './origin.ts';

export type Dialect = 'postgresql' | 'cockroachdb' | 'mysql' | 'sqlite' | 'sqlserver' | 'mongodb';

/** A dialect as people call it. */
export const dialectName: Readonly<Record<Dialect, string>> = {
  postgresql: 'PostgreSQL',
  cockroachdb: 'CockroachDB',
  mysql: 'MySQL',
  sqlite: 'SQLite',
  sqlserver: 'SQL Server',
  mongodb: 'MongoDB',
};

/**
 * The type of a column. `name` is the canonical name in its dialect: for PostgreSQL the one that `format_type` prints
 * without modifiers (`character varying`, `timestamp without time zone`, `int4` is `integer`). A type that a user made
 * keeps its own name, with the schema it lives in once that is known.
 */
export interface DataType {
  readonly name: string;
  /** Set for types that a user or an extension made. */
  readonly schema?: string | undefined;
  /** What stands in the parentheses, in order: `['10', '2']` of `numeric(10,2)`. */
  readonly modifiers: readonly string[];
  /** How many pairs of brackets follow; 0 for what is not an array. */
  readonly dimensions: number;
}

/** A type that has a list of values. Its place is that of its name. */
export interface EnumType extends Grounded {
  readonly kind: 'enum';
  readonly schema: string;
  readonly name: string;
  readonly values: readonly string[];
}

/** A type made by somebody: an enum, a domain over another type, or something whose inside does not matter here. */
export type UserType =
  | EnumType
  | {
      readonly kind: 'domain';
      readonly schema: string;
      readonly name: string;
      readonly base: DataType;
      readonly notNull: boolean;
      /** Whether a CHECK was written with it. */
      readonly checked?: boolean | undefined;
    }
  | { readonly kind: 'other'; readonly schema: string; readonly name: string };

export type Domain = Extract<UserType, { readonly kind: 'domain' }>;

export const dataType = (name: string, modifiers: readonly string[] = [], dimensions = 0): DataType => ({
  name,
  schema: undefined,
  modifiers,
  dimensions,
});

/** The type as one of that schema. */
export const typeIn = ({ name, modifiers, dimensions }: DataType, schema: string | undefined): DataType => ({
  name,
  schema,
  modifiers,
  dimensions,
});

/** Whether both are the same type with the same modifiers. How many brackets an array has does not matter to PostgreSQL. */
export const sameType = (a: DataType, b: DataType): boolean =>
  a.name === b.name &&
  a.schema === b.schema &&
  a.dimensions > 0 === b.dimensions > 0 &&
  a.modifiers.join() === b.modifiers.join();

const plain = /^[a-z_][a-z0-9_$]*$/;

/** An identifier as PostgreSQL prints it: in quotes when it needs them. Reserved words are not considered. */
export const quoted = (name: string): string => (plain.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

/**
 * A type as PostgreSQL's `format_type` prints it, given that `public` is on the search path: `timestamp(3) without time
 * zone`, `character varying(255)`, `"Role"[]`.
 */
export function formatType(type: DataType): string {
  return formatElement(type) + (type.dimensions > 0 ? '[]' : '');
}

function formatElement({ name, schema, modifiers }: DataType): string {
  if (schema !== undefined) {
    const own = schema === 'public' || schema === 'pg_catalog' ? quoted(name) : `${quoted(schema)}.${quoted(name)}`;
    return modifiers.length > 0 ? `${own}(${modifiers.join(',')})` : own;
  }
  if (modifiers.length === 0) return name;
  const inside = `(${modifiers.join(',')})`;
  const zoned = /^(time|timestamp)( with(?:out)? time zone)$/.exec(name);
  return zoned ? `${zoned[1]}${inside}${zoned[2]}` : name + inside;
}
