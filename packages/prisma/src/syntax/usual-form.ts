import type {
  ArgumentForm,
  AttributeForm,
  Brackets,
  EnumValueForm,
  FieldForm,
  Forms,
  UsualForms,
  ValueForm,
} from './form.ts';
import type { RuleName } from './grammar.ts';
import { usualForms } from './usual-forms.ts';

/**
 * The form of a shape that is made of usual parts, or nothing. What the parts are was asked of the grammar beforehand; here
 * they are put together, because a field is its name and type with attributes behind, whatever these are.
 */
export function usualForm<Rule extends RuleName>(rule: Rule, shape: string): Forms[Rule] | undefined {
  return makers[rule](shape);
}

type Table = keyof UsualForms;

const texts: Partial<Record<Table, ReadonlyMap<string, string>>> = {};
const read = new Map<string, unknown>();

/** The usual form of a shape. Only the forms that a schema has are ever made of their texts. */
function formIn<Of extends Table>(table: Of, shape: string): UsualForms[Of][string] | undefined {
  const text = (texts[table] ??= linesOf(usualForms[table])).get(shape);
  if (text === undefined) return undefined;
  let form = read.get(text);
  if (!form) read.set(text, (form = JSON.parse(text)));
  return form as UsualForms[Of][string];
}

/** Shapes with the texts of their forms. */
export function linesOf(lines: string): ReadonlyMap<string, string> {
  const forms = new Map<string, string>();
  for (let start = 0; start < lines.length; ) {
    const space = lines.indexOf(' ', start);
    const end = lines.indexOf('\n', space);
    forms.set(lines.slice(start, space), lines.slice(space + 1, end));
    start = end + 1;
  }
  return forms;
}

const makers: { readonly [Rule in RuleName]: (shape: string) => Forms[Rule] | undefined } = {
  field: (shape) => withAttributes<FieldForm>('field', shape),
  enum: (shape) => withAttributes<EnumValueForm>('enum', shape),
  blockAttribute: (shape) => formIn('blockAttribute', shape),
  assignment: (shape) => formIn('assignment', shape),
};

function withAttributes<Form extends FieldForm | EnumValueForm>(
  rule: 'field' | 'enum',
  shape: string,
): Form | undefined {
  const [first = '', ...parts] = shape.split('@');
  const head = formIn(rule, first);
  if (!head) return undefined;
  const attributes: AttributeForm[] = [];
  let at = first.length;
  for (const part of parts) {
    const attribute = formIn('attribute', `@${part}`);
    if (!attribute) return undefined;
    attributes.push(shiftedAttribute(attribute, at));
    at += part.length + 1;
  }
  return { ...(head as Form), attributes };
}

const shiftedAttribute = ({ at, name, arguments: given, last }: AttributeForm, by: number): AttributeForm => ({
  at: at + by,
  name: name + by,
  arguments: given.map((argument) => shiftedArgument(argument, by)),
  last: last + by,
});

const shiftedArgument = ({ name, value }: ArgumentForm, by: number): ArgumentForm => ({
  name: name === undefined ? undefined : name + by,
  value: shifted(value, by),
});

const shiftedBrackets = ({ open, close }: Brackets, by: number): Brackets => ({ open: open + by, close: close + by });

function shifted(value: ValueForm, by: number): ValueForm {
  const argumentsBy = (given: readonly ArgumentForm[]) => given.map((argument) => shiftedArgument(argument, by));
  switch (value.kind) {
    case 'word':
      return { kind: 'word', at: value.at + by };
    case 'list':
      return { kind: 'list', ...shiftedBrackets(value, by), items: value.items.map((item) => shifted(item, by)) };
    case 'object':
      return { kind: 'object', ...shiftedBrackets(value, by), entries: argumentsBy(value.entries) };
    case 'call':
      return {
        kind: 'call',
        name: value.name + by,
        ...shiftedBrackets(value, by),
        arguments: argumentsBy(value.arguments),
      };
  }
}
