import type { Finding, Fix } from '@refint/rule';
import type { Checked } from './report.ts';

/**
 * A finding whose fix is worked out once somebody asks for it, which has to be before its schema is read again, see `workOutFixes`. One
 * that cannot be worked out is none: the command, which asks at once, tells of the crash.
 */
export class WithLateFix implements Finding {
  readonly rule: string;
  readonly message: string;
  readonly severity: Finding['severity'];
  readonly text: string;
  readonly at: Finding['at'];
  readonly entity: string;
  readonly notes: Finding['notes'];
  readonly fingerprint: string;
  #find: (() => Fix | undefined) | undefined;
  #fix: Fix | undefined;

  /** @param finding the same without a fix */
  constructor(finding: Finding, find: () => Fix | undefined) {
    this.rule = finding.rule;
    this.message = finding.message;
    this.severity = finding.severity;
    this.text = finding.text;
    this.at = finding.at;
    this.entity = finding.entity;
    this.notes = finding.notes;
    this.fingerprint = finding.fingerprint;
    this.#find = find;
  }

  get fix(): Fix | undefined {
    const find = this.#find;
    // What it was found in is let go with the function.
    this.#find = undefined;
    try {
      if (find) this.#fix = find();
    } catch {
      // Then there is none.
    }
    return this.#fix;
  }
}

/**
 * Works out all fixes of a report that were left for later. Whoever hands in what was read for it, to read it again after an edit, has to
 * have done so: places move on to the new text then.
 */
export function workOutFixes({ findings, suppressed = [] }: Pick<Checked, 'findings' | 'suppressed'>): void {
  for (const finding of findings) void finding.fix;
  for (const { finding } of suppressed) void finding.fix;
}
