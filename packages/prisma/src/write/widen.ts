import type { Edit, Relation } from '@refint/model';
import { argument, attributeNamed, namesIn, textArgument } from '../schema/attributes.ts';
import type { FieldDraft, ModelDraft } from '../schema/draft.ts';
import type { FieldTree } from '../syntax/tree.ts';

/** Where another pair of columns of a relation goes. */
export interface Widening {
  /** The relation's field, and the fields of both models that join it. */
  readonly field: FieldDraft;
  readonly own: FieldDraft;
  readonly other: FieldDraft;
  /** Writes lines of attributes into a model. */
  readonly addLines: (model: ModelDraft, lines: readonly string[]) => Edit | undefined;
}

/**
 * Puts a pair of fields in front of those of a relation, with the `@@unique` that they need at the referenced model. What
 * Prisma cannot say is left: an action that would null the new field as well, and a relation with one row on each side,
 * whose columns would have to be unique in another way.
 */
export function widenRelation(
  relation: Relation,
  { field, own, other, addLines }: Widening,
): readonly Edit[] | undefined {
  const attribute = attributeNamed(field.tree, 'relation');
  const lists = [argument(attribute, 'fields')?.value, argument(attribute, 'references')?.value];
  const isSet = [relation.onDelete, relation.onUpdate].some((action) => action.startsWith('set-'));
  const { meaning, model } = field;
  if (isSet || meaning.kind !== 'object' || !hasManyRows(meaning.of, field)) return undefined;
  const edits: Edit[] = [];
  for (const [at, list] of lists.entries()) {
    if (list?.kind !== 'list' || list.items.length === 0) return undefined;
    const place = model.block.start + (list.items[0]?.span.start ?? 0);
    const { name } = at === 0 ? own : other;
    edits.push({ source: model.block.source, span: { start: place, end: place }, text: `${name}, ` });
  }
  const key = [other.name, ...relation.referencedFields];
  if (hasKey(meaning.of, key)) return edits;
  const line = addLines(meaning.of, [`@@unique([${key.join(', ')}])`]);
  return line && [...edits, line];
}

/** Whether the other side of the relation is a list. */
const hasManyRows = (to: ModelDraft, { model, tree: own }: FieldDraft): boolean =>
  [...to.fields.values()].some(
    ({ tree, meaning }) =>
      tree.arity === 'list' && meaning.kind === 'object' && meaning.of === model && nameOf(tree) === nameOf(own),
  );

const nameOf = (field: FieldTree): string | undefined =>
  textArgument(attributeNamed(field, 'relation'), 'name', 'first')?.text;

const hasKey = ({ block }: ModelDraft, fields: readonly string[]): boolean =>
  block.tree.attributes
    .filter(({ name }) => name.text === 'unique' || name.text === 'id')
    .some((key) => {
      const names = namesIn(argument(key, 'fields', 'first')?.value).map(({ text }) => text);
      return names.join() === fields.join();
    });
