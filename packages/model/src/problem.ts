import type { Place } from './source.ts';

/**
 * Something refint could not do, as opposed to a finding, which is something wrong with the schema.
 * `unreadable`: the text is broken there. `not-understood`: it was read as a statement or block and its meaning is not
 * known. `rule-crashed`: a defect of a rule. `unusable`: an input that could not be taken at all, such as a missing file.
 */
export interface Problem {
  readonly kind: 'unreadable' | 'not-understood' | 'rule-crashed' | 'unusable';
  readonly text: string;
  readonly at?: Place | undefined;
  /** The setting that it is about, as `deletes[0]`: whoever read the configuration knows where that is written. */
  readonly setting?: string | undefined;
  /** True when the analysis cannot be trusted without it: the command ends with exit code 2. */
  readonly fatal: boolean;
}
