import type { Finding, Fix } from '@refint/rule';

/**
 * A finding whose fix is worked out once somebody asks for it. It is found in the same texts then as now, since nothing of a report ever
 * changes. One that cannot be worked out is none: the command, which asks at once, tells of the crash.
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
    this.#fix = undefined;
  }

  get fix(): Fix | undefined {
    const find = this.#find;
    // What it was found in is let go with the function.
    this.#find = undefined;
    try {
      if (find) this.#fix = find();
    } catch {
      this.#fix = undefined;
    }
    return this.#fix;
  }
}
