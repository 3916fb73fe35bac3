import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import type { Scene } from './scene.ts';
import { type Shown, type Step, shownText, stepsIn } from './steps.ts';

/** What came of following a guide. */
export interface Followed {
  /** The page, with what its commands print now. */
  readonly page: string;
  /** What the commands of blocks printed of which the page shows nothing. */
  readonly said: string;
  /** Commands in sentences that were refused, each with what was said. */
  readonly refused: readonly string[];
}

/** What a reader puts in the place of a word in capital letters. */
const words: Readonly<Record<string, string>> = {
  RULE: 'deletes/policy',
  TABLE: 'workspaces',
  PATH: 'prisma',
  TEXT: '"it is so"',
  // What git knows.
  HEAD: 'HEAD',
};

export const pageOf = (guide: string): string => readFileSync(join(root, 'docs', guide), 'utf8');

/** Follows a guide from its beginning to its end: writes its files, types its commands. */
export function follow(page: string, scene: Scene): Followed {
  const typed = new Set<string>();
  const said: string[] = [];
  const refused: string[] = [];
  let text = page;
  // What is put in may be longer than what was there.
  let moved = 0;
  const tell = (command: string): void => {
    typed.add(command);
    const { code, said: printed } = scene.type(filled(command));
    said.push(`$ ${command}\n${head(printed)}${code === 0 ? '' : `exit code ${code}\n`}`);
  };
  for (const step of stepsIn(page)) {
    if (step.kind === 'file') scene.write({ [step.path]: step.text });
    else if (step.kind === 'recipe') continue;
    else if (step.kind === 'inline') {
      if (typed.has(step.command)) continue;
      typed.add(step.command);
      const { code, said: why } = scene.type(filled(step.command));
      // What init would write over is there already, as the guide has it written.
      if (code > 1 && !why.includes('so nothing was written')) refused.push(`${step.command}: ${why}`);
    } else if (step.kind === 'commands') step.commands.forEach(tell);
    else {
      const { start, end } = step.block;
      const now = shownText(
        step.commands.map(({ command }) => shown(command, scene, typed)),
        step.block,
      );
      text = text.slice(0, start + moved) + now + text.slice(end + moved);
      moved += now.length - (end - start);
    }
  }
  return { page: text, said: said.join('\n'), refused };
}

function shown(command: string, scene: Scene, typed: Set<string>): Shown {
  typed.add(command);
  return { command, output: scene.type(filled(command)).said };
}

const filled = (command: string): string =>
  command.replace(/(?<![\w$"-])[A-Z]{3,}(?![\w"])/g, (word) => {
    const meant = words[word];
    if (meant === undefined) throw new Error(`nobody says what ${word} stands for in "${command}"`);
    return meant;
  });

/** Enough to see that it is what was asked for: the whole of a report has its own tests. */
function head(text: string): string {
  const lines = text.split('\n');
  return lines.length > 16 ? [...lines.slice(0, 14), '…', ''].join('\n') : text;
}

/** Whether a page tells to type something, in blocks of its own, that nobody else types. */
export const isGuide = (page: string): boolean =>
  stepsIn(page).some(({ kind }: Step) => kind === 'commands' || kind === 'shown');
