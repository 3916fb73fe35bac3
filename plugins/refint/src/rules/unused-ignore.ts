import { type Ignore, written } from '@refint/model';
import { defineRule, type Fix } from '@refint/rule';

/**
 * An ignore that hides nothing waits for the next mistake, and hides that one. Silent about rules that did not run or had nothing to
 * go by, since another run may need it.
 */
export default defineRule({
  id: 'refint/unused-ignore',
  on: 'ignore',
  summary: 'A comment that ignores a rule hides something.',
  severity: 'warning',
  messages: {
    unused: ({ rules }: { rules: string }) => `there is nothing to ignore here for ${rules}`,
  },

  *check(ignore, say) {
    if (!ignore.isKnownWord || ignore.reason === '') return;
    const unused = ignore.rules.filter(({ state }) => state === 'unused');
    const [first] = unused;
    if (!first) return;
    const rules = unused.map(({ name }) => name).join(' and ');
    const place = unused.length === ignore.rules.length ? undefined : written(ignore.source, first.span);
    yield say.unused(ignore, { rules }, { place, fix: fixFor(ignore) });
  },
});

/** Takes the comment away, or of several rules those that it does not need. */
function fixFor({ source, rules, whole }: Ignore): Fix {
  const kept = rules.filter(({ state }) => state !== 'unused');
  const [first, last] = [rules[0], rules.at(-1)];
  if (kept.length === 0 || !first || !last)
    return { title: 'take the comment out', safe: true, edits: [{ source, span: whole, text: '' }] };
  const names = kept.map(({ name }) => name).join(', ');
  const span = { start: first.span.start, end: last.span.end };
  return { title: `ignore ${names} only`, safe: true, edits: [{ source, span, text: names }] };
}
