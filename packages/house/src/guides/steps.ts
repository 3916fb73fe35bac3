/** What a guide tells to do, in its order. */
export type Step =
  /** A file that the reader writes: the block below `<!-- file: PATH -->`. */
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  /** A `console` block: commands behind `$`, each with what it prints. */
  | { readonly kind: 'shown'; readonly commands: readonly Shown[]; readonly block: InPage }
  /** A `sh` block: commands alone. */
  | { readonly kind: 'commands'; readonly commands: readonly string[] }
  /** A command in a sentence or a table. */
  | { readonly kind: 'inline'; readonly command: string }
  /** A `sh` block below `<!-- recipe: NAME -->`: a part of something that is tested as a whole. */
  | { readonly kind: 'recipe'; readonly name: string; readonly commands: readonly string[] };

/** Where the inside of a block is, and how far it is set in. */
interface InPage {
  readonly start: number;
  readonly end: number;
  readonly indent: string;
}

export interface Shown {
  readonly command: string;
  readonly output: string;
}

/** Reads the steps of a page. Offsets are those of what stands between the fences of a block. */
export function stepsIn(page: string): readonly Step[] {
  const steps: Step[] = [];
  const fence = /^( *)(?:<!-- (file|recipe): (\S+) -->\n\n?\1)?(`{3,})(\w*)[^\n]*\n([\s\S]*?)^\1\4$/gm;
  let end = 0;
  for (const match of page.matchAll(fence)) {
    const [whole, indent = '', mark, name = '', , language, inside = ''] = match;
    steps.push(...inlineIn(page.slice(end, match.index)));
    end = match.index + whole.length;
    const text = inside.replace(new RegExp(`^${indent}`, 'gm'), '');
    if (mark === 'file') steps.push({ kind: 'file', path: name, text });
    else if (mark === 'recipe' && language === 'sh') steps.push({ kind: 'recipe', name, commands: commandsIn(text) });
    else if (language === 'sh') steps.push({ kind: 'commands', commands: commandsIn(text) });
    else if (language === 'console') {
      const start = end - whole.length + whole.lastIndexOf(inside, whole.length - 3);
      steps.push({ kind: 'shown', commands: shownIn(text), block: { start, end: start + inside.length, indent } });
    }
  }
  return [...steps, ...inlineIn(page.slice(end))];
}

const inlineIn = (text: string): Step[] =>
  [...text.matchAll(/`((?:npx\s+)?refint\s+[a-z][^`]*)`/g)].map(([, command = '']) => ({
    kind: 'inline',
    command: command.replace(/\s+/g, ' '),
  }));

const commandsIn = (block: string): readonly string[] =>
  block.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));

function shownIn(block: string): readonly Shown[] {
  const [, ...parts] = block.split(/^\$ /m);
  return parts.map((part) => {
    const [command = '', ...lines] = part.split('\n');
    return { command, output: lines.join('\n') };
  });
}

/** A `console` block as text. */
export const shownText = (commands: readonly Shown[], { indent }: InPage): string =>
  commands
    .map(({ command, output }) => `$ ${command}\n${output}`)
    .join('')
    .replace(/^(?=.)/gm, indent);
