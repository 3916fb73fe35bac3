export { type Aftermath, aftermathOf, shownAftermath, takenBackWith } from './aftermath.ts';
export { isCalledAfter } from './called-after.ts';
export type * from './change.ts';
export type { Comment } from './comment.ts';
export { cutBytes } from './cut-bytes.ts';
export { type TooLong, tooLongNames } from './cut-names.ts';
export * from './data-type.ts';
export type * from './declared.ts';
export { acts, type Refusal as DeleteRefusal, type Step } from './deletion.ts';
export { type Departure, departureOf, shownDeparture } from './departure.ts';
export { doing, type Watcher, watch } from './doing.ts';
export type { Declaration } from './drift/declaration.ts';
export { isAskedAgain } from './drift/default-change.ts';
export type * from './drift/difference.ts';
export { driftOf } from './drift/drift.ts';
export { leftAloneIn } from './drift/left-alone.ts';
export { addedBehind, type Edit, edited, type NewRelation, type SchemaWriter } from './edit.ts';
export { type Divergence, divergences, type Edited, type EditedMigration, type Part } from './edited.ts';
export {
  type Cause,
  causeOf,
  type FailingStatement,
  failingForReferences,
  failingStatements,
  nearMissing,
} from './failing.ts';
export * from './foreign-key.ts';
export { addingForeignKey, foreignKeyDefinition } from './foreign-key-in-sql.ts';
export { HeldElsewhere } from './held-elsewhere.ts';
export type { Ignore, IgnoredRule } from './ignore.ts';
export { type Effect, type Impact, impactsIn } from './impact.ts';
export type { IndexOptions } from './index-options.ts';
export { findsRows, indexesForeignKeys } from './index-use.ts';
export { inferredReferences } from './inference/inferred-references.ts';
export { type DeclaredRelations, groupBy, joinReferences } from './join.ts';
export { lostOnPath } from './left-path.ts';
export type { Holder, Reads } from './listings.ts';
export { isStronger, type Lock, type LockMode, lockModes, stops } from './locks/lock.ts';
export type { LostName } from './lost-names.ts';
export type { Held, MigrationRun, Speaking } from './migration-run.ts';
export { type Entity, nameOf } from './name-of.ts';
export { nearest } from './near.ts';
export { type NewValue, newValueIn } from './new-value.ts';
export * from './origin.ts';
export type * from './output.ts';
export { emptyMap, type PersistentMap } from './persistent-map.ts';
export type { Problem } from './problem.ts';
export { type ProposedTenancy, proposedTenancy } from './proposed-tenancy.ts';
export { type Redundant, redundantIn } from './redundant-indexes.ts';
export * from './reference.ts';
export type { Relation } from './relation.ts';
export { RelationGraph } from './relation-graph.ts';
export { alone, remembered, rememberedOfText } from './remembered.ts';
export type * from './routine.ts';
export type * from './row-names.ts';
export { sameData } from './same-data.ts';
export { alikeMembers, picking, sameLists, sameMembers, stretchOf } from './same-list.ts';
export { newestVersion, type ServerVersion, serverVersions } from './server-version.ts';
export { defaultSchema, type Extension, Snapshot, sameNames } from './snapshot.ts';
export * from './source.ts';
export * from './table.ts';
export { tableAround, tableMeant, tableNameIn, tableOf, tablesNamed } from './tables-of.ts';
export { tablesOfEntity } from './tables-of-entity.ts';
export type { Taken } from './taken-along.ts';
export { plainName, type Stray, Tenancy, type TenancyNames } from './tenancy.ts';
export { type SharedEnds, sharedEnds } from './text-facts.ts';
export * from './timeline.ts';
export type { Transaction } from './transactions.ts';
export { foreignKeyTypes } from './type-compatibility.ts';
export type { TypeVerdict } from './type-compatibility-verdict.ts';
export { type ComparedTypes, compareTypes, type TypeMismatch, typeMismatches } from './type-mismatches.ts';
export { writtenType } from './written-type.ts';

/** What tells how migrations run, loaded only where that is asked for. */
export const loadMigrationRuns = () => import('./migration-run.ts');
