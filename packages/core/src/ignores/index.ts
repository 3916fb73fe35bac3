import { type Comment, type Ignore, type IgnoredRule, nearest, type Source, written } from '@refint/model';
import type { AnyRule, Finding } from '@refint/rule';
import type { Settings } from '../input.ts';
import type { Suppressed } from '../report.ts';
import { type Inquiry, speaksOf } from '../speaks.ts';
import { isOnThere } from './asked-there.ts';
import { type Directive, directiveIn, letters } from './directive.ts';
import { reaches, wholeOf } from './reach.ts';

/** What an analysis has found so far, and who was asked. */
export interface Found {
  readonly findings: readonly Finding[];
  readonly inquiries: readonly Inquiry[];
  /** The rules that were asked, and all that there are. */
  readonly asked: readonly AnyRule[];
  readonly known: readonly AnyRule[];
  readonly settings: Settings;
}

export interface WithIgnores {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  /** The comments themselves, for rules about them. */
  readonly ignores: readonly Ignore[];
}

/** Takes out what comments ask not to be shown. */
export async function withIgnores(sources: readonly Source[], found: Found): Promise<WithIgnores> {
  const schemas = new Set(found.inquiries.flatMap(({ input }) => input.schema));
  const isSchema = (source: Source): boolean => schemas.has(source);
  const directives: Directive[] = [];
  for (const source of sources) {
    for (const comment of await commentsOf(source, isSchema(source), found)) {
      const directive = directiveIn(comment, source);
      if (directive) directives.push(directive);
    }
  }
  const uses = directives.map((directive) => ({ directive, used: new Set<string>() }));
  const working = uses.filter(({ directive: { reach, reason } }) => reach && reason !== '');
  const findings: Finding[] = [];
  const suppressed: Suppressed[] = [];
  for (const finding of found.findings) {
    let by: Directive | undefined;
    for (const { directive, used } of working) {
      const names = directive.names.filter(({ text }) => isNamed(text, finding.rule));
      if (names.length === 0 || !reaches(directive, finding, isSchema)) continue;
      for (const { text } of names) used.add(text);
      by ??= directive;
    }
    if (by) suppressed.push(asSuppressed(finding, by));
    else findings.push(finding);
  }
  return { findings, suppressed, ignores: uses.map(({ directive, used }) => ignoreOf(directive, used, found)) };
}

async function commentsOf(source: Source, isSchema: boolean, { inquiries }: Found): Promise<readonly Comment[]> {
  if (isSchema) return (await import('@refint/prisma')).commentsIn(source, letters);
  const reader = inquiries.find(({ input, project }) => project.timeline && holds(input.migrations ?? [], source));
  if (!reader?.project.timeline) return [];
  return (await import('@refint/sql')).commentsIn(source, reader.project.timeline.last.dialect, letters);
}

const holds = (migrations: readonly { readonly source: Source }[], source: Source): boolean =>
  migrations.some((one) => one.source === source);

const asSuppressed = (finding: Finding, { source, comment, reason }: Directive): Suppressed => ({
  finding,
  kind: 'in-source',
  because: reason,
  at: { source, span: comment.span },
});

const isNamed = (name: string, rule: string): boolean =>
  name === rule || (name.endsWith('/*') && rule.startsWith(name.slice(0, -1)));

function ignoreOf(directive: Directive, used: ReadonlySet<string>, found: Found): Ignore {
  const { source, word, reach, names, reason, comment } = directive;
  return {
    kind: 'ignore',
    source,
    word: word.text,
    isKnownWord: reach !== undefined,
    rules: names.map(({ text, span }) => ({ name: text, span, ...stateOf(text, directive, used, found) })),
    reason,
    whole: wholeOf(directive),
    origin: written(source, { start: word.span.start, end: comment.inside.end }),
  };
}

type State<T = IgnoredRule> = T extends unknown ? Omit<T, 'name' | 'span'> : never;

function stateOf(name: string, directive: Directive, used: ReadonlySet<string>, found: Found): State {
  const { known, asked, inquiries, settings } = found;
  const { source } = directive;
  const meant = known.filter(({ id }) => isNamed(name, id));
  if (meant.length === 0) return { state: 'unknown', meant: nearestRule(name, known) };
  if (meant.some(({ on }) => on === 'ignore')) return { state: 'exempt' };
  if (used.has(name)) return { state: 'used' };
  const running = asked.filter(({ id }) => isNamed(name, id));
  const here = inquiries.filter(({ input }) => input.schema.includes(source) || holds(input.migrations ?? [], source));
  const isAsked = (rule: AnyRule): boolean =>
    here.every((inquiry) => speaksOf(rule, inquiry, settings, source) && isOnThere(rule, directive, inquiry, settings));
  return { state: running.length > 0 && running.every(isAsked) ? 'unused' : 'unasked' };
}

/** The rule that was probably meant, also where its plugin was left out. */
function nearestRule(name: string, known: readonly AnyRule[]): string | undefined {
  const ids = known.filter(({ on }) => on !== 'ignore').map(({ id }): string => id);
  const plugins = ids.map((id) => `${id.split('/')[0]}/*`);
  if (name.endsWith('/*')) return nearest(name, plugins);
  const short = (id: string): string => id.split('/')[1] ?? id;
  const near = nearest(name, ids);
  if (near !== undefined || name.includes('/')) return near;
  const other = nearest(name, ids.map(short));
  return ids.find((id) => short(id) === other);
}
