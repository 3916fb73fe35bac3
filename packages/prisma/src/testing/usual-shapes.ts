import type { AttributeForm, EnumValueForm, FieldForm, SettingForm, UsualForms } from '../syntax/form.ts';
import { makeForm } from '../syntax/make-form.ts';

/** Parts of lines that schemas are full of; see `parseShape` for the letters. */
const fieldHeads = ['nn', 'nn?', 'nn[]', 'nn(t)', 'nn(t)?'];

const many = (item: string, least: number): readonly string[] =>
  Array.from(
    { length: 13 - least },
    (_, at) =>
      `[${Array(at + least)
        .fill(item)
        .join(',')}]`,
  );

// @id, @default(0), @map("x"), @default(now()), @default(dbgenerated("x")), @default([]), @db.Decimal(10, 2) …
const values = [
  ...['n', 't', 'd', 'n()', 'n(d)', 'n(t)', 'd,d', 'n:t', 'n:n', 'n:d'],
  ...['t,n:n', 'n(),n:t', 'd,n:t', 't,n:t', 'n,n:t'],
  ...many('t', 0),
  ...many('n', 1),
];
// … and @relation, with or without a name, over one column or several.
const names = ['', 't,', 'n:t,'];
const columns = ['[n]', '[n,n]', '[n,n,n]'];
const actions = ['', ',n:n', ',n:n,n:n', ',n:t', ',n:n,n:t', ',n:n,n:n,n:t'];
const relations = names.flatMap((name) =>
  columns.flatMap((list) => actions.map((action) => `${name}n:${list},n:${list}${action}`)),
);
const attributes = ['@n', '@n()', ...[...values, ...relations].map((inside) => `@n(${inside})`)];

// @@index([a, b(sort: Desc)], map: "x") and its like
const listed = ['n', 'n,n', 'n,n,n', 'n,n,n,n', 'n,n,n,n,n', 'n,n,n,n,n,n'];
const sorted = [
  'n(n:n)',
  'n,n(n:n)',
  'n(n:n),n',
  'n,n,n(n:n)',
  'n,n(n:n),n',
  'n,n(n:n),n(n:n)',
  'n(n:n),n(n:n)',
  'n,n,n,n(n:n)',
];
const raw = ['n(n:n(t))', 'n(n:n(t)),n(n:n(t))'];
const behind = ['', ',n:n', ',n:t', ',n:t,n:n', ',n:n,n:t', ',n:t,n:t'];
const lists = [...listed, ...sorted, ...raw].flatMap((list) => behind.map((more) => `[${list}]${more}`));
const blockAttributes = [
  '#n',
  ...['t', 'n', 'n:[n]', 'n:[n,n]', 'n:[n,n,n]', 'n:t', ...lists].map((inside) => `#n(${inside})`),
];

const assignments = ['t', 'n', 'd', 'n(t)', ...many('t', 0)].map((value) => `n=${value}`);

const formOf = <Form>(answer: { readonly form: Form } | object): Form => {
  if ('form' in answer) return answer.form;
  throw new Error('a usual shape has no form');
};

const attributeForm = (shape: string): AttributeForm => {
  const [attribute] = formOf<FieldForm>(makeForm('field', `nn${shape}`)).attributes;
  if (!attribute) throw new Error(`${shape} is no attribute`);
  return JSON.parse(JSON.stringify(attribute), (key, value) =>
    ['at', 'name', 'open', 'close', 'last'].includes(key) ? value - 2 : value,
  );
};

const table = <Form>(shapes: readonly string[], make: (shape: string) => Form): Record<string, Form> =>
  Object.fromEntries(shapes.map((shape) => [shape, make(shape)]));

/** What the grammar makes of each of them. */
export const usualForms: UsualForms = {
  field: table(fieldHeads, (shape) => formOf<FieldForm>(makeForm('field', shape))),
  enum: table(['n'], (shape) => formOf<EnumValueForm>(makeForm('enum', shape))),
  attribute: table(attributes, attributeForm),
  blockAttribute: table(blockAttributes, (shape) => formOf<AttributeForm>(makeForm('blockAttribute', shape))),
  assignment: table(assignments, (shape) => formOf<SettingForm>(makeForm('assignment', shape))),
};
