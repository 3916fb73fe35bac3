export { dedent, withCarets, withoutCarets } from './carets.ts';
export { check } from './check.ts';
export { checkFix } from './check-fix.ts';
export { examineFiles, type Files, type World } from './files.ts';
