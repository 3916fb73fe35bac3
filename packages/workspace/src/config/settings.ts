import type { RuleDecisions, Settings, Since } from '@refint/core';
import type { Layer } from './layer.ts';
import { listOf } from './lists.ts';
import type { Merged } from './merge.ts';
import type { Config } from './shape.ts';

/** What files mean for the analysis, each of which wins over those before it. */
export function settingsOf(config: Merged, layers: readonly Layer[], decisions: RuleDecisions): Settings {
  const { deletes = [], tables = [], relations = {}, notReferences = [] } = config;
  const { tenancy, targets, migrations = {}, postgresql } = config;
  return {
    ...decisions,
    strict: layers.some(({ config }) => config.extends?.includes('strict')),
    deletes: deletes.map(({ from, to, onDelete, priority, because }) => ({
      from: from === undefined ? undefined : listOf(from),
      to: to === undefined ? undefined : listOf(to),
      onDelete: listOf(onDelete),
      priority,
      because,
    })),
    tables: tables.map(({ table, ...fact }) => ({ ...fact, table: listOf(table) })),
    notReferences: notReferences.map(({ column, because }) => ({ column: listOf(column), because })),
    intended: intendedOf(relations.intended),
    tenancy: tenancy && { ...tenancy, except: listOf(tenancy.except ?? []) },
    targets,
    postgresql,
    since: startOf(migrations.since),
  };
}

const intendedOf = (intended: NonNullable<Config['relations']>['intended']): Settings['intended'] =>
  intended?.map(({ from, to, because }) => ({
    from: from === undefined ? undefined : listOf(from),
    to: to === undefined ? undefined : listOf(to),
    because,
  }));

const startOf = (since: string | undefined): Since | undefined =>
  since === undefined || since === 'beginning' ? since && { kind: since } : { kind: 'migration', name: since };
