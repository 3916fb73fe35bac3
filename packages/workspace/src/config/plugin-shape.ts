import * as v from 'valibot';
import { keysOf, sentenceFor } from './check-config.ts';

const about = v.string();
const optionShape = v.variant('kind', [
  v.looseObject({ kind: v.literal('flag'), about, default: v.boolean() }),
  v.looseObject({ kind: v.literal('number'), about, default: v.number() }),
  v.looseObject({ kind: v.literal('text'), about, default: v.string() }),
  v.looseObject({
    kind: v.literal('texts'),
    about,
    default: v.array(v.string()),
    names: v.optional(v.picklist(['tables', 'columns'])),
  }),
  v.looseObject({ kind: v.literal('choice'), about, default: v.string(), words: v.array(v.string()) }),
]);

const ruleShape = v.looseObject({
  id: v.string(),
  on: v.picklist(['state', 'change', 'migration', 'project', 'ignore']),
  summary: v.string(),
  severity: v.picklist(['error', 'warning', 'hint']),
  strict: v.optional(v.string()),
  options: v.optional(v.record(v.string(), optionShape)),
  docs: v.optional(v.object({ href: v.string() })),
  messages: v.record(v.string(), v.function()),
  check: v.function(),
});

const pluginShape = v.looseObject({ name: v.pipe(v.string(), v.nonEmpty()), rules: v.array(ruleShape) });

/** What keeps a module's default export from being a plugin, in one sentence; nothing where it is one. */
export function whatIsWrongWith(value: unknown): string | undefined {
  const isLike = typeof value === 'object' && value !== null && ('name' in value || 'rules' in value);
  if (!isLike) return 'its default export is no object with a name and rules';
  const checked = v.safeParse(pluginShape, value);
  if (!checked.success) return sentenceFor(checked.issues[0], keysOf(checked.issues[0]));
  const { name, rules } = checked.output;
  const stray = rules.find(({ id }) => !id.startsWith(`${name}/`));
  if (stray) return `its name is "${name}", so the rule "${stray.id}" has to be called "${name}/…"`;
  const twice = rules.find(({ id }, at) => rules.findIndex((other) => other.id === id) !== at);
  return twice && `it has two rules "${twice.id}"`;
}
