import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'rolldown';
import licenses from 'spdx-license-list/full.js';
import { type Carried, carriedBy } from './carried.ts';

/** A package of somebody else's whose code is in a bundle. */
interface Foreign {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** The files in which it says so, whole. */
  readonly texts: readonly string[];
}

/** Notes whose code a bundle has, and makes a page of it. A module of which nothing is left in the bundle is not among them. */
export function notices(): { readonly plugin: Plugin; readonly page: () => string } {
  const folders = new Set<string>();
  const plugin: Plugin = {
    name: 'notices',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          if (renderedLength > 0 && /[\\/]node_modules[\\/]/.test(id)) folders.add(packageAround(id));
        }
      }
    },
  };
  return { plugin, page: () => pageOf([...folders].map(foreignAt)) };
}

/** The folder of the package that a file belongs to. A package.json that only says what kind of modules lie here has no name. */
function packageAround(file: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && 'version' in JSON.parse(readFileSync(manifest, 'utf8'))) return folder;
  }
  throw new Error(`${file} belongs to no package`);
}

function foreignAt(folder: string): Foreign {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(?:licen[sc]e|copying|notice|thirdpartynotices)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { name, version, license, texts };
}

/** The page, by name; the same for the same bundle. Packages whose words are the same, to the letter, share them. */
export function pageOf(foreign: readonly Foreign[]): string {
  const known = new Map(foreign.map((one) => [`${one.name} ${one.version}`, one]));
  const sorted = [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const shared = new Map<string, Foreign[]>();
  for (const one of sorted) shared.set(wordsOf(one), [...(shared.get(wordsOf(one)) ?? []), one]);
  const sections = [...shared].map(([words, those]) => sectionOf(words, those));
  const carried = sorted.flatMap(({ name }) => carriedBy[name] ?? []);
  // The words of the others stand with each package; these may stand nowhere else.
  const others = [...new Set(carried.map(({ license }) => license))].sort().map((id) => {
    const { name, licenseText } = licenses[id] ?? { name: id, licenseText: '' };
    // Whose it is stands above, with each.
    return `## ${name} (${id})\n\n${fenced(licenseText.replace(/^Copyright .*\n+/gm, ''))}`;
  });
  return `${[intro, ...sections, ...others].join('\n\n')}\n`;
}

const intro = `# Third-party notices

The files of this package contain the following software of others, in part or whole, next to refint's own, which is under the MIT
license in the file LICENSE. It comes without warranty of any kind, as its licenses say.`;

function sectionOf(words: string, those: readonly Foreign[]): string {
  const heading = `## ${those.map(({ name, version, license }) => `${name} ${version} (${license})`).join(', ')}`;
  const lines = those.flatMap(({ name }) => carriedBy[name] ?? []).map(lineOf);
  return [heading, words, ...(lines.length === 0 ? [] : [`It contains in turn:\n\n${lines.join('\n')}`])].join('\n\n');
}

const wordsOf = ({ name, license, texts }: Foreign): string =>
  (texts.length > 0 ? texts : [textFor(name, license)]).map(fenced).join('\n\n');

const lineOf = ({ name, license, copyright, source }: Carried): string =>
  `- ${name.endsWith('/') ? `${name}*` : name}: ${license}, ${copyright}.${source === undefined ? '' : ` Its source is at ${source}.`}`;

/** A package that names its license and has no file of it. */
function textFor(name: string, license: string): string {
  const holder = holders[name];
  const text = licenses[license]?.licenseText;
  if (holder === undefined || text === undefined) throw new Error(`${name} has no file of its license, ${license}`);
  return text.replace(/Copyright \(c\) <year> <copyright holders>/, holder);
}

const holders: Readonly<Record<string, string>> = { '@viz-js/viz': 'Copyright (c) Michael Daines' };

const fenced = (text: string): string => `\`\`\`text\n${text.trim()}\n\`\`\``;
