import type { DeclaredEnum, Dialect, Model, ModelField, ModelIndex, Origin, UserType } from '@refint/model';
import { attributeNamed } from './attributes.ts';
import { defaultValue, fieldDefault } from './defaults.ts';
import type { EnumDraft, FieldDraft, ModelDraft } from './draft.ts';
import { type IndexDraft, keysOf } from './model-indexes.ts';
import { nativeType } from './native-type.ts';
import { fieldRelation, type Sides } from './relations.ts';

/** The model as people wrote it. */
export function describeModel(
  model: ModelDraft,
  indexes: readonly IndexDraft[],
  sides: Sides,
  dialect: Dialect,
): Model {
  const { tree } = model.block;
  return {
    kind: model.kind,
    name: model.name,
    databaseName: model.mapped?.text,
    table: model.kind === 'type' ? undefined : model.table.id,
    ignored: attributeNamed(tree, 'ignore') !== undefined,
    fields: [...model.fields.values()].map((field) => describeField(field, indexes, sides, dialect)),
    primaryKey: keysOf(indexes, 'id')[0],
    uniques: keysOf(indexes, 'unique'),
    indexes: indexes.map(describeIndex),
    origin: model.at(tree.name.span),
    origins: model.mapped ? { databaseName: model.at(model.mapped.span) } : {},
  };
}

function describeIndex(index: IndexDraft): ModelIndex {
  const { type, name, databaseName, algorithm, onField, clustered, fields, origin } = index;
  return { type, name, databaseName, algorithm, onField, clustered, fields, origin };
}

function describeField(field: FieldDraft, indexes: readonly IndexDraft[], sides: Sides, dialect: Dialect): ModelField {
  const { tree, model, meaning } = field;
  const native = nativeType(tree);
  const value = defaultValue(tree);
  const side = sides.get(field);
  // `@@id([id])` says the same as `@id` on the field, and Prisma takes it so.
  const marked = (type: 'id' | 'unique') =>
    indexes.some((index) => index.type === type && index.fields.length === 1 && index.fields[0]?.name === field.name);
  const origins: Record<string, Origin> = { type: model.at(tree.typeSpan) };
  if (field.mapped) origins['databaseName'] = model.at(field.mapped.span);
  if (value) origins['default'] = model.at(value.span);
  if (native) origins['nativeType'] = model.at(native.span);
  return {
    name: field.name,
    kind: meaning.kind === 'unknown' ? 'unsupported' : meaning.kind,
    type: tree.type.text,
    isList: tree.arity === 'list',
    isRequired: tree.arity !== 'optional',
    isId: marked('id'),
    isUnique: marked('unique'),
    ignored: attributeNamed(tree, 'ignore') !== undefined,
    databaseName: field.mapped?.text,
    default: fieldDefault(value),
    nativeType: native && { name: native.name, arguments: native.arguments },
    relation: side && fieldRelation(side, dialect),
    origin: model.at(tree.name.span),
    origins,
  };
}

export const describeEnum = ({ name, mapped, values, block, at }: EnumDraft): DeclaredEnum => ({
  name,
  databaseName: mapped?.text,
  values: values.map((value) => ({
    name: value.name,
    databaseName: value.mapped?.text,
    origin: at(value.tree.name.span),
  })),
  origin: at(block.tree.name.span),
});

/** Only PostgreSQL and its kin have enums as types; elsewhere they are part of a column's type, or plain text. */
export function userType(
  { schema, databaseName, values, block, at }: EnumDraft,
  dialect: Dialect,
): readonly UserType[] {
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
