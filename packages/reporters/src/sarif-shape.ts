/**
 * The part of SARIF 2.1.0 that refint writes, as a JSON schema of our own for the tests: the names, the required
 * properties, the closed sets of words and the bounds of the standard (OASIS, errata 1), and nothing that we never write.
 * It is stricter than the standard where we always write what the standard leaves open.
 */
const text = { type: 'string', minLength: 1 } as const;
const at1 = { type: 'integer', minimum: 1 } as const;
const uri = { type: 'string', format: 'uri-reference' } as const;

/** An object with exactly these properties; those not named as optional are required. */
const object = (properties: Readonly<Record<string, object>>, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

const list = (items: object, more: object = {}) => ({ type: 'array', items, ...more });

const bag = { type: 'object' } as const;
const message = object({ text });
const level = { enum: ['none', 'note', 'warning', 'error'] } as const;
const region = object({ startLine: at1, startColumn: at1, endLine: at1, endColumn: at1 });
const artifactLocation = object({ uri, uriBaseId: { enum: ['%SRCROOT%'] } }, ['uriBaseId']);
const physicalLocation = object({ artifactLocation, region });
const location = object({ id: { type: 'integer', minimum: -1 }, physicalLocation, message }, ['id', 'message']);

const rule = object({
  id: text,
  shortDescription: message,
  fullDescription: message,
  help: object({ text, markdown: text }),
  defaultConfiguration: object({ level }),
  properties: bag,
});

const replacement = object({ deletedRegion: region, insertedContent: object({ text: { type: 'string' } }) });

const fix = object({
  description: message,
  artifactChanges: list(object({ artifactLocation, replacements: list(replacement, { minItems: 1 }) }), {
    minItems: 1,
    uniqueItems: true,
  }),
  properties: bag,
});

const suppression = object(
  {
    kind: { enum: ['inSource', 'external'] },
    status: { enum: ['accepted', 'underReview', 'rejected'] },
    justification: text,
    location,
  },
  ['location'],
);

const result = object(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    message,
    locations: list(location, { minItems: 1 }),
    relatedLocations: list(location, { uniqueItems: true }),
    partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
    fixes: list(fix, { uniqueItems: true }),
    suppressions: list(suppression, { uniqueItems: true }),
    properties: bag,
  },
  ['relatedLocations', 'fixes', 'suppressions'],
);

const notification = object(
  {
    descriptor: object({ id: text }),
    level,
    message,
    locations: list(location, { uniqueItems: true }),
    properties: bag,
  },
  ['locations', 'properties'],
);

const driver = object({ name: text, version: text, semanticVersion: text, rules: list(rule, { uniqueItems: true }) });

export const sarifShape = object({
  $schema: { type: 'string', format: 'uri' },
  version: { enum: ['2.1.0'] },
  runs: list(
    object({
      tool: object({ driver }),
      automationDetails: object({ id: text }),
      originalUriBaseIds: object({ '%SRCROOT%': object({ description: message }) }),
      invocations: list(
        object({ executionSuccessful: { type: 'boolean' }, toolExecutionNotifications: list(notification) }),
      ),
      columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
      results: list(result),
      properties: bag,
    }),
  ),
});
