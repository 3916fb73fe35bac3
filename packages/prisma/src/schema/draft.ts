import {
  type Dialect,
  type Doubt,
  defaultSchema,
  type Origin,
  type Problem,
  type Span,
  type TableId,
  tableId,
  written,
} from '@refint/model';
import { moved, type PlacedBlock } from '../syntax/file.ts';
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
  readonly models: readonly ModelDraft[];
  readonly enums: readonly EnumDraft[];
}

const scalars = new Set(['String', 'Boolean', 'Int', 'BigInt', 'Float', 'Decimal', 'DateTime', 'Json', 'Bytes']);

/** Gives every block its name and every field its meaning. The first of two things with one name counts. */
export function draftModels(blocks: readonly PlacedBlock[], dialect: Dialect, problems: Problem[]): Drafts {
  const models = new Map<string, ModelDraft>();
  const enums = new Map<string, EnumDraft>();
  const unfinished: { readonly draft: ModelDraft; readonly fields: Map<string, FieldDraft> }[] = [];
  for (const block of blocks) {
    const { keyword, name } = block.tree;
    if (keyword === 'datasource' || keyword === 'generator') continue;
    if (models.has(name.text) || enums.has(name.text)) {
      problems.push(notUnderstood(block, name, `"${name.text}" is written twice; only the first one counts`));
      continue;
    }
    if (keyword === 'enum') enums.set(name.text, draftEnum(block, dialect));
    else {
      const fields = new Map<string, FieldDraft>();
      const draft = draftModel(block, keyword, fields, dialect);
      models.set(name.text, draft);
      unfinished.push({ draft, fields });
    }
  }
  for (const { draft, fields } of unfinished) {
    for (const tree of draft.block.tree.fields) {
      if (fields.has(tree.name.text)) {
        problems.push(
          notUnderstood(
            draft.block,
            tree.name,
            `the field "${tree.name.text}" is written twice; only the first one counts`,
          ),
        );
        continue;
      }
      const meaning = meaningOf(tree, models, enums);
      if (meaning.kind === 'unknown') {
        problems.push(notUnderstood(draft.block, tree.type, `there is no type, enum or model "${tree.type.text}"`));
      }
      const mapped = textArgument(attributeNamed(tree, 'map'), 'name', 'first');
      const { text: name } = tree.name;
      fields.set(name, { model: draft, name, tree, mapped, column: keptName(dialect, mapped?.text ?? name), meaning });
    }
  }
  return { models: [...models.values()], enums: [...enums.values()] };
}

/** A thing that can be read and means nothing. */
export const notUnderstood = (block: PlacedBlock, { span }: { readonly span: Span }, text: string): Problem => ({
  kind: 'not-understood',
  text,
  at: { source: block.source, span: moved(span, block.start) },
  fatal: false,
});

export const originIn =
  (block: PlacedBlock) =>
  (span: Span): Origin =>
    written(block.source, moved(span, block.start));

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

function draftModel(
  block: PlacedBlock,
  kind: 'model' | 'view' | 'type',
  fields: ReadonlyMap<string, FieldDraft>,
  dialect: Dialect,
): ModelDraft {
  const { tree } = block;
  const at = originIn(block);
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
    fields,
  };
}

function draftEnum(block: PlacedBlock, dialect: Dialect): EnumDraft {
  const { tree } = block;
  const mapped = textArgument(attributeNamed(tree, 'map'), 'name', 'first');
  return {
    name: tree.name.text,
    block,
    at: originIn(block),
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
