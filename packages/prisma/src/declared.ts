import type { Declared, Model, Problem } from '@refint/model';
import type { Reading } from './reading.ts';
import type { FieldDraft, ModelDraft } from './schema/draft.ts';
import { describeModel } from './schema/models.ts';
import type { RelationSide } from './schema/relations.ts';
import { unreadable } from './schema/unreadable.ts';
import { schemaWriter } from './write/writer.ts';

/** What a schema says that was read. */
export function declaredOf(reading: Reading): Declared {
  const { environment, drafts, parts, snapshot, enums } = reading;
  const { dialect, relationMode, datasource } = environment;
  const models = [...drafts.models.values()];
  let described: readonly Model[] | undefined;
  return {
    snapshot,
    dialect,
    relationMode,
    datasource,
    // Most who ask for tables never ask for models.
    get models() {
      if (!described) {
        const sides = new Map<FieldDraft, RelationSide>();
        for (const part of parts.values()) for (const side of part.sides) sides.set(side.field, side);
        described = models.map((model) => describeModel(model, parts.get(model)?.indexes ?? [], sides, dialect));
      }
      return described;
    },
    modelCount: models.filter(isModel).length,
    enums,
    writer: schemaWriter(models, dialect),
    problems: problemsOf(reading),
    saying: reading.saying,
    placeNow: reading.placeNow,
  };
}

const isModel = ({ kind }: ModelDraft): boolean => kind === 'model';

function problemsOf({ files, environmentProblems, drafts, parts, joins }: Reading): readonly Problem[] {
  const problems: Problem[] = files.flatMap(unreadable);
  const add = (more: readonly Problem[]): void => {
    for (const problem of more) problems.push(problem);
  };
  add(environmentProblems);
  add(drafts.problems);
  for (const { fieldProblems } of parts.values()) add(fieldProblems);
  for (const { relationProblems, tableProblems } of parts.values()) {
    add(relationProblems);
    add(tableProblems);
  }
  for (const join of joins) add(join.problems);
  return problems;
}
