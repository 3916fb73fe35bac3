import type { Takes } from './parse.ts';

export const output = { value: 'FILE', description: 'write to a file, and nothing to standard output' };
export const config = { value: 'FILE', description: 'the configuration to use, instead of the nearest' };

/** What may follow `refint check`. */
export const ofCheck = {
  argument: { name: 'PATH', kind: 'any' },
  options: {
    format: {
      value: 'FORMAT[:FILE]',
      many: true,
      description:
        'lines, pretty, json, github, gitlab, junit, sarif, markdown or pull-request; may be given several times',
    },
    output,
    staged: {
      description: 'only what is new or touched in what git has staged',
    },
    since: {
      value: 'GITREF',
      description: 'only what is new or touched since a commit',
    },
    'fail-on': {
      value: 'LEVEL',
      description: 'error, warning or never: what makes the exit code 1',
    },
    'max-warnings': { value: 'N', description: 'more warnings than this make the exit code 1' },
    'no-baseline': { description: 'show also what the list of known findings hides' },
    'no-cache': { description: 'find the answer anew, and keep nothing' },
    strict: { description: 'exit code 2 for whatever is not understood' },
    config,
  },
} satisfies Takes;
