import {
  type Change,
  type ForeignKeyEvent,
  type Moment,
  placeOf,
  shownTableId,
  type Timeline,
  tableMeant,
  tableOf,
} from '@refint/model';
import type { Project } from '@refint/rule';
import { readSql } from '@refint/sql';
import { consequencesOf } from './consequences.ts';
import { deedOf } from './deed.ts';
import type { Because, Entry } from './entry.ts';
import { type Commits, commitsOf, quietOf } from './statements.ts';
import { inPlace, unreadIn } from './unread.ts';

/** What the migrations of a project did, one after the other. */
export interface Chronicle {
  readonly project: Project;
  readonly migrations: readonly Chapter[];
}

/** What one migration did. */
export interface Chapter {
  readonly name: string;
  /** The file as people know it. */
  readonly path: string;
  readonly commits: Commits;
  /** In the order in which it happened. */
  readonly entries: readonly Entry[];
  /** The verbs of statements that leave the schema as it is, with their number. */
  readonly quiet: ReadonlyMap<string, number>;
}

const everything = (): boolean => true;

/** Tells the history of a project; `isTold` may leave something out. */
export function chronicleOf(
  project: Project,
  timeline: Timeline,
  isTold: (moment: Moment, entry: Entry) => boolean = everything,
): Chronicle {
  const events = new Map<Moment, ForeignKeyEvent[]>();
  for (const event of timeline.foreignKeyEvents) {
    const known = events.get(event.moment);
    if (known) known.push(event);
    else events.set(event.moment, [event]);
  }
  const moments = new Map(timeline.migrations.map((migration) => [migration, [] as Moment[]]));
  for (const moment of timeline.moments) moments.get(moment.migration)?.push(moment);
  const migrations = [...moments].map(([migration, own]): Chapter => {
    const { statements, problems } = readSql(migration.source, timeline.last.dialect);
    const unread = unreadIn(statements, problems);
    const done = own.flatMap((moment) =>
      entriesOf(moment, events.get(moment) ?? []).filter((entry) => isTold(moment, entry)),
    );
    const entries = isTold === everything ? inPlace(done, unread) : done;
    return {
      name: migration.name,
      path: migration.source.path,
      commits: commitsOf(statements, project.runner),
      entries,
      quiet: quietOf(statements, own, unread),
    };
  });
  return { project, migrations };
}

function entriesOf(moment: Moment, events: readonly ForeignKeyEvent[]): readonly Entry[] {
  const { change, outcome } = moment;
  const telling = { moment, change, table: tableOf(moment), events };
  const deed = deedOf(telling);
  const told = { outcome: deed.kind === 'opaque' ? 'doubtful' : outcome.kind, because: becauseOf(moment) } as const;
  const { source, span } = deed.entity === 'function' && deed.kind === 'run' ? moment.statement : change;
  const entry: Entry = { ...deed, ...told, at: { source, span }, consequence: false };
  return [entry, ...consequencesOf(telling, told)];
}

function becauseOf(moment: Moment): Because | undefined {
  const { change, outcome } = moment;
  switch (outcome.kind) {
    case 'done':
      return change.kind === 'opaque'
        ? { text: notUnderstood(moment, change), code: undefined, at: undefined }
        : undefined;
    case 'unchanged':
      return { text: outcome.because, code: undefined, at: undefined };
    case 'skipped':
      return { text: outcome.guard.because, code: undefined, at: placeOf(outcome.guard.at) };
    case 'swallowed':
      return { text: outcome.failure.text, code: outcome.failure.code, at: placeOf(outcome.handler) };
    case 'failed':
      return { text: outcome.failure.text, code: outcome.failure.code, at: undefined };
    case 'doubtful':
      return { text: outcome.doubt.because, code: undefined, at: placeOf(outcome.doubt.at) };
  }
}

function notUnderstood(moment: Moment, { because, touches }: Extract<Change, { readonly kind: 'opaque' }>): string {
  const names = [...new Set(touches.map((name) => shownTableId(tableMeant(moment, name))))];
  return `${because}, which makes ${names.length > 0 ? names.join(' and ') : 'everything'} doubtful`;
}
