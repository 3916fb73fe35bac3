export { type Automation, type Forge, forges, type HookTool, hookFor, hookTools, workflowFor } from './automation.ts';
export { type ConfigForm, configText } from './config-text.ts';
export type { Beginning, FoundPlace } from './sections.ts';
export { type Begun, begunText } from './told.ts';
