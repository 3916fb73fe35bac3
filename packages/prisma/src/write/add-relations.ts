import { type Edit, type NewRelation, sameMembers, type TableId } from '@refint/model';
import { argument, attributeNamed, indexMembers } from '../schema/attributes.ts';
import type { FieldDraft, ModelDraft } from '../schema/draft.ts';
import { editNow, type Kept, keptIn } from './in-block.ts';
import { capital, oppositeNames, relationNames, TakenNames } from './relation-names.ts';
import { placeOpposite, placeRelation, type Style, usualStyle } from './relation-place.ts';

/** A relation that the schema can say, from both sides. */
interface Planned {
  readonly from: ModelDraft;
  readonly to: ModelDraft;
  readonly fields: readonly FieldDraft[];
  readonly references: readonly FieldDraft[];
}

type Answer = readonly (readonly Edit[] | undefined)[];

/** What was answered last, and what it rests on besides the relations themselves. */
interface Answered {
  readonly models: readonly ModelDraft[];
  /** The fields of the models at both ends of each relation, which are others as soon as the model is edited. */
  readonly ends: readonly (ModelDraft['fields'] | undefined)[];
  readonly usual: Style;
  readonly kept: readonly (readonly Kept[] | undefined)[];
  readonly edits: Answer;
}

const latest = new WeakMap<readonly NewRelation[], Answered>();

/** The edits that declare each of these, in a schema that then has all of them. */
export function addRelations(models: readonly ModelDraft[], modelOf: ModelOf, asked: readonly NewRelation[]): Answer {
  const last = latest.get(asked);
  if (last?.models === models) return last.edits;
  if (asked.length === 0) return [];
  const usual = usualStyle(models);
  const ends: (ModelDraft['fields'] | undefined)[] = [];
  // What is not closed may have its lines end behind it, where somebody may write.
  let isWhole = true;
  for (const { table, referencedTable } of asked) {
    const [from, to] = [modelOf(table), modelOf(referencedTable)];
    ends.push(from?.fields, to?.fields);
    if (from?.block.fault || to?.block.fault) isWhole = false;
  }
  const isSame = isWhole && last?.usual === usual && sameMembers(last.ends, ends);
  const kept = isSame ? last.kept : written(modelOf, asked, usual);
  const edits = kept.map(editsNow);
  if (isWhole) latest.set(asked, { models, ends, usual, kept, edits });
  return edits;
}

const editsNow = (kept: readonly Kept[] | undefined): readonly Edit[] | undefined => kept?.map(editNow);

function written(
  modelOf: ModelOf,
  asked: readonly NewRelation[],
  usual: Style,
): readonly (readonly Kept[] | undefined)[] {
  const plans: (Planned | undefined)[] = [];
  for (const relation of asked) plans.push(plan(modelOf, relation));
  const taken = new TakenNames();
  const counts = countPairs(plans);
  const lines: (readonly Kept[] | undefined)[] = [];
  for (const [at, one] of plans.entries())
    lines.push(one && write(asked[at]!, one, needsName(one, counts), usual, taken));
  return lines;
}

type ModelOf = (table: TableId) => ModelDraft | undefined;

/** Whether the client knows the model: a relation of another one would have to be ignored too. */
const isClients = ({ kind, doubt, block }: ModelDraft): boolean =>
  kind === 'model' && !doubt && !attributeNamed(block.tree, 'ignore');

function plan(modelOf: ModelOf, relation: NewRelation): Planned | undefined {
  const from = modelOf(relation.table);
  const to = modelOf(relation.referencedTable);
  const fields = fieldsOf(from, relation.columns);
  const references = fieldsOf(to, relation.referencedColumns);
  if (!from || !to || !isClients(from) || !isClients(to) || fields.length === 0 || fields.length !== references.length)
    return undefined;
  // Prisma wants the same type on both sides, whatever the database would take.
  const fits = fields.every(({ tree }, at) => tree.type.text === references[at]?.tree.type.text);
  return fits ? { from, to, fields, references } : undefined;
}

function fieldsOf(model: ModelDraft | undefined, columns: readonly string[]): readonly FieldDraft[] {
  const fields: FieldDraft[] = [];
  for (const column of columns) {
    const field = fieldOf(model, column);
    if (field) fields.push(field);
  }
  return fields;
}

function fieldOf(model: ModelDraft | undefined, column: string): FieldDraft | undefined {
  if (!model) return undefined;
  for (const field of model.fields.values()) {
    if (field.column !== column || field.meaning.kind === 'object') continue;
    return field.tree.arity === 'list' || attributeNamed(field.tree, 'ignore') ? undefined : field;
  }
  return undefined;
}

/** Two models with more than one relation need names for them, and so does a model with one to itself. */
function needsName({ from, to }: Planned, counts: ReadonlyMap<string, number>): boolean {
  return from === to || (counts.get(pairOf(from, to)) ?? 0) > 1 || joins(from, to) || joins(to, from);
}

