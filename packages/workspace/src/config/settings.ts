import type { Settings, Since } from '@refint/core';
import type { Plugin } from '@refint/rule';
import { meant } from '../meant.ts';
import { Refusal } from '../refusal.ts';
import type { ReadConfig } from './check-config.ts';
import { placeOfKey } from './place-of-key.ts';
import type { Config } from './shape.ts';

/** What a configuration means for the analysis. A rule that no plugin has is a refusal. */
export function settingsOf(
  {
    extends: presets = [],
    rules = {},
    deletes = [],
    tables = [],
    notReferences = [],
    tenancy,
    targets,
    migrations = {},
    postgresql,
  }: Config,
  plugins: readonly Plugin[],
  { shown, text }: Pick<ReadConfig, 'shown' | 'text'>,
): Settings | Refusal {
  const known = plugins.flatMap((plugin) => plugin.rules.map(({ id }) => id as string));
  const unknown = Object.keys(rules).find((id) => !known.includes(id));
  if (unknown !== undefined) {
    const line = placeOfKey(text, ['rules', unknown], undefined);
    const near = meant(unknown, known);
    const instead = near === undefined ? '; refint rules lists them' : `; did you mean "${near}"?`;
    return new Refusal(
      `${shown}${line === undefined ? '' : `:${line}`}: no plugin has the rule "${unknown}"${instead}`,
    );
  }
  return {
    strict: presets.includes('strict'),
    rules,
    deletes: deletes.map(({ from, to, onDelete, priority, because }) => ({
      from: from === undefined ? undefined : listOf(from),
      to: to === undefined ? undefined : listOf(to),
      onDelete: listOf(onDelete),
      priority,
      because,
    })),
    tables: tables.map(({ table, ...fact }) => ({ ...fact, table: listOf(table) })),
    notReferences: notReferences.map(({ column, because }) => ({ column: listOf(column), because })),
    tenancy: tenancy && { ...tenancy, except: listOf(tenancy.except ?? []) },
    targets,
    postgresql,
    since: startOf(migrations.since),
  };
}

const startOf = (since: string | undefined): Since | undefined =>
  since === undefined || since === 'beginning' ? since && { kind: since } : { kind: 'migration', name: since };

const listOf = <T extends string>(value: T | readonly T[]): readonly T[] =>
  typeof value === 'string' ? [value] : value;
