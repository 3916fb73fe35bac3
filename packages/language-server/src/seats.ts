import { isWithin } from '@refint/workspace';
import { type Analysed, analysed, type Given, type Leave } from './analysis.ts';

/**
 * Looks at folders, each with the configuration that holds for who stands there. Projects of one that is open for itself, or has a
 * configuration of its own, are left to it by those that it is in.
 *
 * @param before what was said of them last
 */
export async function seated(
  folders: readonly string[],
  given: Given,
  before: readonly Analysed[],
): Promise<readonly Analysed[]> {
  const answers = new Map<string, Promise<Analysed>>();
  const look = (folder: string): Promise<Analysed> => {
    const known = answers.get(folder) ?? analysed(folder, given, leaveTo(folder), lastOf(folder, before));
    answers.set(folder, known);
    return known;
  };
  const leaveTo =
    (folder: string): Leave =>
    async (found) => {
      const inside = [...folders, ...found].filter((other) => other !== folder && isWithin(folder, other));
      const others: Analysed[] = [];
      for (const other of new Set(inside)) others.push(await look(other));
      return (made) => others.some((other) => isLeftTo(other, made));
    };
  for (const folder of folders) await look(folder);
  return Promise.all(answers.values());
}

const lastOf = (folder: string, before: readonly Analysed[]): Analysed | undefined =>
  before.find((one) => one.folder === folder && one.report);

/** What a folder has is not known as long as its configuration cannot be read: then all that lies in it is left to it. */
const isLeftTo = ({ folder, report, made }: Analysed, [first = '', ...more]: readonly string[]): boolean =>
  report ? made.has([first, ...more].join('\n')) : isWithin(folder, first);
