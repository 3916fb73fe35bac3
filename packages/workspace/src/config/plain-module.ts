/** What a program says that does nothing but say it. */
export interface PlainModule {
  readonly value: unknown;
}

const blank = String.raw`(?:\s|//[^\n\r\u2028\u2029]*(?![^\n\r\u2028\u2029])|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/)*`;
const word = new RegExp(
  String.raw`${blank}(?:'([^'\\\n\r]*)'|"([^"\\\n\r]*)"|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?![\w.$]))|([A-Za-z_$][\w$]*)|([{}[\]():,;]))`,
  'y',
);
const end = new RegExp(`${blank}$`, 'y');

/** Deeper than any configuration that a person wrote. */
const deepest = 40;

/** Whatever these are called, they do something. */
const special = new Set(['__proto__', '__esModule', 'default', 'then']);

/**
 * What a module exports by default, if that is nothing but data: an object of texts, numbers, truth values, lists and objects, as it
 * is or handed to `defineConfig` of refint, which gives back what it gets. Such a program does not have to be run, and says the same
 * wherever it is run. Nothing for every other program, and for what is not one.
 */
export function plainModule(code: string, isTypeScript: boolean): PlainModule | undefined {
  const words = wordsIn(code);
  if (!words) return undefined;
  const reader: Reader = { words, at: 0, depth: 0 };
  const imported = readImports(reader, isTypeScript);
  if (!imported || !takes(reader, 'export') || !takes(reader, 'default')) return undefined;
  const isHanded = takes(reader, 'defineConfig');
  if (isHanded && !(imported.has('defineConfig') && takes(reader, '('))) return undefined;
  if (reader.words[reader.at]?.sign !== '{') return undefined;
  const value = valueAt(reader);
  if (value === nothing) return undefined;
  if (isHanded) {
    takes(reader, ',');
    if (!takes(reader, ')')) return undefined;
  }
  if (isTypeScript && takes(reader, 'satisfies') && reader.words[reader.at++]?.name === undefined) return undefined;
  takes(reader, ';');
  return reader.at === words.length ? { value } : undefined;
}

interface Word {
  readonly text?: string | undefined;
  readonly number?: number | undefined;
  readonly name?: string | undefined;
  readonly sign?: string | undefined;
}

/** All words, if each is one that data is made of. */
function wordsIn(code: string): readonly Word[] | undefined {
  const words: Word[] = [];
  for (let at = 0; ; ) {
    word.lastIndex = at;
    const found = word.exec(code);
    if (!found) {
      end.lastIndex = at;
      return end.test(code) ? words : undefined;
    }
    at = word.lastIndex;
    const [, single, double, number, name, sign] = found;
    words.push({ text: single ?? double, number: number === undefined ? undefined : Number(number), name, sign });
  }
}

interface Reader {
  readonly words: readonly Word[];
  at: number;
  depth: number;
}

function takes(reader: Reader, what: string): boolean {
  const next = reader.words[reader.at];
  if (next?.name !== what && next?.sign !== what) return false;
  reader.at++;
  return true;
}

/** The names that are imported from refint; nothing where anything else is, but for types, which are gone when it runs. */
function readImports(reader: Reader, isTypeScript: boolean): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  while (takes(reader, 'import')) {
    const isType = isTypeScript && takes(reader, 'type');
    if (!takes(reader, '{')) return undefined;
    while (!takes(reader, '}')) {
      const isTypeName = isTypeScript && takes(reader, 'type');
      const name = reader.words[reader.at++]?.name;
      if (name === undefined || (!isType && !isTypeName && name !== 'defineConfig')) return undefined;
      if (!isType && !isTypeName) names.add(name);
      if (!takes(reader, ',') && reader.words[reader.at]?.sign !== '}') return undefined;
    }
    if (!takes(reader, 'from') || reader.words[reader.at++]?.text !== 'refint') return undefined;
    takes(reader, ';');
  }
  return names;
}

const nothing = Symbol('no data');
const constants: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

function valueAt(reader: Reader): unknown {
  const next = reader.words[reader.at++];
  if (!next) return nothing;
  if (next.text !== undefined) return next.text;
  if (next.number !== undefined) return next.number;
  if (next.name !== undefined) return Object.hasOwn(constants, next.name) ? constants[next.name] : nothing;
  if (reader.depth >= deepest) return nothing;
  reader.depth++;
  const value = next.sign === '[' ? listAt(reader) : next.sign === '{' ? objectAt(reader) : nothing;
  reader.depth--;
  return value;
}

function listAt(reader: Reader): unknown {
  const values: unknown[] = [];
  while (!takes(reader, ']')) {
    const value = valueAt(reader);
    if (value === nothing) return nothing;
    values.push(value);
    if (!takes(reader, ',') && reader.words[reader.at]?.sign !== ']') return nothing;
  }
  return values;
}

function objectAt(reader: Reader): unknown {
  const entries: Record<string, unknown> = {};
  while (!takes(reader, '}')) {
    const { name, text } = reader.words[reader.at++] ?? {};
    const key = name ?? text;
    if (key === undefined || special.has(key) || !takes(reader, ':')) return nothing;
    const value = valueAt(reader);
    if (value === nothing) return nothing;
    entries[key] = value;
    if (!takes(reader, ',') && reader.words[reader.at]?.sign !== '}') return nothing;
  }
  return entries;
}
