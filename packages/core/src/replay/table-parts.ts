import type { Table } from '@refint/model';

/** Whether the table has a constraint of that name, of any kind. */
export const hasConstraint = ({ primaryKey, uniques, foreignKeys, checks, indexes }: Table, name: string): boolean =>
  primaryKey?.name === name ||
  uniques.some((key) => key.name === name) ||
  foreignKeys.some((key) => key.name === name || key.behind?.some((behind) => behind.name === name)) ||
  checks.some((check) => check.name === name) ||
  indexes.some((index) => index.constraint === 'exclude' && index.name === name);
