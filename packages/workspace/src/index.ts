export type { FoundProject } from './found.ts';
export { type OpenOptions, openPlugins, openWorkspace, type Workspace } from './open-workspace.ts';
export { Refusal } from './refusal.ts';
