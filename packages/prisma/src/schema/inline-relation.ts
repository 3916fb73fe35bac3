import { implied, type Origin, type Problem, type ReferentialAction, type Relation } from '@refint/model';
import type { Word } from '../syntax/tree.ts';
import { actionMeant, actionNamed, defaultOnDelete, defaultOnUpdate } from './actions.ts';
import { argument, attributeNamed, textArgument } from './attributes.ts';
import { constraintName } from './constraint-names.ts';
import type { Environment } from './datasource.ts';
import { type FieldDraft, type ModelDraft, notUnderstood } from './draft.ts';
import { fieldsNamed, type RelationSide } from './relations.ts';

/** The relation that a side with columns declares; nothing for the other side, and where columns cannot be found. */
export function inlineRelation(
  side: RelationSide,
  environment: Environment,
  problems: Problem[],
): Relation | undefined {
  const { field, to, attribute } = side;
  const { model } = field;
  // No database has foreign keys from or to views, and Prisma asks for none.
  if (!attribute || side.fields.length === 0 || model.kind === 'view' || to.kind === 'view') return undefined;
  const own = fieldsNamed(side.fields, model, side, problems);
  const others = side.references.length > 0 ? fieldsNamed(side.references, to, side, problems) : keyFields(to);
  if (!own || !others) return undefined;

  const at = (name: string): Origin | undefined => {
    const given = argument(attribute, name);
    return given && model.at(given.value.span);
  };
  const here = model.at(field.tree.name.span);
  const columns = own.map(({ column }) => column);
  const map = textArgument(attribute, 'map');
  const onDelete = action(side, side.onDelete, defaultOnDelete(field, own, environment), problems);
  const onUpdate = action(side, side.onUpdate, defaultOnUpdate(field), problems);
  const fieldsAt = at('fields') ?? here;
  const referencesAt =
    at('references') ?? implied(here, `no references are written, and so the primary key of ${to.name} is meant`);
  const typeAt = model.at(field.tree.type.span);
  return {
    kind: 'relation',
    table: model.table.id,
    model: model.name,
    field: field.name,
    name: side.name,
    constraint: map?.text ?? constraintName(environment.dialect, model.table.name, columns, '_fkey'),
    columns,
    fields: own.map(({ name }) => name),
    referencedTable: to.table.id,
    referencedModel: to.name,
    referencedColumns: others.map(({ column }) => column),
    referencedFields: others.map(({ name }) => name),
    onDelete: onDelete.value,
    onUpdate: onUpdate.value,
    implicitManyToMany: false,
    origin: here,
    origins: {
      name: side.written
        ? model.at(side.written.span)
        : implied(here, 'no name is written, and so Prisma joins the names of both models'),
      constraint: map ? model.at(map.span) : implied(here, 'no map is written, and so Prisma makes up the name'),
      columns: fieldsAt,
      fields: fieldsAt,
      referencedTable: typeAt,
      referencedModel: typeAt,
      referencedColumns: referencesAt,
      referencedFields: referencesAt,
      onDelete: onDelete.origin,
      onUpdate: onUpdate.origin,
    },
  };
}

interface Action {
  readonly value: ReferentialAction;
  readonly origin: Origin;
}

/** The action that is written, or clearly meant, or else the one that counts where nothing is written. */
function action({ field }: RelationSide, word: Word | undefined, otherwise: Action, problems: Problem[]): Action {
  if (!word) return otherwise;
  const at = field.model.at(word.span);
  const value = actionNamed(word.text);
  if (value) return { value, origin: at };
  const meant = actionMeant(word.text);
  const because = `"${word.text}" is no referential action`;
  const instead = meant === undefined ? '' : `; did you mean ${meant}?`;
  problems.push(notUnderstood(field.model.block, word, `${because}${instead}`));
  // The default in its place would differ from the migrations, and nobody wrote that difference.
  const taken = meant === undefined ? undefined : actionNamed(meant);
  return taken
    ? { value: taken, origin: at }
    : { value: otherwise.value, origin: implied(at, `${because}, and so the default counts`) };
}

/** The fields of a model's primary key. */
export function keyFields(model: ModelDraft): readonly FieldDraft[] | undefined {
  const single: FieldDraft[] = [];
  for (const field of model.fields.values()) if (attributeNamed(field.tree, 'id')) single.push(field);
  if (single.length > 0) return single;
  const value = argument(attributeNamed(model.block.tree, 'id'), 'fields', 'first')?.value;
  const names = value?.kind === 'list' ? value.items.flatMap((item) => (item.kind === 'name' ? [item.text] : [])) : [];
  const found = names.flatMap((name) => model.fields.get(name) ?? []);
  return found.length > 0 ? found : undefined;
}
