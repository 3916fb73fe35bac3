import type { Default, FieldDefault } from '@refint/model';
import type { FieldTree, ValueTree } from '../syntax/tree.ts';
import { argument, attributeNamed } from './attributes.ts';
import type { FieldDraft } from './draft.ts';

/** The value of `@default(…)`. */
export const defaultValue = (tree: FieldTree): ValueTree | undefined =>
  argument(attributeNamed(tree, 'default'), 'value', 'first')?.value;

/** A default as written. */
export function fieldDefault(value: ValueTree | undefined): FieldDefault | undefined {
  switch (value?.kind) {
    case 'text':
    case 'number':
    case 'name':
      return { kind: value.kind, value: value.text };
    case 'list':
      return { kind: 'list', items: all(value.items) };
    case 'call':
      return { kind: 'function', name: value.name.text, arguments: all(value.arguments.map((each) => each.value)) };
    default:
      return undefined;
  }
}

const all = (values: readonly ValueTree[]): readonly FieldDefault[] =>
  values.flatMap((value) => fieldDefault(value) ?? []);

/**
 * What the column itself holds by default. Functions such as `uuid()` and `cuid()` are called by Prisma's client, so the
 * database knows nothing of them.
 */
export function columnDefault(field: FieldDraft): Default | undefined {
  const value = defaultValue(field.tree);
  if (!value) return undefined;
  if (value.kind !== 'call') {
    const text = constant(value, field);
    return text === undefined ? undefined : { kind: 'constant', text };
  }
  const [first] = value.arguments;
  switch (value.name.text) {
    case 'autoincrement':
    case 'sequence':
      return { kind: 'sequence', text: `${value.name.text}()` };
    case 'now':
      return { kind: 'expression', text: 'CURRENT_TIMESTAMP' };
    case 'dbgenerated':
      return { kind: 'expression', text: first?.value.kind === 'text' ? first.value.text : '', verbatim: true };
    default:
      return undefined;
  }
}

/** A constant as SQL writes it. */
function constant(value: ValueTree, field: FieldDraft): string | undefined {
  switch (value.kind) {
    case 'text':
      return quoted(value.text);
    case 'number':
      return value.text;
    case 'name': {
      if (field.meaning.kind !== 'enum') return value.text;
      const found = field.meaning.of.values.find(({ name }) => name === value.text);
      return quoted(found?.mapped?.text ?? value.text);
    }
    case 'list':
      return `ARRAY[${value.items.map((item) => constant(item, field) ?? 'NULL').join(', ')}]`;
    default:
      return undefined;
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
