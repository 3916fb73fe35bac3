import type { Dialect, Edit, Index, SchemaWriter, TableId } from '@refint/model';
import type { FieldDraft, ModelDraft } from '../schema/draft.ts';
import type { AttributeTree } from '../syntax/tree.ts';
import { changeAction, writeActions } from './actions.ts';
import { addRelations } from './add-relations.ts';
import { indexAttribute } from './declare-index.ts';
import { inBlock } from './in-block.ts';
import { endOfLine, indentOf, lineBreakOf, startOfLine, wholeLines } from './lines.ts';
import { matchType } from './match-type.ts';
import { widenRelation } from './widen.ts';

/** Writes in the blocks of the models that a schema declares. */
export function schemaWriter(models: readonly ModelDraft[], dialect: Dialect): SchemaWriter {
  let byTable: Map<TableId, ModelDraft> | undefined;
  const modelOf = (table: TableId): ModelDraft | undefined => (byTable ??= firstByTable(models)).get(table);
  return {
    addIndexes: (table, lists) => {
      const model = modelOf(table);
      return model && addIndexes(model, lists);
    },
    declareIndex: (index) => {
      const model = modelOf(index.table);
      const line = model && indexAttribute(index, model, (column) => fieldOf(model, column), dialect);
      return model && line !== undefined ? addLines(model, [line]) : undefined;
    },
    addRelations: (relations) => addRelations(models, modelOf, relations),
    removeIndex: (index) => {
      const model = modelOf(index.table);
      return model && removeIndex(model, index);
    },
    writeActions: (relation, asked) => {
      const field = modelOf(relation.table)?.fields.get(relation.field);
      return field && writeActions(field, relation, asked);
    },
    changeAction: (relation, when, action) => {
      const field = modelOf(relation.table)?.fields.get(relation.field);
      return field && changeAction(field, relation, when, action);
    },
    matchType: (column, like) => {
      const [field, other] = [column, like].map(({ table, name }) => {
        const model = modelOf(table);
        return model && fieldOf(model, name);
      });
      return field && other && matchType(field, other);
    },
    widenRelation: (relation, column, referencedColumn) => {
      const [model, to] = [modelOf(relation.table), modelOf(relation.referencedTable)];
      const field = model?.fields.get(relation.field);
      const own = model && fieldOf(model, column);
      const other = to && fieldOf(to, referencedColumn);
      return field && own && other && widenRelation(relation, { field, own, other, addLines });
    },
  };
}

/** The model of each table; two of one table are a mistake, and the first one counts. */
function firstByTable(models: readonly ModelDraft[]): Map<TableId, ModelDraft> {
  const found = new Map<TableId, ModelDraft>();
  for (const model of models) {
    const { id } = model.table;
    if (model.kind === 'model' && !found.has(id)) found.set(id, model);
  }
  return found;
}

function addIndexes(model: ModelDraft, lists: readonly (readonly string[])[]): Edit | undefined {
  const lines: string[] = [];
  for (const columns of lists) {
    const fields: string[] = [];
    for (const column of columns) {
      const field = fieldOf(model, column);
      if (!field) return undefined;
      fields.push(field.name);
    }
    lines.push(`@@index([${fields.join(', ')}])`);
  }
  return addLines(model, lines);
}

/** Lines of attributes, where people write indexes and keys. */
function addLines(model: ModelDraft, lines: readonly string[]): Edit | undefined {
  if (model.block.tree.attributes.length === 0 && model.block.tree.fields.length === 0) return undefined;
  return inBlock(model.block, ['lines', ...lines].join('\n'), () => linesIn(model, lines));
}

function linesIn(model: ModelDraft, lines: readonly string[]): Edit {
  const { source, start, tree } = model.block;
  const { text } = source;
  const eol = lineBreakOf(text, start);
  const keys = tree.attributes.filter(isIndex);
  const [first] = tree.attributes;
  const last = keys.at(-1);
  // Behind the last index or key; before what else is said of the model; or else below its fields.
  if (last) return behind(model, start + last.span.end, (indent) => lines.map((line) => eol + indent + line).join(''));
  if (first) {
    const at = startOfLine(text, start + first.span.start);
    const indent = indentOf(text, at);
    return { source, span: { start: at, end: at }, text: lines.map((line) => indent + line + eol).join('') };
  }
  const field = tree.fields.at(-1)!;
  return behind(model, start + field.span.end, (indent) => eol + lines.map((line) => eol + indent + line).join(''));
}

/** An insertion at the end of the line on which a place is; a comment there stays where it is. */
function behind(model: ModelDraft, place: number, write: (indent: string) => string): Edit {
  const { source } = model.block;
  const at = endOfLine(source.text, place);
  return {
    source,
    span: { start: at, end: at },
    text: write(indentOf(source.text, startOfLine(source.text, place))),
  };
}

function removeIndex(model: ModelDraft, index: Index): Edit | undefined {
  if (index.origin.kind !== 'written' || index.unique) return undefined;
  const { source, start, tree } = model.block;
  const { span } = index.origin;
  const attribute = tree.attributes.find((one) => start + one.span.start === span.start);
  if (attribute?.name.text !== 'index') return undefined;
  return { source, span: wholeLines(source.text, span), text: '' };
}

const indexes: readonly string[] = ['id', 'unique', 'index', 'fulltext'];
const isIndex = ({ name }: AttributeTree): boolean => indexes.includes(name.text);

function fieldOf(model: ModelDraft, column: string): FieldDraft | undefined {
  for (const field of model.fields.values()) if (field.column === column) return field;
  return undefined;
}
