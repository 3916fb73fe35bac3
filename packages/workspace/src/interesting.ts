/**
 * Files that are looked for by their names in a folder: schemas and SQL, what says where these lie, what refint is configured by,
 * what the generated client of Prisma is known by, and what stands where a folder of migrations is expected.
 */
const files =
  /\.(?:prisma|sql)$|refint|^(?:package\.json|prisma\.[^/]+|migration_lock\.toml|_journal\.json|index\.js|index\.d\.ts|\.git|migrations)$/i;

/** Whether anybody looks for a file of this name. */
export const isInteresting = (file: string): boolean => files.test(file);

/** Whether anybody looks for a folder of this name, or into it: hidden ones are the matter of others, but for that of git. */
export const isInterestingFolder = (name: string): boolean => !name.startsWith('.') || name === '.git';
