import type { Source } from '@refint/model';
import { type Database, migrationByPrisma, type Written } from './prisma-engine.ts';

/**
 * The SQL with which Prisma makes an empty PostgreSQL database into what the schema asks for, letter by letter what
 * `prisma migrate diff --from-empty --to-schema … --script` prints. It needs no database: all that the engine asks of one
 * is whether its schema exists and what version it is.
 */
export const writtenByPrisma = (files: readonly Source[]): Promise<Written> => migrationByPrisma(files, empty, 'empty');

const [boolean, text, integer] = [16, 25, 23];

const empty: Database = {
  query: async () => ({
    names: ['exists', 'version', 'numeric_version'],
    types: [boolean, text, integer],
    rows: [[true, 'PostgreSQL 16.4', 160_004]],
  }),
};
