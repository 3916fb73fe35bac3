export { AskedOnce } from './asked-once.ts';
export type { ChangedFile, NewFile, PackageManager, Site } from './beginning/index.ts';
export { openCompanion } from './companion.ts';
export type { Config } from './config/shape.ts';
export { readText } from './disk.ts';
export type { FoundProject } from './found.ts';
export type { Commits, KnownCommit } from './git/commits.ts';
export { isInteresting } from './interesting.ts';
export {
  type Answers,
  factsIn,
  factsOf,
  settledFacts,
  stampBytes,
  stillTrue,
} from './kept/facts.ts';
export { nameOfKept, readKept, writeKept } from './kept/kept-file.ts';
export { type Asked, record } from './kept/record.ts';
export { meant } from './meant.ts';
export { withTexts } from './open-texts.ts';
export {
  type Again,
  allProblems,
  type Instead,
  type OpenOptions,
  openPlugins,
  openSettings,
  openWorkspace,
  type Workspace,
} from './open-workspace.ts';
export { isWithin, shownPath } from './paths.ts';
export { openPlan, openText, type PlanFolder } from './plan-folder.ts';
export { Refusal } from './refusal.ts';
export { wayFromRoot } from './repository.ts';

/** Does something without running code of the project, loaded only where somebody does not trust it. */
export const loadDistrust = () => import('./config/run-module.ts').then(({ withoutCode }) => withoutCode);

/** What asks git for what is staged, loaded only where somebody wants to know. */
export const loadStaged = () => import('./git/staged.ts');

/** Projects as they were at a commit, loaded only where somebody names one. */
export const loadCommits = () => import('./git/commits.ts');

/** Known findings as the text of a file, loaded only where one is written. */
export const loadBaselineText = () => import('./baseline/text.ts');

/** What looks at a folder that is to be configured and writes there, loaded only where it is asked for. */
export const loadBeginning = () => import('./beginning/index.ts');
