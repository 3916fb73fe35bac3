import { dirname } from 'node:path';
import { isThere } from '../disk.ts';
import { meant } from '../meant.ts';
import { shownPath } from '../paths.ts';
import { Refusal } from '../refusal.ts';
import { refusalAt } from './check-config.ts';
import { isPreset, type Layer, layerAt, presets } from './layer.ts';
import { isPath, pathOfModule } from './run-module.ts';

/** The configurations that one extends, and those that they extend, in the order in which later ones win; itself the last. */
export async function withExtended(own: Layer, cwd: string): Promise<readonly Layer[] | Refusal> {
  const layers = await beneath(own, [own], { cwd, isInPackage: false });
  if (layers instanceof Refusal) return layers;
  // A file that is extended twice says the same twice: what counts is the place where it wins over more.
  const last = new Map(layers.map((layer) => [layer.path, layer]));
  return layers.filter((layer, at) => last.get(layer.path) === layer && layers.indexOf(layer) === at);
}

interface Scene {
  readonly cwd: string;
  readonly isInPackage: boolean;
}

/** `way` is how we came here: who is on it and is extended once more would never come to an end. */
async function beneath(layer: Layer, way: readonly Layer[], scene: Scene): Promise<readonly Layer[] | Refusal> {
  const layers: Layer[] = [];
  for (const [at, name] of (layer.config.extends ?? []).entries()) {
    if (isPreset(name)) continue;
    const refuse = (sentence: string): Refusal => refusalAt(layer, ['extends', at], sentence, name);
    const path = await pathOfModule(name, layer.path);
    if (path === undefined || !isThere(path)) return refuse(whatIsMissing(name, at));
    const shown = shownPath(scene.cwd, path);
    if (!/\.(?:[cm]?[jt]s|json|ya?ml)$|\.refintrc$/.test(path))
      return refuse(`extends[${at}] is ${shown}, which is no configuration: it has to be .ts, .js, .json or .yaml`);
    const again = way.findIndex((one) => one.path === path);
    if (again >= 0) {
      const circle = [...way.slice(again).map((one) => one.shown), shown].join(' → ');
      return refuse(`extends goes in a circle: ${circle}`);
    }
    const isInPackage = scene.isInPackage || !isPath(name);
    const read = await layerAt(path, shown, isInPackage ? layer.folder : dirname(path));
    if (read instanceof Refusal) return read;
    const next: Layer = { ...read, extendedBy: { as: isInPackage ? 'package' : 'extends', name, layer, at } };
    const all = await beneath(next, [...way, next], { ...scene, isInPackage });
    if (all instanceof Refusal) return all;
    layers.push(...all);
  }
  return [...layers, layer];
}

function whatIsMissing(name: string, at: number): string {
  if (isPath(name)) return `extends[${at}] is "${name}", which does not exist`;
  const near = meant(name, presets);
  return near === undefined
    ? `extends[${at}] is "${name}", which is no preset ("recommended", "strict") and no package that is installed here; a path begins with ./`
    : `extends[${at}] cannot be "${name}"; did you mean "${near}"?`;
}
