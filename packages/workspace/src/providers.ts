import type { Dialect } from '@refint/model';

/** The dialect behind a provider's name, as Prisma, drizzle and their lock files write it. */
export function dialectOf(provider: string | undefined): Dialect | undefined {
  return provider === undefined ? undefined : dialects[provider.toLowerCase()];
}

const dialects: Readonly<Record<string, Dialect>> = {
  postgresql: 'postgresql',
  postgres: 'postgresql',
  pg: 'postgresql',
  cockroachdb: 'cockroachdb',
  mysql: 'mysql',
  mysql2: 'mysql',
  singlestore: 'mysql',
  sqlite: 'sqlite',
  turso: 'sqlite',
  sqlserver: 'sqlserver',
  mssql: 'sqlserver',
  mongodb: 'mongodb',
};
