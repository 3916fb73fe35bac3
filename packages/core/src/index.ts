export { analyze } from './analyze.ts';
export { type Catalog, catalogOf } from './catalog.ts';
export { type Examined, examine } from './examine.ts';
export { defaultSettings, type MigrationInput, type ProjectInput, type Settings } from './input.ts';
export type { ProjectCounts, ProjectReport, Report } from './report.ts';
