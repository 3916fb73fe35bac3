/** A small script that PostgreSQL itself runs, statement by statement, beside the replay. */
export interface Case {
  readonly title: string;
  readonly sql: string;
}

/** A file holds many scripts; each begins with a line `-- # title`. */
export const casesIn = (text: string): Case[] =>
  text
    .split(/^-- # /m)
    .slice(1)
    .map((part) => ({ title: part.slice(0, part.indexOf('\n')), sql: part.slice(part.indexOf('\n') + 1) }));
