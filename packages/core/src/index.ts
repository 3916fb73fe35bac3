export { analyze } from './analyze.ts';
export { examine, type Examined } from './examine.ts';
export { defaultSettings, type MigrationInput, type ProjectInput, type Settings } from './input.ts';
export type { ProjectCounts, ProjectReport, Report } from './report.ts';
