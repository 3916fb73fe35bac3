/** A schema, and the SQL that made a database which may not be what it asks for. */
export interface Case {
  readonly name: string;
  readonly schema: string;
  readonly sql: string;
  /** Tables and enums that the configuration calls external. */
  readonly external?: readonly string[];
}

/** A table with a few columns, as a schema declares it and as SQL makes it. */
export const t = (more: string, rest = ''): string =>
  `model t {\n  id Int @id\n  a Int?\n  b Int?\n  s String?\n  ${more}\n}\n${rest}`;
export const madeT = 'CREATE TABLE t (id int CONSTRAINT t_pkey PRIMARY KEY, a int, b int, s text);';
