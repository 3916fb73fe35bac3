/**
 * GitLab's code quality report as a JSON schema of our own for the tests, after the table of its documentation (CI/CD, testing, code
 * quality, "Code Quality report format"): a list, the parts that must be there, the five severities, a relative path without
 * `./` before it, and one fingerprint for each violation, which no schema can say.
 */
const text = { type: 'string', minLength: 1 } as const;
const line = { type: 'integer', minimum: 1 } as const;

export const gitlabShape = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    additionalProperties: false,
    properties: {
      description: text,
      check_name: text,
      fingerprint: text,
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        additionalProperties: false,
        properties: {
          path: { type: 'string', minLength: 1, pattern: '^(?!\\./)' },
          lines: {
            type: 'object',
            required: ['begin'],
            additionalProperties: false,
            properties: { begin: line, end: line },
          },
        },
      },
    },
  },
};
