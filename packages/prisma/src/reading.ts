import {
  type DeclaredEnum,
  type Place,
  type Problem,
  type Relation,
  Snapshot,
  type Source,
  sameMembers,
  type Table,
} from '@refint/model';
import { type Environment, readEnvironment } from './schema/datasource.ts';
import { type Drafts, draftModel, draftModels, fillFields, type ModelDraft } from './schema/draft.ts';
import { inlineRelation } from './schema/inline-relation.ts';
import { type Joined, joinedSides, joinTable } from './schema/join-table.ts';
import { type IndexDraft, modelIndexes } from './schema/model-indexes.ts';
import { describeEnum, userType } from './schema/models.ts';
import { isImplicitManyToMany, pairAgain, pairSides, type RelationSide, sidesOf } from './schema/relations.ts';
import { tableOf } from './schema/tables.ts';
import { type Differing, differing, readFile, type SchemaFile } from './syntax/file.ts';
import { again, saysAgain } from './syntax/placed.ts';

/** All that was worked out of a schema, in parts, so that after an edit only some of them are worked out again. */
export interface Reading {
  readonly files: readonly SchemaFile[];
  readonly environment: Environment;
  readonly environmentProblems: readonly Problem[];
  readonly drafts: Drafts;
  readonly enums: readonly DeclaredEnum[];
  /** In the order in which models are written. */
  readonly parts: ReadonlyMap<ModelDraft, Parts>;
  readonly joins: readonly Join[];
  readonly snapshot: Snapshot;
  /** See `Declared.saying`. */
  readonly saying: object;
  /** See `Declared.placeNow`. */
  readonly placeNow?: ((place: Place) => Place | undefined) | undefined;
  /** How many tables took the place of others since the snapshot was made as a whole. */
  readonly replaced: number;
}

/** What was worked out of a model. */
interface Parts {
  readonly fieldProblems: readonly Problem[];
  readonly indexes: readonly IndexDraft[];
  readonly sides: readonly RelationSide[];
  /** Of each side the relation, where it holds columns. */
  readonly relations: readonly (Relation | undefined)[];
  readonly relationProblems: readonly Problem[];
  readonly table: Table | undefined;
  readonly tableProblems: readonly Problem[];
}

interface Join {
  readonly sides: Joined;
  readonly table: Table | undefined;
  readonly problems: readonly Problem[];
}

const none: readonly never[] = [];

/** Reads files without knowing anything of what they were before. */
export function readAll(sources: readonly Source[]): Reading {
  const files = sources.map(readFile);
  const blocks = files.flatMap((file) => file.blocks);
  const environmentProblems: Problem[] = [];
  const environment = readEnvironment(blocks, environmentProblems);
  const { dialect } = environment;
  const drafts = draftModels(blocks, dialect);
  const models = [...drafts.models.values()];
  const fieldProblems = models.map((model) => fillFields(model, drafts, dialect));
  const sides = models.map(sidesOf);
  pairSides(sides.flat());
  const parts = new Map(
    models.map((model, at) => [model, partsOf(model, fieldProblems[at] ?? none, sides[at] ?? none, environment)]),
  );
  const joins = joinsOf(parts, environment);
  const enums = [...drafts.enums.values()];
  return {
    files,
    environment,
    environmentProblems,
    drafts,
    enums: enums.map(describeEnum),
    parts,
    joins,
    snapshot: Snapshot.of(dialect, {
      tables: tablesOf(parts, joins),
      types: enums.flatMap((each) => userType(each, dialect)),
      schemas: environment.datasource.schemas,
    }),
    saying: {},
    replaced: 0,
  };
}

