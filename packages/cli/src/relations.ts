import { actionInPrisma, type Declared, type ReferentialAction } from '@refint/model';
import { Refusal } from '@refint/workspace';
import type { Io } from './io.ts';
import { type JsonOptions, printOne } from './one-project.ts';

/** Prints the relations that the schema declares, from the side that holds the columns. */
export const relations = (path: string | undefined, options: JsonOptions, io: Io): Promise<number | Refusal> =>
  printOne(
    path,
    options,
    io,
    ({ project: { name, declared } }) =>
      declared ? relationsOf(declared) : new Refusal(`the project ${name} has no schema that can be read`),
    // What of the migrations is not understood has nothing to do with them.
    ({ at }) => at?.source.path.endsWith('.prisma') ?? false,
  );

/**
 * In the order in which they are written. An action that nobody wrote is null, whatever the default is. Models and fields
 * that the client ignores are left out, as in Prisma's own description of a schema.
 */
const relationsOf = ({ models }: Declared) =>
  models.flatMap((model) =>
    model.fields.flatMap(({ name: field, relation, ignored }) =>
      relation && relation.fields.length > 0 && !ignored && !model.ignored
        ? {
            model: model.name,
            field,
            to: relation.model,
            fields: relation.fields,
            references: relation.references,
            onDelete: shownAction(relation.onDelete),
            onUpdate: shownAction(relation.onUpdate),
            name: relation.name,
          }
        : [],
    ),
  );

const shownAction = (action: ReferentialAction | undefined): string | null =>
  action === undefined ? null : actionInPrisma(action);
