import { github } from './github.ts';
import { json } from './json.ts';
import { lines } from './lines.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty.ts';
import type { Reporter } from './reporter.ts';
import { sarif } from './sarif.ts';

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

export type Format = 'lines' | 'pretty' | 'json' | 'github' | 'sarif' | 'markdown';

/** The reporter of each format, by the name that `--format` takes. */
export const reporters: Readonly<Record<Format, Reporter>> = { lines, pretty, json, github, sarif, markdown };

/** What `refint timeline` prints, loaded only where it is asked for. */
export const loadTimeline = () => import('./timeline.ts');

/** What `refint impact` prints, loaded only where it is asked for. */
export const loadImpactViews = () => import('./impact.ts');

/** What `refint report` prints, loaded only where it is asked for. */
export const loadStoryViews = () => import('./story/index.ts');

/** What `refint init` writes and prints, loaded only where it is asked for. */
export const loadBeginning = () => import('./beginning/index.ts');