/** @param was what was read of the model before, which nobody asks any more: what it says again stays the same object */
function partsOf(
  model: ModelDraft,
  fieldProblems: readonly Problem[],
  sides: readonly RelationSide[],
  environment: Environment,
  was?: Parts,
): Parts {
  const indexes = modelIndexes(model);
  const read = relationsOf(sides, environment);
  const known = new Map(was?.relations.map((relation) => [relation?.field, relation]));
  const relations = was ? read.relations.map((one) => one && again(known.get(one.field), one)) : read.relations;
  const tableProblems: Problem[] = [];
  const table =
    model.kind === 'type'
      ? undefined
      : tableOf(model, indexes, relations.filter(isRelation), environment.dialect, tableProblems);
  return {
    fieldProblems,
    indexes,
    sides,
    relations,
    relationProblems: read.relationProblems,
    table: table && again(was?.table, table),
    tableProblems,
  };
}

const isRelation = (relation: Relation | undefined): relation is Relation => relation !== undefined;

function relationsOf(
  sides: readonly RelationSide[],
  environment: Environment,
): Pick<Parts, 'relations' | 'relationProblems'> {
  if (sides.length === 0) return { relations: none, relationProblems: none };
  const relationProblems: Problem[] = [];
  const relations = sides.map((side) => inlineRelation(side, environment, relationProblems));
  return { relations, relationProblems };
}

type AllParts = ReadonlyMap<ModelDraft, Parts>;

function* allSides(parts: AllParts): Generator<RelationSide> {
  for (const { sides } of parts.values()) yield* sides;
}

const fieldName = ({ field }: RelationSide): string => `${field.model.name}.${field.name}`;

/** @param known the joins of before, and which of them are as they were */
function joinsOf(
  parts: AllParts,
  environment: Environment,
  known: readonly Join[] = none,
  isSame: (join: Join, sides: Joined) => boolean = () => false,
): Join[] {
  const bySide = new Map(known.map((join) => [fieldName(join.sides[0]), join]));
  return joinedSides(allSides(parts), environment.dialect).map((sides) => {
    const was = bySide.get(fieldName(sides[0]));
    if (was && isSame(was, sides)) return was;
    const problems: Problem[] = [];
    const table = joinTable(sides, environment, problems);
    return { sides, table: table && again(was?.table, table), problems };
  });
}

function tablesOf(parts: AllParts, joins: readonly Join[]): readonly Table[] {
  const tables: Table[] = [];
  for (const { table } of parts.values()) if (table) tables.push(table);
  for (const { table } of joins) if (table) tables.push(table);
  return tables;
}

/**
 * What became of a schema in which somebody edited models, as long as these have the names that they had. What was read before is
 * changed on the way and must not be asked any more. Nothing where more was edited; then it is as it was.
 */
export function follow(before: Reading, sources: readonly Source[]): Reading | undefined {
  const { drafts, environment, snapshot } = before;
  // Two tables of one name, or two models, take turns in a way that only all of them together show.
  if (drafts.problems.length > 0 || snapshot.tableCount !== tablesOf(before.parts, before.joins).length)
    return undefined;
  const differences: Differing[] = [];
  const edited: { readonly model: ModelDraft; readonly draft: ModelDraft }[] = [];
  for (const [at, file] of before.files.entries()) {
    const difference = differing(file, sources[at]!);
    if (!difference) return undefined;
    differences.push(difference);
    for (const { was, now } of difference.pairs) {
      const model = drafts.models.get(was.tree.name.text);
      if (model?.kind !== 'model' || model.block !== was || now.tree.keyword !== 'model') return undefined;
      const draft = draftModel(now, 'model', environment.dialect);
      if (draft.name !== model.name || draft.table.id !== model.table.id) return undefined;
      edited.push({ model, draft });
    }
  }
  const files = differences.map((difference) => difference.move());
  const isSaid = differences.every(({ pairs }) => pairs.every(({ was, now }) => saysAgain(was, now)));
  for (const { model, draft } of edited) Object.assign(model, draft);
  const placeNow = (place: Place): Place | undefined => {
    for (const difference of differences) {
      const now = difference.placeNow(place);
      if (now) return now;
    }
    return undefined;
  };
  const said = { ...before, files, saying: isSaid ? before.saying : {}, placeNow };
  const next = withEdited(said, new Set(edited.map(({ model }) => model)));
  const tables = tablesOf(next.parts, next.joins);
  if (tables.length !== next.snapshot.tableCount) return readAll(sources);
  return next.replaced < enough ? next : { ...next, snapshot: wholeOf(next, tables), replaced: 0 };
}

