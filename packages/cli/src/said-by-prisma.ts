import type { Finding, Project } from '@refint/rule';

/**
 * Whether Prisma's own language server says the same of the same line of a schema, whenever there is such a finding. It warns of a
 * SetNull that a required column forbids, and of relations without an index where no foreign key would bring one.
 */
export const isSaidByPrisma = ({ rule }: Finding, { declared }: Project): boolean =>
  rule === 'deletes/set-null-on-required' ||
  (rule === 'indexes/foreign-key-without-index' && declared?.relationMode === 'prisma');
