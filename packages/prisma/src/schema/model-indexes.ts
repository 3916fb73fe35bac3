import type { ModelIndex, ModelKey, Span } from '@refint/model';
import type { AttributeTree, Word } from '../syntax/tree.ts';
import { argument, attributeNamed, indexMembers, textArgument } from './attributes.ts';
import type { FieldDraft, ModelDraft } from './draft.ts';

/** An `@id`, `@unique`, `@@id`, `@@unique`, `@@index` or `@@fulltext`, with the places of its members. */
export interface IndexDraft extends ModelIndex {
  readonly words: readonly Word[];
  readonly attribute: AttributeTree;
  /** The place of its list of members. */
  readonly membersSpan: Span;
  /** The place of the name given with `map`. */
  readonly mapSpan: Span | undefined;
  /** The condition of a partial index, as written. */
  readonly where: Word | undefined;
}

const types: Readonly<Record<string, ModelIndex['type']>> = {
  id: 'id',
  unique: 'unique',
  index: 'normal',
  fulltext: 'fulltext',
};

/** Keys and indexes: first those of fields, then those of the model, as they are written. */
export function modelIndexes(model: ModelDraft): readonly IndexDraft[] {
  const found: IndexDraft[] = [];
  for (const field of model.fields.values()) {
    if (field.tree.attributes.length === 0) continue;
    const id = attributeNamed(field.tree, 'id');
    if (id) found.push(onField(model, field, 'id', id));
    const unique = attributeNamed(field.tree, 'unique');
    if (unique) found.push(onField(model, field, 'unique', unique));
  }
  for (const attribute of model.block.tree.attributes) {
    const type = Object.hasOwn(types, attribute.name.text) ? types[attribute.name.text] : undefined;
    if (type) found.push(onModel(model, type, attribute));
  }
  return found;
}

function onField(model: ModelDraft, field: FieldDraft, type: 'id' | 'unique', attribute: AttributeTree): IndexDraft {
  const sort = namedWord(attribute, 'sort');
  const length = argument(attribute, 'length')?.value;
  return draftOf(model, type, attribute, {
    name: undefined,
    onField: true,
    fields: [
      {
        name: field.name,
        sort: sort === 'Desc' ? 'desc' : sort === 'Asc' ? 'asc' : undefined,
        length: length?.kind === 'number' ? Number(length.text) : undefined,
        operatorClass: undefined,
      },
    ],
    words: [field.tree.name],
    membersSpan: field.tree.name.span,
  });
}

function onModel(model: ModelDraft, type: ModelIndex['type'], attribute: AttributeTree): IndexDraft {
  const members = argument(attribute, 'fields', 'first');
  const listed = indexMembers(members?.value);
  // The client has no use for the name of a plain index; `name` is an old way to write `map` there.
  const plain = type === 'normal' || type === 'fulltext';
  const named = plain && !textArgument(attribute, 'map') ? textArgument(attribute, 'name') : undefined;
  const own = {
    name: named ? undefined : textArgument(attribute, 'name')?.text,
    onField: false,
    fields: listed.map(({ field }) => field),
    words: listed.map(({ word }) => word),
    membersSpan: members?.value.span ?? attribute.span,
  };
  return draftOf(model, type, attribute, own, named);
}

/** A draft with what both places have in common, and what is its `own`. */
function draftOf(
  model: ModelDraft,
  type: ModelIndex['type'],
  attribute: AttributeTree,
  own: Pick<IndexDraft, 'name' | 'onField' | 'fields' | 'words' | 'membersSpan'>,
  map = textArgument(attribute, 'map'),
): IndexDraft {
  const clustered = namedWord(attribute, 'clustered');
  const where = argument(attribute, 'where')?.value;
  return {
    type,
    name: own.name,
    onField: own.onField,
    fields: own.fields,
    words: own.words,
    membersSpan: own.membersSpan,
    attribute,
    databaseName: map?.text,
    mapSpan: map?.span,
    algorithm: namedWord(attribute, 'type'),
    clustered: clustered === undefined ? undefined : clustered === 'true',
    where: where && { text: textOf(model, where.span), span: where.span },
    origin: model.at(attribute.span),
  };
}

const namedWord = (attribute: AttributeTree, name: string): string | undefined => {
  const value = argument(attribute, name)?.value;
  return value?.kind === 'name' ? value.text : undefined;
};

const textOf = ({ block }: ModelDraft, { start, end }: Span): string =>
  block.source.text.slice(block.start + start, block.start + end);

/** The `@@id` or `@@unique`s of a model, as keys. */
export const keysOf = (indexes: readonly IndexDraft[], type: 'id' | 'unique'): readonly ModelKey[] =>
  indexes
    .filter((index) => index.type === type && !index.onField)
    .map(({ name, fields, origin }) => ({ name, fields: fields.map((field) => field.name), origin }));
