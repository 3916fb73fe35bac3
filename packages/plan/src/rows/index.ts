export { type Planner, plannerFor } from './planner.ts';
export { insertOf, rowsFor, type SampleRow, type SampleRows, type Wanted } from './rows.ts';
export { type Seed, type SeedOptions, type SeedStatement, seedOf, seedOrphans } from './seed.ts';
export { isUnfillable, type Special, type Template, type Unfillable, type Use, type Wish } from './template.ts';
