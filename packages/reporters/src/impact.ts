import { type ImpactStory, loadImpact, type ProjectReport } from '@refint/core';
import { type Effect, type Problem, shownTableId } from '@refint/model';
import { widthOf } from './cells.ts';
import type { Colors, Paint } from './colors.ts';
import { problemPart } from './problem-lines.ts';
import { onOneLine } from './safe-text.ts';
import { shownReading } from './summary.ts';

export { impactJson } from './impact-json.ts';
export { impactMermaid } from './impact-mermaid.ts';

/** What a delete does, with what has to be said around it. */
export interface ImpactTold {
  readonly report: ProjectReport;
  readonly story: ImpactStory;
  readonly problems: readonly Problem[];
}

type Step = ImpactStory['steps'][number];

/** The consequences of a delete for people: a tree of the references by which it goes on, and what that comes to. */
export async function impactText({ report, story, problems }: ImpactTold, colors: Colors): Promise<string> {
  const words = await loadImpact();
  const name = onOneLine(shownTableId(story.table));
  const head = [
    `Project ${onOneLine(report.project.name)}: ${shownReading(report)}`,
    ...report.notes.map((note) => `note: ${onOneLine(note)}`),
  ];
  const tree = [colors.bold(`A delete from ${name}`), ...notesBelow('', story.notes, colors)];
  const lines = branches(story.steps);
  const cells = story.steps.map(({ impact }, at) => `${lines[at]?.branch}${onOneLine(words.shownHolder(impact))}`);
  const width = cells.reduce((widest, cell) => Math.max(widest, widthOf(cell)), 0);
  const answers = story.steps.map(({ impact }) => words.shownAnswer(impact));
  const answerWidth = answers.reduce((widest, answer) => Math.max(widest, answer.length), 0);
  for (const [at, { impact, notes }] of story.steps.entries()) {
    const cell = cells[at] ?? '';
    const paint = paints(colors)[impact.effect];
    const what = paint(onOneLine(words.shownEffect(impact)));
    const answer = (answers[at] ?? '').padEnd(answerWidth);
    tree.push(`${cell}${' '.repeat(width - widthOf(cell))}  ${answer}  ${what}`);
    tree.push(...notesBelow(lines[at]?.below ?? '', notes, colors));
  }
  return `${[head.join('\n'), tree.join('\n'), words.impactSentences(story).map(onOneLine).join('\n'), ...problemPart(problems)].join('\n\n')}\n`;
}

const notesBelow = (lead: string, notes: readonly string[], { dim }: Colors): readonly string[] =>
  notes.map((note) => `${lead}${dim(`note: ${onOneLine(note)}`)}`);

const paints = ({ red, cyan, yellow, blue }: Colors): Readonly<Record<Effect, Paint>> => ({
  deletes: red,
  nulls: cyan,
  defaults: cyan,
  follows: cyan,
  refuses: yellow,
  nothing: blue,
});

/** Deeper than this nobody follows a line with the eye, and each level would make all lines below it longer. */
const deepest = 30;

/** The branches of a tree whose nodes come one after the other, and the lines that go on below each. */
function branches(steps: readonly Step[]): readonly { readonly branch: string; readonly below: string }[] {
  // From the end on it is known whether another branch of the same stem follows.
  const open: boolean[] = [];
  const follows = [...steps].reverse().map(({ impact: { depth } }) => {
    const more = open[depth] === true;
    open.length = depth;
    open[depth] = true;
    return more;
  });
  follows.reverse();
  const stems: boolean[] = [];
  return steps.map(({ impact: { depth, next } }, at) => {
    const more = follows[at] ?? false;
    if (depth <= deepest) stems[depth] = more;
    const before = stems.slice(1, Math.min(depth, deepest)).map((goesOn) => (goesOn ? '│  ' : '   '));
    const lead = before.join('') + (more ? '│  ' : '   ');
    const level = depth > deepest ? `(${depth}) ` : '';
    return {
      branch: `${before.join('')}${more ? '├─ ' : '└─ '}${level}`,
      below: `${lead}${next.length > 0 ? '│  ' : '   '}`,
    };
  });
}
