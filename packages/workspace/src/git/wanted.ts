/** Files whose text is read, by their names. */
const withText =
  /(?:\.prisma|\.sql|(?:^|\/)(?:migration_lock\.toml|_journal\.json|package\.json|[^/]*refint[^/]*|prisma\.config\.[cm]?[jt]s|\.config\/prisma\.[cm]?[jt]s))$/i;

/**
 * What git is asked for, as its own patterns: what refint reads, and what only has to be there, such as other files of a
 * migration, the generated client beside a copy of its schema, and links to folders of these names.
 */
export const wanted: readonly string[] = [
  ':(top,icase)*.prisma',
  ':(top,icase)*.sql',
  ':(top,glob)**/migration_lock.toml',
  ':(top,glob)**/_journal.json',
  ':(top,glob)**/package.json',
  ':(top,glob)**/*refint*',
  ':(top,glob)**/prisma.config.*',
  ':(top,glob)**/.config/prisma.*',
  ':(top,glob)**/migrations/**',
  ...['prisma', 'schema', 'migrations', 'drizzle'].map((name) => `:(top,glob)**/${name}`),
];

/** Whether the text of a file is read, wherever it lies. What nearly all of them are is asked first, because the pattern is long. */
export const isRead = (path: string): boolean =>
  path.endsWith('.sql') || path.endsWith('.prisma') || withText.test(path);
