import type { Datasource, Dialect, Origin, Problem } from '@refint/model';
import type { PlacedBlock } from '../syntax/placed.ts';
import type { SettingTree, ValueTree } from '../syntax/tree.ts';
import { notUnderstood } from './draft.ts';

const dialects: Readonly<Record<string, Dialect>> = {
  postgresql: 'postgresql',
  postgres: 'postgresql',
  mysql: 'mysql',
  sqlite: 'sqlite',
  sqlserver: 'sqlserver',
  cockroachdb: 'cockroachdb',
  mongodb: 'mongodb',
};

export interface Environment {
  readonly dialect: Dialect;
  readonly relationMode: 'foreign-keys' | 'prisma';
  readonly datasource: Datasource;
}

/**
 * What datasource and generators say. A schema without a datasource is taken for PostgreSQL: Prisma's own parser takes
 * such a schema too, and parts of schemas are looked at in editors and tests.
 */
export function readEnvironment(blocks: readonly PlacedBlock[], problems: Problem[]): Environment {
  const origins: Record<string, Origin> = {};
  const block = blocks.find(({ tree }) => tree.keyword === 'datasource');
  const setting = (name: string): SettingTree | undefined =>
    block?.tree.settings.find((each) => each.name.text === name);
  const place = (fact: string, found: SettingTree | undefined): void => {
    if (block && found) origins[fact] = block.at(found.value.span);
  };

  const provider = setting('provider');
  const named = provider?.value.kind === 'text' ? provider.value.text : undefined;
  const dialect = named === undefined ? undefined : dialects[named];
  if (block && provider && !dialect) {
    const shown = named === undefined ? 'the provider is not a plain text' : `there is no provider "${named}"`;
    problems.push({
      ...notUnderstood(block, provider.value, `${shown}; the schema is read as one for PostgreSQL`),
      fatal: true,
    });
  }
  const mode = setting('relationMode') ?? setting('referentialIntegrity');
  const schemas = setting('schemas');
  place('dialect', provider);
  place('relationMode', mode);
  place('schemas', schemas);

  const previewFeatures: string[] = [];
  for (const generator of blocks) {
    if (generator.tree.keyword !== 'generator') continue;
    const features = generator.tree.settings.find((each) => each.name.text === 'previewFeatures');
    if (!features) continue;
    origins['previewFeatures'] ??= generator.at(features.value.span);
    for (const feature of textsIn(features.value))
      if (!previewFeatures.includes(feature)) previewFeatures.push(feature);
  }

  const read = dialect ?? 'postgresql';
  return {
    dialect: read,
    // MongoDB has no foreign keys, so there is no other mode for it.
    relationMode:
      read === 'mongodb' || (mode?.value.kind === 'text' && mode.value.text === 'prisma') ? 'prisma' : 'foreign-keys',
    datasource: { provider: named, schemas: textsIn(schemas?.value), previewFeatures, origins },
  };
}

const textsIn = (value: ValueTree | undefined): readonly string[] =>
  value?.kind === 'list' ? value.items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])) : [];
