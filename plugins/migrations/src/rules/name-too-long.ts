import { type CutName, quoted, type Source, tooLongNames, written } from '@refint/model';
import { defineRule, type Fix } from '@refint/rule';

/** PostgreSQL cuts names without an error. Nobody notices until two of them are the same. */
export default defineRule({
  id: 'migrations/name-too-long',
  on: 'project',
  summary: 'Names are no longer than PostgreSQL keeps them.',
  severity: 'hint',
  options: {
    generated: {
      kind: 'flag',
      about: 'Whether names in migrations of drizzle are told as well, which drizzle-kit makes up itself.',
      default: false,
    },
  },
  messages: {
    cut: ({ written, name }: { written: string; name: string }) =>
      `${written} is longer than 63 bytes: PostgreSQL calls it ${name}`,
    taken: ({ written, taken }: { written: string; taken: string }) =>
      `${written} is not made: cut to the 63 bytes that PostgreSQL keeps, it is the name of ${taken}`,
  },

  *check({ timeline }, say, { generated }) {
    for (const { moment, cut, taken } of timeline ? tooLongNames(timeline) : []) {
      const { source } = moment.statement;
      const place = written(source, cut.span);
      // Nobody who reads this wrote them.
      if (taken === undefined && timeline?.runner === 'drizzle' && !generated) continue;
      if (taken === undefined) yield say.cut(moment, cut, { fact: cut.written, place, fix: fixFor(source, cut) });
      else yield say.taken(moment, { ...cut, taken }, { fact: cut.written, place, severity: 'error' });
    }
  },
});

/** A migration that was applied somewhere is not the same any more, which its runner may notice. */
const fixFor = (source: Source, { name, span, isLiteral }: CutName): Fix | undefined =>
  isLiteral
    ? { title: `write it as it is kept: ${quoted(name)}`, safe: false, edits: [{ source, span, text: quoted(name) }] }
    : undefined;
