import { actionInPrisma, type Edit, type ReferentialAction, type Relation } from '@refint/model';
import { argument, attributeNamed } from '../schema/attributes.ts';
import type { FieldDraft } from '../schema/draft.ts';

/**
 * The actions that are not written, where people write them: behind the columns that are referenced, `onUpdate` behind
 * `onDelete`.
 */
export function writeActions(
  { model, tree }: FieldDraft,
  relation: Relation,
  asked: readonly ('onDelete' | 'onUpdate')[] = ['onDelete', 'onUpdate'],
): Edit | undefined {
  const attribute = attributeNamed(tree, 'relation');
  const columns = argument(attribute, 'references') ?? argument(attribute, 'fields');
  if (!attribute || !columns) return undefined;
  const onDelete = argument(attribute, 'onDelete');
  const missing = asked.filter((name) => !argument(attribute, name));
  if (missing.length === 0) return undefined;
  const { source, start } = model.block;
  const place = start + (onDelete ?? columns).span.end;
  const text = missing.map((name) => `, ${name}: ${actionInPrisma(relation[name])}`).join('');
  return { source, span: { start: place, end: place }, text };
}

/** Another action in the place of the one that is written, or where it would be written. */
export function changeAction(
  field: FieldDraft,
  relation: Relation,
  when: 'onDelete' | 'onUpdate',
  action: ReferentialAction,
): Edit | undefined {
  const written = argument(attributeNamed(field.tree, 'relation'), when);
  if (!written) return writeActions(field, { ...relation, [when]: action }, [when]);
  const { source, start } = field.model.block;
  const { span } = written.value;
  return { source, span: { start: start + span.start, end: start + span.end }, text: actionInPrisma(action) };
}
