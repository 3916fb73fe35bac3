import type { Problem } from '@refint/model';
import { onOneLine, shownPlace } from '@refint/reporters';
import type { Io } from './io.ts';

/** Says on standard error what could not be read, and whether there is any of it. */
export function saysFatal(problems: readonly Problem[], io: Io): boolean {
  const fatal = problems.filter((problem) => problem.fatal);
  for (const problem of fatal) io.stderr.write(sentenceOf(problem));
  return fatal.length > 0;
}

/** So many statements that are not understood are told one by one. */
const most = 5;

/** The same, and what else an output lacks that does not say so itself: statements that are not understood. */
export function saysProblems(problems: readonly Problem[], io: Io): boolean {
  const isFatal = saysFatal(problems, io);
  const others = problems.filter((problem) => !problem.fatal);
  for (const problem of others.slice(0, most)) io.stderr.write(sentenceOf(problem));
  if (others.length > most) io.stderr.write(`refint: and ${others.length - most} more, which refint check lists\n`);
  return isFatal;
}

/** 2 where something could not be read, which the output says; whoever has written it to a file is told here as well. */
export function codeFor(problems: readonly Problem[], output: string | undefined, io: Io): 0 | 2 {
  if (output !== undefined) saysFatal(problems, io);
  return problems.some(({ fatal }) => fatal) ? 2 : 0;
}

const sentenceOf = ({ text, at }: Problem): string =>
  `refint: ${onOneLine(at ? `${shownPlace(at)}: ${text}` : text)}\n`;
