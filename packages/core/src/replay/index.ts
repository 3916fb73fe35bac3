export { type Base, baseOf, nothingBefore } from './base.ts';
export { type History, replayHistory } from './history.ts';
export type { ReadCommand } from './play.ts';
export { definedBy } from './recorder.ts';
export { type MigrationFile, type Replayed, type ReplayState, replay, startOf } from './replay.ts';
