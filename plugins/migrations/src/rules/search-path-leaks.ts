import { addedBehind, type LeftPath, lostOnPath, quoted, type Statement, type Timeline, written } from '@refint/model';
import { defineRule, type Fix, type Note } from '@refint/rule';

/** `search_path` belongs to the session, and most runners apply all pending migrations in one. */
export default defineRule({
  id: 'migrations/search-path-leaks',
  on: 'project',
  summary: 'A migration leaves search_path as it found it.',
  severity: 'warning',
  messages: {
    empty: ({ was }: { was: string }) =>
      `search_path is left empty: in the same session a migration after this one finds nothing by a name without a schema, in another one it looks in ${was}`,
    other: ({ was, now }: { was: string; now: string }) =>
      `search_path is left at ${now}: in the same session a migration after this one looks there for names without a schema, in another one in ${was}`,
  },

  *check({ timeline }, say) {
    for (const left of timeline?.leftPaths ?? []) {
      const { moment } = left;
      const words = { was: left.was.join(', '), now: left.now.join(', ') };
      const lost = timeline && lostOnPath(timeline, left);
      const notes = lost ? [noteOn(lost)] : [];
      const severity = lost ? 'error' : undefined;
      const more = { fact: words.now, severity, notes, fix: timeline && fixFor(timeline, left) } as const;
      yield left.now.length === 0 ? say.empty(moment, words, more) : say.other(moment, words, more);
    }
  },
});

function noteOn({ change, outcome }: LeftPath['moment']): Note {
  const text = outcome.kind === 'failed' ? outcome.failure.text : '';
  return { text: `this fails because of it: ${text}`, at: written(change.source, change.span) };
}

/** A migration that was applied somewhere is not the same any more, which its runner may notice. */
function fixFor({ files }: Timeline, { moment, was }: LeftPath): Fix | undefined {
  const last: Statement | undefined = files.find(({ migration }) => migration === moment.migration)?.statements.at(-1);
  const statement = `SET search_path TO ${was.map(quoted).join(', ')}`;
  return last && was.length > 0
    ? { title: `set it back at the end: ${statement}`, safe: false, edits: [addedBehind(last, statement)] }
    : undefined;
}
