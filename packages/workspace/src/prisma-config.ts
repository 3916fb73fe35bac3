import { join } from 'node:path';
import { type Word, wordsOf } from './code-words.ts';

/** What a Prisma configuration says about places, read as text: no code of the project is run. */
export interface PrismaConfig {
  /** Relative to the configuration's folder, as written; nothing when it does not say. */
  readonly schema: string | undefined;
  readonly migrations: string | undefined;
  /** Tables and enums that others manage, as written; nothing when it does not say, or only the program itself knows. */
  readonly external: readonly string[] | undefined;
  /** Settings that are there and whose value is only known to the program itself. */
  readonly computed: readonly ('schema' | 'migrations.path' | 'external tables')[];
}

/** Reads `schema`, `migrations.path`, `tables.external` and `enums.external` of a prisma.config file. */
export function readPrismaConfig(code: string): PrismaConfig {
  const words = wordsOf(code);
  const settings = settingsOf(words, beginning(words));
  const schema = settings.get('schema');
  const migrations = settings.get('migrations.path') ?? (settings.has('migrations') ? { path: undefined } : undefined);
  const externals = ['tables', 'enums'].flatMap((kind) => settings.get(`${kind}.external`) ?? settings.get(kind) ?? []);
  const isKnown = externals.every(({ texts }) => texts !== undefined);
  return {
    external: externals.length > 0 && isKnown ? externals.flatMap(({ texts }) => texts ?? []) : undefined,
    schema: schema?.path,
    migrations: migrations?.path,
    computed: [
      ...(schema && schema.path === undefined ? (['schema'] as const) : []),
      ...(migrations && migrations.path === undefined ? (['migrations.path'] as const) : []),
      ...(isKnown ? [] : (['external tables'] as const)),
    ],
  };
}

interface Setting {
  readonly path: string | undefined;
  /** The texts of a list, where it holds nothing else. */
  readonly texts?: readonly string[] | undefined;
}

/** The index from which on the configuration is looked for: what is exported, under whatever name. */
function beginning(words: readonly Word[]): number {
  const call = words.findIndex(
    ({ kind, value }, at) => kind === 'name' && value === 'defineConfig' && isSign(words[at + 1], '('),
  );
  if (call >= 0) return call;
  const exported = words.findIndex(({ value }, at) => value === 'export' && words[at + 1]?.value === 'default');
  const name = words[exported + 2];
  if (exported >= 0 && name?.kind === 'name') {
    const made = words.findIndex(
      ({ value }, at) => value === name.value && /^(?:const|let|var)$/.test(words[at - 1]?.value ?? ''),
    );
    return Math.max(0, made);
  }
  return Math.max(0, exported);
}

/** The settings of the first object from an index on, by their names joined with dots; the first of a name counts. */
function settingsOf(words: readonly Word[], from: number): Map<string, Setting> {
  const settings = new Map<string, Setting>();
  const keys: string[] = [];
  let at = words.findIndex((word, index) => index >= from && isSign(word, '{'));
  if (at < 0) return settings;
  for (at++; at < words.length; at++) {
    const word = words[at]!;
    if (isSign(word, '}')) {
      if (keys.pop() === undefined) break;
    } else if (word.kind !== 'sign' && beginsSetting(words, at)) {
      const name = [...keys, word.value].join('.');
      const after = words[at + 1];
      if (isSign(after, ':') && isSign(words[at + 2], '{')) {
        keys.push(word.value);
        at += 2;
      } else {
        if (!settings.has(name))
          settings.set(
            name,
            isSign(after, ':')
              ? { path: pathAt(words, at + 2)?.path, texts: textsAt(words, at + 2) }
              : { path: undefined },
          );
        at = endOfValue(words, at + 1) - 1;
      }
    }
  }
  return settings;
}

const beginsSetting = (words: readonly Word[], at: number): boolean =>
  isSign(words[at - 1], '{') || isSign(words[at - 1], ',');

/** The index of the comma or bracket that ends a value. */
function endOfValue(words: readonly Word[], from: number): number {
  let depth = 0;
  let at = from;
  for (; at < words.length; at++) {
    const { kind, value } = words[at]!;
    if (kind !== 'sign') continue;
    if ('([{'.includes(value)) depth++;
    else if (')]}'.includes(value) && depth-- === 0) break;
    else if (value === ',' && depth === 0) break;
  }
  return at;
}

/** What a list of texts holds. */
function textsAt(words: readonly Word[], from: number): readonly string[] | undefined {
  if (!isSign(words[from], '[')) return undefined;
  const texts: string[] = [];
  for (let at = from + 1; !isSign(words[at], ']'); at++) {
    const word = words[at];
    if (word?.kind === 'text') texts.push(word.value);
    else if (!isSign(word, ',')) return undefined;
  }
  return texts;
}

interface Value {
  readonly path: string;
  /** The index after it. */
  readonly end: number;
}

/** A path that needs no program to be known: a text, or texts joined by `path.join`, `resolve`, `new URL`. */
function pathAt(words: readonly Word[], from: number): Value | undefined {
  const value = termAt(words, from);
  if (!value) return undefined;
  const next = words[value.end];
  if (!isSign(next, '+')) return isEnd(next) ? value : undefined;
  const rest = pathAt(words, value.end + 1);
  return rest && { path: value.path + rest.path, end: rest.end };
}

const isEnd = (word: Word | undefined): boolean =>
  word === undefined || (word.kind === 'sign' && ',)}'.includes(word.value));

function termAt(words: readonly Word[], from: number): Value | undefined {
  const word = words[from];
  if (word?.kind === 'text') return { path: word.value, end: from + 1 };
  let at = from;
  let name = '';
  while (words[at]?.kind === 'name' || isSign(words[at], '.'))
    name += (name && words[at]!.kind === 'name' && !name.endsWith('.') ? ' ' : '') + words[at++]!.value;
  if (/^(?:__dirname|import\.meta\.dirname)$/.test(name)) return { path: '.', end: at };
  if (!isSign(words[at], '(')) return name === 'import.meta.url' ? { path: '.', end: at } : undefined;
  const inside = argumentsAt(words, at + 1);
  if (!inside) return undefined;
  const { paths, end } = inside;
  const callee = name.split('.').at(-1);
  if (name === 'process.cwd') return { path: '.', end };
  if (callee === 'join' || callee === 'resolve') return { path: paths.length > 0 ? join(...paths) : '.', end };
  if (callee === 'fileURLToPath' && paths.length === 1) return { path: paths[0]!, end };
  if (callee === 'dirname' && paths[0] === '.') return { path: '.', end };
  if (name === 'new URL' && paths.length === 2 && paths[1] === '.') {
    const isProperty = isSign(words[end], '.') && /^(?:pathname|href)$/.test(words[end + 1]?.value ?? '');
    return { path: paths[0]!, end: isProperty ? end + 2 : end };
  }
  return undefined;
}

function argumentsAt(words: readonly Word[], from: number): { paths: string[]; end: number } | undefined {
  const paths: string[] = [];
  let at = from;
  while (!isSign(words[at], ')')) {
    const value = pathAt(words, at);
    if (!value) return undefined;
    paths.push(value.path);
    at = isSign(words[value.end], ',') ? value.end + 1 : value.end;
  }
  return { paths, end: at + 1 };
}

const isSign = (word: Word | undefined, sign: string): boolean => word?.kind === 'sign' && word.value === sign;
