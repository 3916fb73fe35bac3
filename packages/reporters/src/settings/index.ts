export { settingsJson } from './json.ts';
export { settingsText } from './text.ts';
