export { dedent, withCarets, withoutCarets } from './carets.ts';
export { check } from './check.ts';
export { examineFiles, type Files, type World } from './files.ts';
