export { dedent, withCarets, withoutCarets } from './carets.ts';
export { check } from './check.ts';
export { checkFix } from './check-fix.ts';
export { checkPage } from './check-page.ts';
export { examineFiles, type Files, type World } from './files.ts';
export { type Example, type ExampleFile, type RulePage, readRulePage } from './rule-page.ts';
