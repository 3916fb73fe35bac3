import { type Edit, remembered } from '@refint/model';
import { argument, attributeNamed, namesIn } from '../schema/attributes.ts';
import type { FieldDraft, ModelDraft } from '../schema/draft.ts';
import { inBlock } from './in-block.ts';
import { endOfLine, indentOf, lineBreakOf, startOfLine } from './lines.ts';

/** Where an author writes the field of a relation: below or above the fields with its columns, or with the other relations. */
export type Style = 'below' | 'above' | 'together';

/** The line of a new field, as its parts. */
export interface NewField {
  readonly name: string;
  readonly type: string;
  readonly attribute: string;
}

/** Writes the field of a relation where the author of the models has those of the others. */
export function placeRelation(model: ModelDraft, columns: readonly FieldDraft[], field: NewField, usual: Style): Edit {
  const habits = habitsIn(model.fields);
  const style = habits.style ?? usual;
  if (style === 'together') return beside(model, habits.lastWithColumns, field, 'below');
  const anchor = style === 'above' ? columns[0]! : columns.at(-1)!;
  return beside(model, anchor, field, style);
}

/** Writes the field of the other side behind the last one of its kind, or behind all. */
export function placeOpposite(model: ModelDraft, field: NewField): Edit {
  return beside(model, habitsIn(model.fields).lastOpposite, field, 'below');
}

interface Habits {
  readonly style: Style | undefined;
  /** The last relation with columns, and the last without, or the last field of all. */
  readonly lastWithColumns: FieldDraft;
  readonly lastOpposite: FieldDraft;
}

/** By the fields of a model, which are others as soon as it is edited. */
const habitsIn = remembered((fields: ModelDraft['fields']): Habits => {
  const all = [...fields.values()];
  const last = all.at(-1)!;
  return {
    style: styleOf([{ fields }]),
    lastWithColumns: all.findLast(holdsColumns) ?? last,
    lastOpposite: all.findLast((one) => one.meaning.kind === 'object' && !holdsColumns(one)) ?? last,
  };
});

const holdsColumns = ({ meaning, tree }: FieldDraft): boolean =>
  meaning.kind === 'object' && argument(attributeNamed(tree, 'relation'), 'fields') !== undefined;

/** Where most authors of these models write the fields of relations. */
export const usualStyle = (models: readonly ModelDraft[]): Style => styleOf(models) ?? 'below';

/** As many relations tell what somebody usually does. */
const enough = 20;

type Counts = Record<Style, number>;

/** What most relations of these models do; nothing where there are none. */
function styleOf(models: readonly Pick<ModelDraft, 'fields'>[]): Style | undefined {
  const counts: Counts = { below: 0, above: 0, together: 0 };
  for (const { fields } of models) {
    if (counts.below + counts.above + counts.together >= enough) break;
    const { below, above, together } = countsIn(fields);
    counts.below += below;
    counts.above += above;
    counts.together += together;
  }
  const [style, most] = Object.entries(counts).reduce((a, b) => (b[1] > a[1] ? b : a)) as [Style, number];
  return most > 0 ? style : undefined;
}

/** By the fields of a model, which are others as soon as it is edited. */
const countsIn = remembered((fields: ModelDraft['fields']): Counts => {
  const counts: Counts = { below: 0, above: 0, together: 0 };
  let last: FieldDraft | undefined;
  /** The columns of the relation that was last, which may follow it. */
  let awaited: readonly string[] | undefined;
  for (const field of fields.values()) {
    if (awaited) counts[awaited.includes(field.name) ? 'above' : 'together']++;
    awaited = holdsColumns(field) ? columnsOf(field) : undefined;
    if (last && awaited?.includes(last.name)) {
      counts.below++;
      awaited = undefined;
    }
    last = field;
  }
  if (awaited) counts.together++;
  return counts;
});

const columnsOf = ({ tree }: FieldDraft): readonly string[] =>
  namesIn(argument(attributeNamed(tree, 'relation'), 'fields')?.value).map(({ text }) => text);

function beside(model: ModelDraft, anchor: FieldDraft, field: NewField, style: 'below' | 'above'): Edit {
  const key = [style, anchor.name, field.name, field.type, field.attribute].join('\n');
  return inBlock(model.block, key, () => lineBeside(model, anchor, field, style));
}

function lineBeside(model: ModelDraft, anchor: FieldDraft, field: NewField, style: 'below' | 'above'): Edit {
  const { source, start } = model.block;
  const { text } = source;
  const { span } = anchor.tree;
  const lineStart = startOfLine(text, start + span.start);
  const eol = lineBreakOf(text, start);
  const line = indentOf(text, lineStart) + aligned(model, anchor, field);
  const at = style === 'above' ? lineStart : endOfLine(text, start + span.end);
  return { source, span: { start: at, end: at }, text: style === 'above' ? line + eol : eol + line };
}

/** The field in the columns in which its neighbours have their types and attributes. */
function aligned(model: ModelDraft, anchor: FieldDraft, { name, type, attribute }: NewField): string {
  const { tree } = anchor;
  const start = name.padEnd(tree.typeSpan.start - tree.name.span.start - 1);
  if (attribute === '') return `${start} ${type}`;
  const toAttribute = attributeColumn(model, anchor);
  return `${start} ${toAttribute === undefined ? type : type.padEnd(toAttribute - 1)} ${attribute}`;
}

const columns = new WeakMap<FieldDraft, { readonly column: number | undefined }>();

/** How far behind its type a field has its attributes, in the group of fields without an empty line between them. */
function attributeColumn(model: ModelDraft, anchor: FieldDraft): number | undefined {
  let known = columns.get(anchor);
  if (!known) columns.set(anchor, (known = { column: columnAround(model, anchor) }));
  return known.column;
}

function columnAround(model: ModelDraft, anchor: FieldDraft): number | undefined {
  const { text } = model.block.source;
  const [own] = anchor.tree.attributes;
  if (own) return own.span.start - anchor.tree.typeSpan.start;
  let found: number | undefined;
  let isBehind = false;
  let end: number | undefined;
  for (const field of model.fields.values()) {
    const { span, typeSpan, attributes } = field.tree;
    if (end !== undefined && isSetApart(text, model.block.start + end, model.block.start + span.start)) {
      if (isBehind) break;
      found = undefined;
    }
    const [first] = attributes;
    if (first && found === undefined) found = first.span.start - typeSpan.start;
    isBehind ||= field === anchor;
    end = span.end;
  }
  return found;
}

/** Whether there is an empty line between two places. */
function isSetApart(text: string, start: number, end: number): boolean {
  let breaks = 0;
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) {
    if (breaks++ > 0 && text.slice(text.lastIndexOf('\n', at - 1), at).trim() === '') return true;
  }
  return false;
}
