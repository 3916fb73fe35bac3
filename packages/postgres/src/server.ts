/** What is asked of a PostgreSQL, whichever it is. Errors carry the SQLSTATE as `code`. */
export interface Server {
  exec(sql: string): Promise<unknown>;
  query<Row>(sql: string): Promise<{ readonly rows: Row[] }>;
}
