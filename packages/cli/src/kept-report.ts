import type { Checked } from '@refint/core';
import type { Place, Source, Span } from '@refint/model';
import type { CheckOptions } from './check.ts';
import type { Outcome, RuleAsked } from './outcome.ts';

/** What a report is about, whatever it looks like and whatever makes the command fail. */
export interface Matter {
  readonly paths: readonly string[];
  /** The options that decide it, as written. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** The options that say in which form something is told, and what makes the command fail; whether a value follows each. */
const ofForm: ReadonlyMap<string, boolean> = new Map([
  ['format', true],
  ['output', true],
  ['fail-on', true],
  ['max-warnings', true],
  ['strict', false],
]);

/** What paths and options ask for, but for the form in which it is to be told. */
export const matterOf = (paths: readonly string[], options: CheckOptions): Matter => ({
  paths,
  options: Object.fromEntries(Object.entries(options).filter(([name]) => !ofForm.has(name) && name !== 'no-cache')),
});

/**
 * The words of a command line without those about the form. Options are not parsed for it: what is left may be read in another way
 * than the parser does, who decides in the end whether it is the same (`matterOf`).
 */
export function withoutForm(words: readonly string[]): readonly string[] {
  const left: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const [, name = '', own] = /^--([^=]+)(=)?/.exec(word) ?? [];
    const hasValue = ofForm.get(name);
    if (hasValue === undefined) left.push(word);
    else if (hasValue && own === undefined) at++;
  }
  return left;
}

/** A report of an earlier run that still holds. */
export interface KeptReport {
  readonly matter: Matter;
  /** As `inBytes` wrote it. */
  readonly bytes: Buffer;
}

/** A report as it is written down: where a source is, its number is. */
interface Data extends Checked {
  readonly rules: readonly RuleAsked[];
  readonly sources: readonly Source[];
}

/** Writes a report down, with the texts of which something is said, so that it can be told again in another form. */
export function inBytes({ report, rules }: Outcome): Buffer {
  const { projects, baseline, ...rest } = report;
  const numbers = new Map<Source, number>();
  const sources: Source[] = [];
  const numberOf = (source: Source): number => {
    if (!numbers.has(source)) numbers.set(source, sources.push(source) - 1);
    return numbers.get(source)!;
  };
  const paths = pathsIn(report);
  const data: Data = {
    ...rest,
    baseline: baseline && { path: baseline.path, gone: baseline.gone },
    projects: projects.map(({ project, counts, hasHistory, files, notes }) => ({
      project: { name: project.name },
      counts,
      hasHistory,
      // It is only asked whose a file is that something is said of.
      files: files.filter((path) => paths.has(path)),
      notes,
    })),
    rules,
    // It comes last: by then all sources have been met.
    sources,
  };
  const plain = (_: string, value: unknown): unknown =>
    isPlace(value) ? { ...value, source: numberOf(value.source), span: plainSpan(value.span) } : value;
  return Buffer.from(JSON.stringify(data, plain));
}

/** A place may be one that says where it is when it is asked. */
const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' &&
  value !== null &&
  'source' in value &&
  typeof value.source === 'object' &&
  'span' in value;

const plainSpan = ({ start, end }: Span): Span => ({ start, end });

function pathsIn({ findings, suppressed = [], problems }: Checked): ReadonlySet<string> {
  const all = [...findings, ...suppressed.map(({ finding }) => finding), ...problems];
  return new Set(all.flatMap(({ at }) => (at ? [at.source.path] : [])));
}

/** What was written down. */
export function outcomeIn(bytes: Buffer): Outcome {
  const { rules, sources, ...report } = JSON.parse(bytes.toString()) as Data;
  for (const place of placesIn(report)) Object.assign(place, { source: sources[Number(place.source)] });
  return { report, rules };
}

/** All that has a source. To look for it wherever it may be takes as long as to read the report. */
function placesIn({ findings, suppressed = [], problems }: Checked): readonly Place[] {
  const places: (Place | undefined)[] = problems.map(({ at }) => at);
  for (const { at, notes, fix } of [...findings, ...suppressed.map(({ finding }) => finding)])
    places.push(at, ...notes.map((note) => note.at), ...(fix?.edits ?? []));
  places.push(...suppressed.map(({ at }) => at));
  return places.filter((place) => place !== undefined);
}
