export { type Planner, plannerFor } from './planner.ts';
export { insertOf, rowsFor, type SampleRow, type SampleRows, type Wanted } from './rows.ts';
export { orphansOf, type Seed, type SeedOptions, type SeedStatement, seedOf } from './seed.ts';
export { isUnfillable, type Special, type Template, type Unfillable, type Use, type Wish } from './template.ts';
