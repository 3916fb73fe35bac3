import {
  type Dialect,
  type Doubt,
  defaultSchema,
  type Origin,
  type Problem,
  type Span,
  type TableId,
  tableId,
} from '@refint/model';
import type { PlacedBlock } from '../syntax/placed.ts';
import type { EnumValueTree, FieldTree, Word } from '../syntax/tree.ts';
import { attributeNamed, textArgument } from './attributes.ts';
import { keptName } from './constraint-names.ts';

/** A model, view or composite type on its way to a table. */
export interface ModelDraft {
  readonly kind: 'model' | 'view' | 'type';
  readonly name: string;
  readonly block: PlacedBlock;
  /** The origin of a place in its block. */
  readonly at: (span: Span) => Origin;
  /** The argument of `@@map`. */
  readonly mapped: Word | undefined;
  readonly table: { readonly schema: string; readonly name: string; readonly id: TableId };
  readonly doubt: Doubt | undefined;
  /** By name, in order. */
  readonly fields: ReadonlyMap<string, FieldDraft>;
}

export interface FieldDraft {
  readonly model: ModelDraft;
  readonly name: string;
  readonly tree: FieldTree;
  readonly mapped: Word | undefined;
  readonly column: string;
  readonly meaning: FieldMeaning;
}

export type FieldMeaning =
  | { readonly kind: 'scalar' | 'unsupported' | 'unknown' }
  | { readonly kind: 'enum'; readonly of: EnumDraft }
  /** A relation, or an embedded composite type. */
  | { readonly kind: 'object'; readonly of: ModelDraft };

export interface EnumDraft {
  readonly name: string;
  readonly block: PlacedBlock;
  readonly at: (span: Span) => Origin;
  readonly mapped: Word | undefined;
  readonly schema: string;
  readonly databaseName: string;
  readonly values: readonly {
    readonly tree: EnumValueTree;
    readonly name: string;
    readonly mapped: Word | undefined;
  }[];
}

export interface Drafts {
  /** By name, in the order in which they are written. */
  readonly models: ReadonlyMap<string, ModelDraft>;
  readonly enums: ReadonlyMap<string, EnumDraft>;
  /** Of two things with one name. */
  readonly problems: readonly Problem[];
}

const scalars = new Set(['String', 'Boolean', 'Int', 'BigInt', 'Float', 'Decimal', 'DateTime', 'Json', 'Bytes']);

/** Gives every block its name. The first of two things with one name counts. No model has fields yet, see `fillFields`. */
export function draftModels(blocks: readonly PlacedBlock[], dialect: Dialect): Drafts {
  const models = new Map<string, ModelDraft>();
  const enums = new Map<string, EnumDraft>();
  const problems: Problem[] = [];
  for (const block of blocks) {
    const { keyword, name } = block.tree;
    if (keyword === 'datasource' || keyword === 'generator') continue;
    if (models.has(name.text) || enums.has(name.text)) {
      problems.push(notUnderstood(block, name, `"${name.text}" is written twice; only the first one counts`));
    } else if (keyword === 'enum') enums.set(name.text, draftEnum(block, dialect));
    else models.set(name.text, draftModel(block, keyword, dialect));
  }
  return { models, enums, problems };
}

/** Gives every field of a model its meaning, and says which have none. */
export function fillFields(draft: ModelDraft, { models, enums }: Drafts, dialect: Dialect): readonly Problem[] {
  const fields = new Map<string, FieldDraft>();
  let problems: Problem[] | undefined;
  // It may be a column, or a relation to a model that has another name by now, which is none.
  let { doubt } = draft;
  for (const tree of draft.block.tree.fields) {
    const { text: name } = tree.name;
    if (fields.has(name)) {
      const text = `the field "${name}" is written twice; only the first one counts`;
      (problems ??= []).push(notUnderstood(draft.block, tree.name, text));
      continue;
    }
    const meaning = meaningOf(tree, models, enums);
    if (meaning.kind === 'unknown') {
      const text = `there is no type, enum or model "${tree.type.text}"`;
      (problems ??= []).push(notUnderstood(draft.block, tree.type, text));
      doubt ??= { because: `it is not known what ${draft.name}.${name} is`, at: draft.at(tree.type.span) };
    }
    const mapped = textArgument(attributeNamed(tree, 'map'), 'name', 'first');
    fields.set(name, { model: draft, name, tree, mapped, column: keptName(dialect, mapped?.text ?? name), meaning });
  }
  Object.assign(draft, { fields, doubt });
  return problems ?? none;
}

const none: readonly never[] = [];

/** A thing that can be read and means nothing. */
export const notUnderstood = (block: PlacedBlock, { span }: { readonly span: Span }, text: string): Problem => ({
  kind: 'not-understood',
  text,
  at: block.at(span),
  fatal: false,
});

function meaningOf(
  tree: FieldTree,
  models: ReadonlyMap<string, ModelDraft>,
  enums: ReadonlyMap<string, EnumDraft>,
): FieldMeaning {
  if (tree.unsupported) return { kind: 'unsupported' };
  const { text } = tree.type;
  const model = models.get(text);
  if (model) return { kind: 'object', of: model };
  const known = enums.get(text);
  if (known) return { kind: 'enum', of: known };
  return { kind: scalars.has(text) ? 'scalar' : 'unknown' };
}

const unfilled: ModelDraft['fields'] = new Map();

/** The model, view or type that a block is, as yet without fields. */
export function draftModel(block: PlacedBlock, kind: ModelDraft['kind'], dialect: Dialect): ModelDraft {
  const { tree } = block;
  const at = (span: Span): Origin => block.at(span);
  const mapped = textArgument(attributeNamed(tree, 'map'), 'name', 'first');
  const schema = textArgument(attributeNamed(tree, 'schema'), 'map', 'first')?.text ?? defaultSchema(dialect);
  const name = keptName(dialect, mapped?.text ?? tree.name.text);
  const [fault] = tree.faults;
  const where = fault?.span ?? (block.fault ? tree.name.span : undefined);
  return {
    kind,
    name: tree.name.text,
    block,
    at,
    mapped,
    table: { schema, name, id: tableId(schema, name) },
    doubt: where && { because: `a part of ${kind} ${tree.name.text} cannot be read`, at: at(where) },
    fields: unfilled,
  };
}

function draftEnum(block: PlacedBlock, dialect: Dialect): EnumDraft {
  const { tree } = block;
  const mapped = textArgument(attributeNamed(tree, 'map'), 'name', 'first');
  return {
    name: tree.name.text,
    block,
    at: (span) => block.at(span),
    mapped,
    schema: textArgument(attributeNamed(tree, 'schema'), 'map', 'first')?.text ?? defaultSchema(dialect),
    databaseName: keptName(dialect, mapped?.text ?? tree.name.text),
    values: tree.values.map((value) => ({
      tree: value,
      name: value.name.text,
      mapped: textArgument(attributeNamed(value, 'map'), 'name', 'first'),
    })),
  };
}
