import type { Dialect, FieldRelation, Problem } from '@refint/model';
import type { AttributeTree, Word } from '../syntax/tree.ts';
import { actionNamed } from './actions.ts';
import { argument, attributeNamed, namesIn, textArgument } from './attributes.ts';
import { type FieldDraft, type ModelDraft, notUnderstood } from './draft.ts';

/** One side of a relation. Both sides have the same name and know each other. */
export interface RelationSide {
  readonly field: FieldDraft;
  readonly to: ModelDraft;
  readonly attribute: AttributeTree | undefined;
  /** The relation's name where it is written. */
  readonly written: Word | undefined;
  readonly name: string;
  readonly fields: readonly Word[];
  readonly references: readonly Word[];
  readonly onDelete: Word | undefined;
  readonly onUpdate: Word | undefined;
  opposite: RelationSide | undefined;
}

export type Sides = ReadonlyMap<FieldDraft, RelationSide>;

const none: readonly never[] = [];

/** Reads every relation field of a model. */
export function sidesOf(model: ModelDraft): readonly RelationSide[] {
  if (model.kind === 'type') return none;
  let sides: RelationSide[] | undefined;
  for (const field of model.fields.values()) {
    const { meaning } = field;
    if (meaning.kind !== 'object' || meaning.of.kind === 'type') continue;
    (sides ??= []).push(readSide(field, meaning.of));
  }
  return sides ?? none;
}

/** Finds the other side of each of these. */
export function pairSides(all: Iterable<RelationSide>): void {
  const byModelAndName = new Map<string, RelationSide[]>();
  const sides = [...all];
  for (const side of sides) {
    const key = sideKey(side.field.model, side.to, side.name);
    const known = byModelAndName.get(key);
    if (known) known.push(side);
    else byModelAndName.set(key, [side]);
  }
  for (const side of sides) {
    const candidates = byModelAndName.get(sideKey(side.to, side.field.model, side.name)) ?? none;
    side.opposite = candidates.find((other) => other !== side);
  }
}

/** Finds the other side of one again, among the sides of the model that it leads to. */
export function pairAgain(side: RelationSide, sides: readonly RelationSide[]): void {
  side.opposite = sides.find((other) => other !== side && other.to === side.field.model && other.name === side.name);
}

const sideKey = (from: ModelDraft, to: ModelDraft, name: string): string => `${from.name} ${to.name} ${name}`;

function readSide(field: FieldDraft, to: ModelDraft): RelationSide {
  const attribute = attributeNamed(field.tree, 'relation');
  const { written, fields, references, onDelete, onUpdate } = attribute ? saidBy(attribute) : nothing;
  const name = written?.text ?? impliedName(field.model.name, to.name);
  return { field, to, attribute, written, name, fields, references, onDelete, onUpdate, opposite: undefined };
}

type Said = Pick<RelationSide, 'written' | 'fields' | 'references' | 'onDelete' | 'onUpdate'>;

const nothing: Said = { written: undefined, fields: [], references: [], onDelete: undefined, onUpdate: undefined };

const said = new WeakMap<AttributeTree, Said>();

/** What an attribute says of its relation. Its tree stays the same as long as nobody edits its block. */
function saidBy(attribute: AttributeTree): Said {
  let known = said.get(attribute);
  if (!known) {
    known = {
      written: textArgument(attribute, 'name', 'first'),
      fields: namesIn(argument(attribute, 'fields')?.value),
      references: namesIn(argument(attribute, 'references')?.value),
      onDelete: namesIn(argument(attribute, 'onDelete')?.value)[0],
      onUpdate: namesIn(argument(attribute, 'onUpdate')?.value)[0],
    };
    said.set(attribute, known);
  }
  return known;
}

/** Prisma joins the two names in the order of their letters. */
const impliedName = (one: string, other: string): string =>
  before(one, other) ? `${one}To${other}` : `${other}To${one}`;

const surrogate = /[\ud800-\udfff]/;

/** Whether a name comes first by code points, as Prisma sorts; JavaScript sorts by code units. */
export function before(one: string, other: string): boolean {
  if (!surrogate.test(one) && !surrogate.test(other)) return one < other;
  const points = (text: string) =>
    Array.from(text, (letter) => (letter.codePointAt(0) ?? 0).toString(16).padStart(6, '0')).join();
  return points(one) < points(other);
}

/** Lists on both sides and no columns on either: the columns are in a join table that nobody wrote. */
export const isImplicitManyToMany = ({ field, fields, opposite }: RelationSide, dialect: Dialect): boolean =>
  dialect !== 'mongodb' &&
  field.tree.arity === 'list' &&
  fields.length === 0 &&
  opposite !== undefined &&
  opposite.field.tree.arity === 'list' &&
  opposite.fields.length === 0;

/** The relation as the model's field shows it. */
export const fieldRelation = (side: RelationSide, dialect: Dialect): FieldRelation => ({
  name: side.name,
  model: side.to.name,
  fields: side.fields.map(({ text }) => text),
  references: side.references.map(({ text }) => text),
  onDelete: side.onDelete && actionNamed(side.onDelete.text),
  onUpdate: side.onUpdate && actionNamed(side.onUpdate.text),
  opposite: side.opposite?.field.name,
  implicitManyToMany: isImplicitManyToMany(side, dialect),
});

/** The fields that these words name; a word that names none is a problem, and then there is no answer. */
export function fieldsNamed(
  words: readonly Word[],
  of: ModelDraft,
  side: RelationSide,
  problems: Problem[],
): readonly FieldDraft[] | undefined {
  const found: FieldDraft[] = [];
  for (const word of words) {
    const field = of.fields.get(word.text);
    if (field && field.meaning.kind !== 'object') found.push(field);
    else if (of.doubt === undefined) {
      const block = side.field.model.block;
      problems.push(
        notUnderstood(
          block,
          word,
          `the relation "${side.field.name}" uses "${word.text}", which is no column of ${of.name}`,
        ),
      );
    }
  }
  return found.length === words.length && found.length > 0 ? found : undefined;
}
