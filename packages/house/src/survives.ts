import { analyze, catalogOf, defaultSettings, loadChronicle, type ProjectInput } from '@refint/core';
import { type Place, positionAt } from '@refint/model';
import deletes from '@refint/plugin-deletes';
import drift from '@refint/plugin-drift';
import indexes from '@refint/plugin-indexes';
import migrations from '@refint/plugin-migrations';
import relations from '@refint/plugin-relations';
import { formats, loadTimeline, plainColors, plainContext, references, reporterFor } from '@refint/reporters';

const plugins = [relations, deletes, indexes, drift, migrations];
const policy = [{ from: ['*'], to: ['*'], onDelete: ['restrict'], because: 'every reference is asked' }] as const;

/**
 * Asks everything that refint can be asked about a project: reader, replay, rules, every reporter, and every verb. Gives
 * what must never be, a sentence each: a rule that crashed, or a place that is not in its source. Whatever is thrown, is thrown.
 */
export async function complaintsAbout(input: ProjectInput): Promise<readonly string[]> {
  const report = await analyze([input], { ...defaultSettings, deletes: policy }, plugins);
  const ruleSummaries = plugins.flatMap(({ rules }) => rules);
  const reporters = await Promise.all(formats.map(reporterFor));
  const texts = [
    ...reporters.map((reporter) => reporter(report, plainContext({ ruleSummaries }))),
    ...Object.values(references).map((view) => view(report)),
  ];
  const [{ chronicleOf, storyOf }, { timelineText, timelineJson }] = await Promise.all([
    loadChronicle(),
    loadTimeline(),
  ]);
  for (const one of report.projects) {
    const { timeline } = one.project;
    if (!timeline) continue;
    texts.push(JSON.stringify(catalogOf(timeline.last)));
    const table = timeline.last.tables[0];
    for (const story of [undefined, ...(table ? [storyOf(table.id, timeline)] : [])]) {
      const told = {
        report: one,
        chronicle: chronicleOf(one.project, timeline, story?.isTold),
        story,
        problems: report.problems,
      };
      texts.push(timelineText(told, plainColors), timelineJson(told));
    }
  }
  const places = [
    ...report.findings.flatMap(({ at, notes }) => [at, ...notes.map((note) => note.at)]),
    ...report.problems.map(({ at }) => at),
  ].filter((place) => place !== undefined);
  return [
    ...report.problems.filter(({ kind }) => kind === 'rule-crashed').map(({ text }) => text),
    ...places
      .filter((place) => !isInside(place))
      .map(({ source, span }) => `${source.path} has no ${span.start}–${span.end}`),
    ...texts.filter((text) => isPainting(text)).map((text) => `control characters in ${text.slice(0, 80)}`),
  ];
}

const isInside = ({ source, span }: Place): boolean =>
  0 <= span.start && span.start <= span.end && span.end <= source.text.length && positionAt(source, span.end).line > 0;

/** Escapes that a terminal would obey. Programs read the others, where they are escaped as JSON has it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const isPainting = (text: string): boolean => /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text);