/** A snapshot remembers what its tables ever held, and so is made anew from time to time. */
const enough = 200;

function wholeOf({ drafts, environment }: Reading, tables: readonly Table[]): Snapshot {
  const { dialect, datasource } = environment;
  const types = [...drafts.enums.values()].flatMap((each) => userType(each, dialect));
  return Snapshot.of(dialect, { tables, types, schemas: datasource.schemas });
}

function withEdited(before: Reading, edited: ReadonlySet<ModelDraft>): Reading {
  const { drafts, environment } = before;
  const { dialect } = environment;
  const parts = new Map(before.parts);
  const isJoined = (model: ModelDraft): boolean =>
    parts.get(model)?.sides.some((side) => isImplicitManyToMany(side, dialect)) === true;
  const wereJoined = [...edited].some(isJoined);
  const fieldProblems = new Map([...edited].map((model) => [model, fillFields(model, drafts, dialect)]));
  for (const model of edited) parts.set(model, { ...parts.get(model)!, sides: sidesOf(model) });
  const around = new Set<ModelDraft>();
  for (const side of allSides(parts)) {
    const isOwn = edited.has(side.field.model);
    if (!isOwn && !edited.has(side.to)) continue;
    pairAgain(side, parts.get(side.to)?.sides ?? none);
    if (!isOwn) around.add(side.field.model);
  }
  for (const model of edited) {
    const was = parts.get(model)!;
    parts.set(model, partsOf(model, fieldProblems.get(model) ?? none, was.sides, environment, was));
  }
  for (const model of around) {
    const was = parts.get(model)!;
    const now = relationsOf(was.sides, environment);
    if (!saysTheSame(was, now)) parts.set(model, partsOf(model, was.fieldProblems, was.sides, environment, was));
  }
  if (!wereJoined && ![...edited].some(isJoined))
    return { ...before, parts, ...replacedIn(before, parts, before.joins) };
  const joins = joinsOf(parts, environment, before.joins, ({ sides }, [a, b]) => {
    const isKnown = sides[0] === a && sides[1] === b;
    return isKnown && !edited.has(a.field.model) && !edited.has(b.field.model);
  });
  return { ...before, parts, joins, ...replacedIn(before, parts, joins) };
}

/** Whether relations of a model have the same ends as they had, and the same is wrong with them. All else is as it is written in it. */
const saysTheSame = (was: Parts, now: Pick<Parts, 'relations' | 'relationProblems'>): boolean =>
  was.relations.every((relation, at) => hasSameEnd(relation, now.relations[at])) &&
  was.relationProblems.length === now.relationProblems.length &&
  was.relationProblems.every(({ text }, at) => text === now.relationProblems[at]?.text);

const hasSameEnd = (one: Relation | undefined, other: Relation | undefined): boolean =>
  one === undefined || other === undefined
    ? one === other
    : sameMembers(one.referencedColumns, other.referencedColumns) &&
      sameMembers(one.referencedFields, other.referencedFields);

/** The snapshot with the tables that are others by now. */
function replacedIn(before: Reading, parts: AllParts, joins: readonly Join[]): Pick<Reading, 'snapshot' | 'replaced'> {
  let { snapshot, replaced } = before;
  const put = (table: Table | undefined, was: Table | undefined): void => {
    if (!table || table === was) return;
    snapshot = snapshot.withTable(table);
    replaced++;
  };
  for (const [model, { table }] of parts) put(table, before.parts.get(model)?.table);
  const tables = new Set(joins.flatMap(({ table }) => table?.id ?? none));
  for (const { table } of before.joins) if (table && !tables.has(table.id)) snapshot = snapshot.withoutTable(table.id);
  const were = new Map(before.joins.map(({ table }) => [table?.id, table]));
  for (const { table } of joins) put(table, were.get(table?.id));
  return { snapshot, replaced };
}
