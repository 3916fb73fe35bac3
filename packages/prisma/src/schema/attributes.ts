import type { ModelIndexField } from '@refint/model';
import type { ArgumentTree, AttributeTree, ValueTree, Word } from '../syntax/tree.ts';

export function attributeNamed(
  { attributes }: { readonly attributes: readonly AttributeTree[] },
  name: string,
): AttributeTree | undefined {
  // Asked many times for each field, most of which have none.
  for (let at = 0; at < attributes.length; at++) if (attributes[at]?.name.text === name) return attributes[at];
  return undefined;
}

/** The argument with that name; `first` also takes the first one without a name. */
export function argument(of: AttributeTree | undefined, name: string, first?: 'first'): ArgumentTree | undefined {
  if (!of) return undefined;
  // Asked half a dozen times for each attribute: a closure for each question would be most of what it costs.
  const given = of.arguments;
  for (let at = 0; at < given.length; at++) if (given[at]?.name?.text === name) return given[at];
  return first && given[0]?.name === undefined ? given[0] : undefined;
}

/** A text argument; nothing when it is missing or something else. */
export function textArgument(of: AttributeTree | undefined, name: string, first?: 'first'): Word | undefined {
  const value = argument(of, name, first)?.value;
  return value?.kind === 'text' ? { text: value.text, span: value.span } : undefined;
}

const none: readonly never[] = [];

/** The names in a list such as `fields: [authorId, tenantId]`; one bare name is a list of one. */
export function namesIn(value: ValueTree | undefined): readonly Word[] {
  if (!value) return none;
  const names: Word[] = [];
  for (const item of value.kind === 'list' ? value.items : [value]) {
    if (item.kind === 'name') names.push({ text: item.text, span: item.span });
  }
  return names;
}

/** A member of an index or key, and where it is named. */
export interface IndexMember {
  readonly field: ModelIndexField;
  readonly word: Word;
}

/** The members of an index or key: `[email, createdAt(sort: Desc), title(ops: raw("gin_trgm_ops"))]`. */
export function indexMembers(value: ValueTree | undefined): readonly IndexMember[] {
  if (!value) return none;
  const members: IndexMember[] = [];
  for (const item of value.kind === 'list' ? value.items : [value]) {
    if (item.kind === 'name') {
      const field = { name: item.text, sort: undefined, length: undefined, operatorClass: undefined };
      members.push({ field, word: { text: item.text, span: item.span } });
    } else if (item.kind === 'call') {
      const given = (name: string) => item.arguments.find((each) => each.name?.text === name)?.value;
      const sort = given('sort');
      const length = given('length');
      const field = {
        name: item.name.text,
        sort: sort?.kind === 'name' ? sortOf(sort.text) : undefined,
        length: length?.kind === 'number' ? Number(length.text) : undefined,
        operatorClass: operatorClass(given('ops')),
      };
      members.push({ field, word: item.name });
    }
  }
  return members;
}

const sortOf = (word: string): 'asc' | 'desc' | undefined =>
  word === 'Desc' ? 'desc' : word === 'Asc' ? 'asc' : undefined;

/** `ops: JsonbPathOps`, or `ops: raw("gin_trgm_ops")` for what Prisma has no word for. */
function operatorClass(value: ValueTree | undefined): string | undefined {
  if (value?.kind === 'name') return value.text;
  if (value?.kind !== 'call') return undefined;
  const [inner] = value.arguments;
  return inner?.value.kind === 'text' ? inner.value.text : undefined;
}
