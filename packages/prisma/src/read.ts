import {
  type Declared,
  type Dialect,
  type Model,
  type Problem,
  type Relation,
  Snapshot,
  type Source,
  type Table,
  type UserType,
} from '@refint/model';
import { readEnvironment } from './schema/datasource.ts';
import { draftModels, type EnumDraft, type ModelDraft } from './schema/draft.ts';
import { inlineRelation } from './schema/inline-relation.ts';
import { joinTables } from './schema/join-table.ts';
import { type IndexDraft, modelIndexes } from './schema/model-indexes.ts';
import { describeEnum, describeModel } from './schema/models.ts';
import { pairRelations } from './schema/relations.ts';
import { tableOf } from './schema/tables.ts';
import { unreadable } from './schema/unreadable.ts';
import { prepareFiles, readFile } from './syntax/file.ts';
import { schemaWriter } from './write/writer.ts';

/**
 * Reads a Prisma schema of one or many files. It never throws: a block that is broken is one fatal problem, the rest of
 * it is read, and its table is in doubt. What can be read and means nothing, such as an unknown type, is a problem that
 * is not fatal. A source is read once, and of a changed one only the changed blocks are read again.
 */
export async function readPrisma(sources: readonly Source[]): Promise<Declared> {
  await prepareFiles(sources);
  return readPrepared(sources);
}

/** The same where `prepareFiles` was awaited, or the grammar is loaded. */
export function readPrepared(sources: readonly Source[]): Declared {
  const [first] = sources;
  const last = first && answers.get(first);
  if (last && last.sources.length === sources.length && last.sources.every((source, at) => source === sources[at])) {
    return last.declared;
  }
  const declared = read(sources);
  if (first) answers.set(first, { sources: [...sources], declared });
  return declared;
}

const answers = new WeakMap<Source, { readonly sources: readonly Source[]; readonly declared: Declared }>();

function read(sources: readonly Source[]): Declared {
  const files = sources.map(readFile);
  const blocks = files.flatMap((file) => file.blocks);
  const problems: Problem[] = files.flatMap(unreadable);
  const environment = readEnvironment(blocks, problems);
  const { dialect, relationMode, datasource } = environment;
  const { models, enums } = draftModels(blocks, dialect, problems);
  const sides = pairRelations(models);

  const indexesOf = new Map<ModelDraft, readonly IndexDraft[]>();
  let described: readonly Model[] | undefined;
  const tables: Table[] = [];
  for (const model of models) {
    const indexes = modelIndexes(model);
    indexesOf.set(model, indexes);
    if (model.kind === 'type') continue;
    const relations: Relation[] = [];
    for (const field of model.fields.values()) {
      const side = sides.get(field);
      const relation = side && inlineRelation(side, environment, problems);
      if (relation) relations.push(relation);
    }
    tables.push(tableOf(model, indexes, relations, dialect, problems));
  }
  for (const table of joinTables(sides, environment, problems)) tables.push(table);

  return {
    snapshot: Snapshot.of(dialect, {
      tables,
      types: enums.flatMap((each) => userType(each, dialect)),
      schemas: datasource.schemas,
    }),
    dialect,
    relationMode,
    datasource,
    // Most who ask for tables never ask for models.
    get models() {
      return (described ??= models.map((model) => describeModel(model, indexesOf.get(model) ?? [], sides, dialect)));
    },
    modelCount: models.filter(({ kind }) => kind === 'model').length,
    enums: enums.map(describeEnum),
    writer: schemaWriter(models, dialect),
    problems,
  };
}

/** Only PostgreSQL and its kin have enums as types; elsewhere they are part of a column's type, or plain text. */
function userType({ schema, databaseName, values, block, at }: EnumDraft, dialect: Dialect): readonly UserType[] {
  if (dialect !== 'postgresql' && dialect !== 'cockroachdb') return [];
  const origin = at(block.tree.name.span);
  return [
    {
      kind: 'enum',
      schema,
      name: databaseName,
      values: values.map(({ name, mapped }) => mapped?.text ?? name),
      origin,
    },
  ];
}
