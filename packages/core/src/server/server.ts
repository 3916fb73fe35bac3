/** What is asked of a PostgreSQL that somebody else started. Errors carry the SQLSTATE as `code`. */
export interface Server {
  /** Runs statements as one query, which is one transaction unless they say otherwise. */
  exec(sql: string): Promise<unknown>;
  query<Row>(sql: string): Promise<{ readonly rows: Row[] }>;
}
