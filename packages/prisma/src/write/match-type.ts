import type { Edit } from '@refint/model';
import { attributeNamed } from '../schema/attributes.ts';
import type { FieldDraft } from '../schema/draft.ts';
import { nativeType } from '../schema/native-type.ts';

/**
 * Gives a field the type of another one, with its native type. Nothing where a type is not a plain one, or where the field has a
 * default, which is one of the type that it has.
 */
export function matchType(field: FieldDraft, like: FieldDraft): readonly Edit[] | undefined {
  if (!isPlain(field) || !isPlain(like) || attributeNamed(field.tree, 'default')) return undefined;
  const { tree, model } = field;
  const { source, start } = model.block;
  const replace = (from: number, to: number, text: string): Edit => ({
    source,
    span: { start: start + from, end: start + to },
    text,
  });
  const { type } = tree;
  const edits = type.text === like.tree.type.text ? [] : [replace(type.span.start, type.span.end, like.tree.type.text)];
  const [own, other] = [nativeText(field), nativeText(like)];
  if (own?.text === other?.text) return edits;
  if (own && other) return [...edits, replace(own.start, own.end, other.text)];
  if (other) return [...edits, replace(tree.span.end, tree.span.end, ` ${other.text}`)];
  const before = source.text.slice(start, start + own!.start);
  return [...edits, replace(before.trimEnd().length, own!.end, '')];
}

const isPlain = ({ tree, meaning }: FieldDraft): boolean =>
  (meaning.kind === 'scalar' || meaning.kind === 'enum') && tree.arity !== 'list';

/** `@db.Uuid`, as it is written, and where. */
function nativeText({ tree, model }: FieldDraft) {
  const span = nativeType(tree)?.span;
  const { source, start } = model.block;
  return span && { ...span, text: source.text.slice(start + span.start, start + span.end) };
}
