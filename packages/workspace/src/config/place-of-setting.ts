import { type Place, type Problem, sourceOf } from '@refint/model';
import { type Keys, shownKeys } from './check-config.ts';
import type { Layer } from './layer.ts';
import { lineOf } from './line-of.ts';
import { type Merged, merges } from './merge.ts';

/** Problems with settings, each at the line on which the setting is written, or naming its file where that is not known. */
export const placedProblems = (problems: readonly Problem[], layers: readonly Layer[]): readonly Problem[] =>
  problems.map((problem) => {
    const written = problem.setting === undefined ? undefined : whereIs(keysOf(problem.setting), layers);
    if (!written || problem.at) return problem;
    const { layer, keys } = written;
    // It is called as its own file counts.
    const text = problem.text.replace(problem.setting ?? '', shownKeys(keys));
    const at = placeIn(layer, keys);
    return at ? { ...problem, text, at } : { ...problem, text: `${layer.shown}: ${text}` };
  });

/** `relations.intended[2]` as keys. */
const keysOf = (setting: string): Keys =>
  setting.split(/[.[\]]+/).flatMap((key) => (key === '' ? [] : [/^\d+$/.test(key) ? Number(key) : key]));

interface Written {
  readonly layer: Layer;
  /** The keys of the setting in that file. */
  readonly keys: Keys;
}

/** Of entries that several files give, each counts on from those before it; of all else the file that wins has it. */
function whereIs(keys: Keys, layers: readonly Layer[]): Written | undefined {
  const at = keys.findIndex((key) => typeof key === 'number');
  const [first] = keys;
  // Overrides are in the order in which the later ones win.
  const inOrder = first === 'overrides' ? layers : [...layers].reverse();
  const isJoined = first === 'overrides' || merges[first as keyof Merged]?.startsWith('joined');
  if (at < 0 || !isJoined) {
    // Of rules each option is of the last file that gives it, of all else the key as a whole is.
    const depth = first === 'rules' ? keys.length : 1;
    const layer = inOrder.find(({ config }) => valueAt(config, keys.slice(0, depth)) !== undefined);
    return layer && { layer, keys };
  }
  let index = keys[at] as number;
  for (const layer of inOrder) {
    const { length } = (valueAt(layer.config, keys.slice(0, at)) ?? []) as readonly unknown[];
    if (index < length) return { layer, keys: keys.with(at, index) };
    index -= length;
  }
  return undefined;
}

const valueAt = (value: unknown, keys: Keys): unknown =>
  keys.reduce(
    (part, key) => (typeof part === 'object' ? (part as Readonly<Record<string, unknown>>)?.[key] : undefined),
    value,
  );

/** The line of a setting, or of what it is written in. */
function placeIn(layer: Layer, keys: Keys): Place | undefined {
  const { shown, text } = layer;
  const line = lineOf(layer, keys) ?? (keys.length > 1 ? lineOf(layer, keys.slice(0, -1)) : undefined);
  if (line === undefined) return undefined;
  const start = text.split('\n', line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const end = text.indexOf('\n', start);
  const source = sourceOf(shown, text);
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0].length ?? 0;
  return { source, span: { start: start + indent, end: end < 0 ? text.length : end } };
}