function joins({ fields }: ModelDraft, other: ModelDraft): boolean {
  let joined = joinedBy.get(fields);
  if (!joined) {
    joined = new Set([...fields.values()].flatMap(({ meaning }) => (meaning.kind === 'object' ? [meaning.of] : [])));
    joinedBy.set(fields, joined);
  }
  return joined.has(other);
}

/** By the fields of a model, which are others as soon as it is edited. */
const joinedBy = new WeakMap<ModelDraft['fields'], ReadonlySet<ModelDraft>>();

/** How many of the relations join the same two models. */
function countPairs(plans: readonly (Planned | undefined)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of plans) {
    if (!one) continue;
    const pair = pairOf(one.from, one.to);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

const pairOf = ({ name: one }: ModelDraft, { name: other }: ModelDraft): string =>
  one < other ? `${one} ${other}` : `${other} ${one}`;

/** What was written last for a relation, and what that rests on besides its own ends. */
interface Written {
  readonly ends: readonly [ModelDraft['fields'], ModelDraft['fields']];
  readonly isNamed: boolean;
  readonly usual: Style;
  readonly names: Names;
  readonly kept: readonly Kept[];
}

const writings = new WeakMap<NewRelation, Written>();

function write(
  asked: NewRelation,
  planned: Planned,
  isNamed: boolean,
  usual: Style,
  taken: TakenNames,
): readonly Kept[] | undefined {
  const { from, to } = planned;
  const last = writings.get(asked);
  const isSame =
    last?.isNamed === isNamed && last.usual === usual && last.ends[0] === from.fields && last.ends[1] === to.fields;
  const names = namesOf(planned, isNamed, taken, isSame ? last.names : undefined);
  if (!names) return undefined;
  if (isSame && names === last.names) return last.kept;
  const kept = linesOf(planned, names, isNamed, usual);
  if (!from.block.fault && !to.block.fault)
    writings.set(asked, { ends: [from.fields, to.fields], isNamed, usual, names, kept });
  return kept;
}

/** What the fields on both sides are called, and what they might have been called. */
interface Names {
  readonly role: string;
  readonly opposite: string;
  readonly roles: readonly string[];
  readonly opposites: readonly string[];
  /** Whether at most one row references another one. */
  readonly isOne: boolean;
}

/** @param last of models that nobody edited since then; the same object where the same names are free again */
function namesOf(
  { from, to, fields, references }: Planned,
  isNamed: boolean,
  taken: TakenNames,
  last: Names | undefined,
): Names | undefined {
  const lead = fields.find((field, at) => field.name !== references[at]?.name) ?? fields[0]!;
  const roles = last?.roles ?? relationNames(lead, to);
  const role = taken.take(from, roles);
  if (role === undefined) return undefined;
  const isOne = last?.isOne ?? isUnique(from, fields);
  const opposites = last?.role === role ? last.opposites : oppositeNames(from, role, isOne, isNamed);
  const opposite = taken.take(to, opposites);
  if (opposite === undefined) return undefined;
  return last?.role === role && last.opposite === opposite ? last : { role, opposite, roles, opposites, isOne };
}

function linesOf(
  { from, to, fields, references }: Planned,
  { role, opposite, isOne }: Names,
  isNamed: boolean,
  usual: Style,
): readonly Kept[] {
  const name = isNamed ? [`"${from.name}${capital(role)}"`] : [];
  const list = (of: readonly FieldDraft[]) => `[${of.map((field) => field.name).join(', ')}]`;
  const said = [...name, `fields: ${list(fields)}`, `references: ${list(references)}`].join(', ');
  const isOptional = fields.some(({ tree }) => tree.arity === 'optional');
  const relation = placeRelation(
    from,
    fields,
    { name: role, type: to.name + (isOptional ? '?' : ''), attribute: `@relation(${said})` },
    usual,
  );
  const other = placeOpposite(to, {
    name: opposite,
    type: from.name + (isOne ? '?' : '[]'),
    attribute: isNamed ? `@relation(${name})` : '',
  });
  return [keptIn(from.block, relation), keptIn(to.block, other)];
}

/** Whether at most one row has given values in these fields, which makes the other side one row and no list. */
function isUnique({ block }: ModelDraft, fields: readonly FieldDraft[]): boolean {
  const [only] = fields;
  if (fields.length === 1 && only && ['id', 'unique'].some((name) => attributeNamed(only.tree, name))) return true;
  return block.tree.attributes.some((attribute) => {
    if (attribute.name.text !== 'id' && attribute.name.text !== 'unique') return false;
    const members = indexMembers(argument(attribute, 'fields', 'first')?.value).map(({ field }) => field.name);
    return members.length === fields.length && fields.every(({ name }) => members.includes(name));
  });
}
