import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Option } from '@refint/rule';
import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import type { RuleFace } from './generated.ts';
import { root } from './root.ts';
import { commentsOfKeys } from './schema-comments.ts';

/** Where the JSON Schema of a configuration is kept, for editors, and the shape that it is made from. */
export const configSchema = {
  path: 'packages/cli/schema.json',
  shape: 'packages/workspace/src/config/shape.ts',
};

/** What is there: the presets, the parts of a configuration by the name of their shape, and those that must not be empty. */
const presets = ['recommended', 'strict'];
const parts = [
  'project',
  'delete',
  'table',
  'notReference',
  'intended',
  'relations',
  'migrations',
  'tenancy',
  'override',
  'targets',
] as const;

type Schemas = Record<string, JsonSchema>;

/**
 * The JSON Schema of a configuration as text: the shape that its reader holds it to, with the comments of the shape, and the rules
 * with their options.
 */
export async function configSchemaText(faces: readonly RuleFace[]): Promise<string> {
  const shapes = await import(join(root, configSchema.shape));
  const comments = commentsOfKeys(readFileSync(join(root, configSchema.shape), 'utf8'));
  const {
    $schema,
    $defs,
    definitions = $defs,
    ...whole
  } = toJsonSchema(shapes.shape, {
    target: 'draft-07',
    definitions: Object.fromEntries(parts.map((name) => [name, shapes[`${name}Shape`]])),
    overrideSchema: ({ valibotSchema }) => (valibotSchema === shapes.rulesShape ? reference('rules') : undefined),
  });
  const described: Schemas = { rules: rulesSchema(faces), severity };
  for (const name of parts)
    described[name] = withComments((definitions as Schemas)[name]!, comments.get(`${name}Shape`));
  mustNameOne(described['intended']!, ['from', 'to']);
  mustNameOne(described['project']!, ['schema', 'migrations']);
  const schema = {
    $schema,
    title: 'The configuration of refint',
    $comment: `Written by pnpm fix from ${configSchema.shape} and the rules`,
    ...withComments(whole, comments.get('shape')),
    definitions: described,
  };
  completed(schema);
  // What converts it calls them as later drafts do.
  return `${JSON.stringify(schema, undefined, 2).replaceAll('#/$defs/', '#/definitions/')}\n`;
}

const reference = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

function withComments(schema: JsonSchema, comments: ReadonlyMap<string, string> = new Map()): JsonSchema {
  const entries = Object.entries((schema.properties ?? {}) as Schemas).map(([key, value]) => {
    const description = comments.get(key);
    if (description === undefined) return [key, value];
    // Beside a reference nothing else counts.
    return [key, value.$ref === undefined ? { description, ...value } : { description, allOf: [value] }];
  });
  return { ...schema, properties: Object.fromEntries(entries) };
}

/** An entry without any of these would mean everything, or nothing. */
function mustNameOne(schema: JsonSchema, keys: readonly string[]): void {
  schema.anyOf = keys.map((key) => ({ required: [key] }));
}

/** What an editor offers where any text may stand. */
function completed(schema: JsonSchema): void {
  const { items } = (schema.properties as Record<string, { items?: JsonSchema }>)['extends'] ?? {};
  if (items) items.examples = [...presets, './shared/refint.json', '@team/refint-config'];
}

const severity: JsonSchema = {
  enum: ['error', 'warning', 'hint', 'on', 'off'],
  description: '`on` leaves a rule its own severities, `off` lets it not run.',
};

/** Our rules with their options; those of other plugins, whose names begin otherwise, with any. */
function rulesSchema(faces: readonly RuleFace[]): JsonSchema {
  const own = [...new Set(faces.map(({ id }) => id.split('/')[0]))].join('|');
  return {
    type: 'object',
    properties: Object.fromEntries(faces.map((face) => [face.id, ruleSchema(face)])),
    patternProperties: { [`^(?!(?:${own})/).+/.+$`]: settingOf({ type: 'object' }) },
    additionalProperties: false,
  };
}

const settingOf = (options: JsonSchema): JsonSchema => ({
  anyOf: [
    reference('severity'),
    { type: 'array', items: [reference('severity'), options], minItems: 2, maxItems: 2, additionalItems: false },
  ],
});

function ruleSchema({ summary, severity: own, strict, options = {} }: RuleFace): JsonSchema {
  const only = strict === undefined ? '' : ` Only in \`strict\`: ${strict}`;
  const properties = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, optionSchema(option)]));
  return {
    description: `${summary} Its own severity is ${own}.${only}`,
    ...settingOf({ type: 'object', properties, additionalProperties: false }),
  };
}

function optionSchema(option: Option): JsonSchema {
  const face = { description: option.about, default: option.default as JsonSchema['default'] };
  switch (option.kind) {
    case 'flag':
      return { ...face, type: 'boolean' };
    case 'number': {
      const { whole = false, least, most } = option;
      const bounds = {
        ...(least === undefined ? {} : { minimum: least }),
        ...(most === undefined ? {} : { maximum: most }),
      };
      return { ...face, type: whole ? 'integer' : 'number', ...bounds };
    }
    case 'text':
      return { ...face, type: 'string' };
    case 'texts':
      return { ...face, anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };
    case 'choice':
      return { ...face, enum: [...option.words] };
  }
}
