export type { Edit } from '@refint/model';
export { among } from './among.ts';
export { type Answered, type AtEnds, atEnds } from './at-ends.ts';
export type { Finding, Fix, PlacedNote, Severity } from './finding.ts';
export { type IntendedReference, intentionFor } from './intended.ts';
export {
  type GivenOptions,
  type Option,
  type Options,
  type OptionsOf,
  type OptionValue,
  optionsWith,
} from './options.ts';
export { matchesColumns, matchesTable } from './patterns.ts';
export { allowedActions, allows, type DeletePolicy, type DeleteRule, policyFor, priorityOrder } from './policy.ts';
export {
  type AnyRule,
  type Claim,
  contract,
  definePlugin,
  defineRule,
  type Messages,
  type Need,
  type Note,
  type Plugin,
  type Project,
  type Rule,
  type Runner,
  type Say,
  type Side,
  type Subjects,
  sidesOf,
} from './rule.ts';
export { knownState, searchedSide } from './searched.ts';
export { factAbout, type TableFact } from './table-facts.ts';
export { namesTable, type TenancySettings, tenancyIn, wholeTenancyIn } from './tenancy.ts';
export { inferredReferences, isAbout, type NotReference, undeclaredReferences } from './undeclared.ts';
