/** How many tests and checks went which way. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The part of vitest's JSON report that is counted. */
interface Report {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/**
 * Counts a vitest JSON report. A file that could not be loaded has no tests, and counts as one failure. So does a run
 * that failed although no test did (an error outside of tests), and one that wrote no report.
 */
export function tallyOf(json: string | undefined, succeeded: boolean): Tally {
  if (json === undefined) return tallyOfStep(false);
  const { testResults } = JSON.parse(json) as Report;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const failedTests = tests.filter(({ status }) => status === 'failed').length;
  const unloadable = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length;
  const failed = failedTests + unloadable;
  return {
    passed,
    failed: failed === 0 && !succeeded ? 1 : failed,
    skipped: tests.length - passed - failedTests,
  };
}

/** A check that is no test counts as one. */
export function tallyOfStep(succeeded: boolean): Tally {
  return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
}

export function add(...tallies: readonly Tally[]): Tally {
  return tallies.reduce((sum, tally) => ({
    passed: sum.passed + tally.passed,
    failed: sum.failed + tally.failed,
    skipped: sum.skipped + tally.skipped,
  }));
}

/** The last line of a check; skipped ones are named only if there are any. */
export function wordsFor({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
