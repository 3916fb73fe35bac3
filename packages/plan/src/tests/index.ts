export { type Case, isUntested, type Trial, type Untested } from './case.ts';
export { casesOf } from './cases.ts';
export { testsOf } from './write.ts';
