import type { Keys } from './check-config.ts';

/**
 * Where a key, or an entry of a list, is written in JSON, JavaScript, TypeScript or YAML; nothing when it is not written out
 * there, as where a program puts it together. No language is read whole: brackets, strings and comments are enough for
 * the ones, and the indent of lines for the other.
 */
export function offsetOfKey(text: string, keys: Keys): number | undefined {
  if (keys.length === 0) return undefined;
  const wanted = pathOf(keys);
  const roots = isYaml(text) ? [placesInYaml(text)] : placesInBrackets(text);
  return roots.findLast((places) => places.has(wanted))?.get(wanted);
}

/** Offsets by path. */
type Places = Map<string, number>;

const pathOf = (keys: Keys): string => keys.map((key) => `/${key}`).join('');

/** A line of YAML begins with a key, a dash or a document; of the others it begins with a bracket or is code. */
const isYaml = (text: string): boolean => {
  const first = text.split('\n').find((line) => !/^\s*(?:#.*|\/[/*].*|\*.*)?$/.test(line)) ?? '';
  return /^(?:---|-\s|["']?[\w$][\w$/ -]*["']?\s*:(?:\s|$))/.test(first);
};

interface Open {
  readonly places: Places;
  readonly path: string;
  readonly isList: boolean;
  /** The number of the next entry of a list. */
  index: number;
  /** Whether what comes next begins a key or an entry. */
  isNext: boolean;
  /** The path of the value that is being read. */
  value: string;
}

const token =
  /\/\/.*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|`(?:[^`\\]|\\[\s\S])*`|[\w$][\w$-]*|[^\s]/g;

/** The places of keys for each object that stands by itself, such as the one in `defineConfig({ … })`. */
function placesInBrackets(text: string, prefix = '', offset = 0): Places[] {
  const roots: Places[] = [];
  const open: (Open | undefined)[] = [];
  for (const { 0: word, index } of text.matchAll(token)) {
    if (/^\/[/*]/.test(word)) continue;
    const top = open.at(-1);
    if (top?.isList && top.isNext && word !== ']') {
      top.value = `${top.path}/${top.index}`;
      top.places.set(top.value, index + offset);
      top.isNext = false;
    }
    if (word === '{' || word === '[') {
      // An object in a list of arguments is one by itself.
      const places: Places = top?.places ?? new Map();
      if (!top) roots.push(places);
      const path = top ? top.value : prefix;
      open.push({ places, path, isList: word === '[', index: 0, isNext: true, value: path });
    } else if (word === '(') open.push(undefined);
    else if (word === '}' || word === ']' || word === ')') open.pop();
    else if (!top) continue;
    else if (word === ',') {
      top.isNext = true;
      top.index++;
    } else if (!top.isList && top.isNext) {
      top.value = `${top.path}/${/^["'`]/.test(word) ? word.slice(1, -1) : word}`;
      top.places.set(top.value, index + offset);
      top.isNext = false;
    }
  }
  return roots;
}

/** Blocks are told by their indent; what is in brackets is read as such. */
function placesInYaml(text: string): Places {
  const places: Places = new Map();
  const above: { readonly indent: number; readonly path: string; entries: number }[] = [
    { indent: -1, path: '', entries: 0 },
  ];
  let start = 0;
  for (const line of text.split('\n')) {
    const [, blanks = '', dashes = '', key] =
      /^(\s*)((?:-\s+|-$)*)(?:("[^"]*"|'[^']*'|[^\s#&*!|>%@`"'{[][^#:]*?)\s*:(?=\s|$))?/.exec(line) ?? [];
    let indent = blanks.length;
    const isEmpty = /^\s*(?:#|---|$)/.test(line);
    const enter = (name: (parent: (typeof above)[number]) => string): void => {
      // A list may stand at the indent of the key that it belongs to.
      while (above.length > 1 && above.at(-1)!.indent >= indent) above.pop();
      const parent = above.at(-1)!;
      const path = `${parent.path}/${name(parent)}`;
      places.set(path, start + indent);
      above.push({ indent, path, entries: 0 });
    };
    if (!isEmpty) {
      for (const { 0: dash } of dashes.matchAll(/-\s*/g)) {
        const owner = above.findLast((one) => one.indent <= indent && !/\/\d+$/.test(one.path)) ?? above[0]!;
        while (above.at(-1) !== owner) above.pop();
        const path = `${owner.path}/${owner.entries++}`;
        places.set(path, start + indent);
        above.push({ indent: indent + 0.5, path, entries: 0 });
        indent += dash.length;
      }
      if (key !== undefined) enter(() => key.replace(/^["']|["']$/g, ''));
      const bracket = line.slice(indent).search(/(?<=^|:\s+)[[{]/);
      if (bracket >= 0) {
        const at = start + indent + bracket;
        for (const inner of placesInBrackets(text.slice(at), above.at(-1)!.path, at).slice(0, 1))
          for (const [path, place] of inner) places.set(path, place);
      }
    }
    start += line.length + 1;
  }
  return places;
}
