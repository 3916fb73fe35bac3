/** The versions of PostgreSQL that are known by what they do, oldest first. */
export const serverVersions = [15, 16, 17, 18] as const;

export type ServerVersion = (typeof serverVersions)[number];

/** What is taken to run where nobody says it. */
export const newestVersion: ServerVersion = 18;
