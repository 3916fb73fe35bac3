import { json } from './json.ts';
import { lines } from './lines.ts';
import { pretty } from './pretty.ts';
import type { Reporter } from './reporter.ts';

export type { Automation, Beginning, Begun, ConfigForm, HookTool } from './beginning/index.ts';
export { type Colors, type Paint, plain as plainColors } from './colors.ts';
export { amount } from './counts.ts';
export { placeAsJson, problemAsJson } from './json.ts';
export { jsonText } from './json-text.ts';
export { inMermaid } from './mermaid-text.ts';
export { type Location, locationOf, shownPlace } from './place.ts';
export { type ReferencesView, referenceAsJson, references } from './references.ts';
export { plainContext, type Reporter, type ReporterContext, type RuleSummary } from './reporter.ts';
export { onOneLine, visible } from './safe-text.ts';
export { summaryLine } from './summary.ts';

/** The names that `--format` takes. */
export const formats = [
  'lines',
  'pretty',
  'json',
  'github',
  'gitlab',
  'junit',
  'sarif',
  'markdown',
  'pull-request',
] as const;

export type Format = (typeof formats)[number];

/** The reporter of a format. Those that only a pipeline asks for are loaded when it does. */
export async function reporterFor(format: Format): Promise<Reporter> {
  switch (format) {
    case 'lines':
      return lines;
    case 'pretty':
      return pretty;
    case 'json':
      return json;
    case 'github':
      return (await import('./github.ts')).github;
    case 'gitlab':
      return (await import('./gitlab.ts')).gitlab;
    case 'junit':
      return (await import('./junit.ts')).junit;
    case 'sarif':
      return (await import('./sarif.ts')).sarif;
    case 'markdown':
      return (await import('./markdown.ts')).markdown;
    case 'pull-request':
      return (await import('./pull-request.ts')).pullRequest;
  }
}

/** What `refint timeline` prints, loaded only where it is asked for. */
export const loadTimeline = () => import('./timeline.ts');

/** What `refint impact` prints, loaded only where it is asked for. */
export const loadImpactViews = () => import('./impact.ts');

/** What `refint report` prints, loaded only where it is asked for. */
export const loadStoryViews = () => import('./story/index.ts');

/** What `refint rehearse` prints, loaded only where it is asked for. */
export const loadRehearsalViews = () => import('./rehearsal/index.ts');

/** What `refint init` writes and prints, loaded only where it is asked for. */
export const loadBeginning = () => import('./beginning/index.ts');

/** What `refint config print` prints, loaded only where it is asked for. */
export const loadSettingsViews = () => import('./settings/index.ts');

/** What the page of a rule says of its options, loaded only where it is shown. */
export const loadRuleOptions = () => import('./rule-options.ts');
