export { amount, listed } from './amounts.ts';
export { analyze } from './analyze.ts';
export type { Asked } from './asked.ts';
export type { Baseline, KnownFinding, KnownFindings } from './baseline/known.ts';
export { type Catalog, catalogOf } from './catalog.ts';
export type { Base, ChangeInput } from './change/index.ts';
export type { Lines, Touched } from './change/touched.ts';
export type { Chapter, Chronicle, Entry, TableStory } from './chronicle/index.ts';
export { levelOf, mayRun } from './decided.ts';
export { digestOf } from './digest.ts';
export type { Page } from './editor/impact-page.ts';
export { type Decided, type Examined, examine } from './examine.ts';
export type { ImpactStory } from './impact/index.ts';
export {
  defaultSettings,
  type MigrationInput,
  type Override,
  type ProjectInput,
  type RuleDecisions,
  type RuleLevel,
  type Settings,
  type Since,
} from './input.ts';
export { workOutFixes } from './late-fix.ts';
export type { Proposal, ProposedDelete, TenancyProposal } from './proposal/index.ts';
export { assumedExtensions } from './rehearsal/assumed-extensions.ts';
export { digestOfHistory } from './rehearsal/digest.ts';
export type * from './rehearsal/types.ts';
export type {
  BaselineUse,
  ChangeReport,
  Checked,
  CheckedProject,
  ProjectCounts,
  ProjectReport,
  Report,
  Suppressed,
} from './report.ts';
export type { Server } from './server/server.ts';
export type * from './story/index.ts';
export type { Targets } from './story/targets.ts';
export type {
  SettingOrigin,
  ToldFile,
  ToldOption,
  ToldOverride,
  ToldRule,
  ToldSettings,
  ToldValue,
} from './told-settings.ts';
export { withInferred } from './with-inferred.ts';

/** What tells the history of a project, loaded only where it is asked for. */
export const loadChronicle = () => import('./chronicle/index.ts');

/** What tells the consequences of a delete, loaded only where it is asked for. */
export const loadImpact = () => import('./impact/index.ts');

/** What a report tells, loaded only where it is asked for. */
export const loadStory = () => import('./story/index.ts');

/** What reads a rehearsal that was kept in a file, loaded only where one is named. */
export const loadKeptRehearsal = () => import('./rehearsal/read.ts');

/** What holds where no target is set, loaded only where it is asked for. */
export const loadTargets = () => import('./story/targets.ts');

/** What proposes settings, loaded only where somebody begins with a configuration. */
export const loadProposal = () => import('./proposal/index.ts');

/** What analyses a change, loaded only where one is to be spoken of. */
export const loadChange = () => import('./change/index.ts');

/** What an editor offers besides findings, loaded only where there is one. */
export const loadEditor = () => import('./editor/index.ts');

/** What asks a server what it holds and compares that with a replay, loaded only where there is a server. */
export const loadComparison = () => import('./server/index.ts');
