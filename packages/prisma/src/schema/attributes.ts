import type { ModelIndexField } from '@refint/model';
import type { ArgumentTree, AttributeTree, ValueTree, Word } from '../syntax/tree.ts';

export const attributeNamed = (
  of: { readonly attributes: readonly AttributeTree[] },
  name: string,
): AttributeTree | undefined => of.attributes.find((attribute) => attribute.name.text === name);

/** The argument with that name; `first` also takes the first one without a name. */
export function argument(of: AttributeTree | undefined, name: string, first?: 'first'): ArgumentTree | undefined {
  const named = of?.arguments.find((given) => given.name?.text === name);
  if (named || !first) return named;
  const [given] = of?.arguments ?? [];
  return given && !given.name ? given : undefined;
}

/** A text argument; nothing when it is missing or something else. */
export function textArgument(of: AttributeTree | undefined, name: string, first?: 'first'): Word | undefined {
  const value = argument(of, name, first)?.value;
  return value?.kind === 'text' ? { text: value.text, span: value.span } : undefined;
}

/** The names in a list such as `fields: [authorId, tenantId]`; one bare name is a list of one. */
export function namesIn(value: ValueTree | undefined): readonly Word[] {
  const items = value?.kind === 'list' ? value.items : value ? [value] : [];
  return items.flatMap((item) => (item.kind === 'name' ? [{ text: item.text, span: item.span }] : []));
}

/** The members of an index or key: `[email, createdAt(sort: Desc), title(ops: raw("gin_trgm_ops"))]`. */
export function indexFields(value: ValueTree | undefined): readonly (ModelIndexField & { readonly word: Word })[] {
  const items = value?.kind === 'list' ? value.items : value ? [value] : [];
  return items.flatMap((item) => {
    if (item.kind === 'name') return [{ ...bareField(item.text), word: { text: item.text, span: item.span } }];
    if (item.kind !== 'call') return [];
    const given = (name: string) => item.arguments.find((each) => each.name?.text === name)?.value;
    const sort = given('sort');
    const length = given('length');
    return [
      {
        ...bareField(item.name.text),
        sort: sort?.kind === 'name' ? sortOf(sort.text) : undefined,
        length: length?.kind === 'number' ? Number(length.text) : undefined,
        operatorClass: operatorClass(given('ops')),
        word: item.name,
      },
    ];
  });
}

const bareField = (name: string): ModelIndexField => ({
  name,
  sort: undefined,
  length: undefined,
  operatorClass: undefined,
});

const sortOf = (word: string): 'asc' | 'desc' | undefined =>
  word === 'Desc' ? 'desc' : word === 'Asc' ? 'asc' : undefined;

/** `ops: JsonbPathOps`, or `ops: raw("gin_trgm_ops")` for what Prisma has no word for. */
function operatorClass(value: ValueTree | undefined): string | undefined {
  if (value?.kind === 'name') return value.text;
  if (value?.kind !== 'call') return undefined;
  const [inner] = value.arguments;
  return inner?.value.kind === 'text' ? inner.value.text : undefined;
}
