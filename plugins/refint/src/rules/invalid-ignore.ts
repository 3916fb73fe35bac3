import { type Ignore, type IgnoredRule, written } from '@refint/model';
import { defineRule, type Fix } from '@refint/rule';

const form = '"refint-ignore RULE: reason"';

/** Somebody wanted to ignore something and does not: what it names is not there, or it does not say why. */
export default defineRule({
  id: 'refint/invalid-ignore',
  on: 'ignore',
  summary: 'A comment that ignores a rule names one that there is, and says why.',
  severity: 'warning',
  messages: {
    unknownWord: ({ word }: { word: string }) =>
      `"${word}" means nothing; write ${form}, or "refint-ignore-file RULE: reason" for all of a file`,
    noRule: () => `this ignore names no rule, so it ignores nothing; write ${form}`,
    noReason: () => `this ignore gives no reason, so it ignores nothing; write ${form}`,
    unknownRule: ({ name, meant }: { name: string; meant: string | undefined }) =>
      `there is no rule "${name}"${meant === undefined ? '; refint rules lists them' : `; did you mean ${meant}?`}`,
    exempt: ({ name }: { name: string }) =>
      `${name} cannot be ignored by a comment; set its severity in the configuration`,
  },

  *check(ignore, say) {
    const { isKnownWord, word, rules, reason } = ignore;
    if (!isKnownWord) {
      yield say.unknownWord(ignore, { word });
      return;
    }
    if (rules.length === 0) yield say.noRule(ignore, undefined);
    else if (reason === '') yield say.noReason(ignore, undefined);
    for (const rule of rules) {
      const place = written(ignore.source, rule.span);
      const { name, state } = rule;
      if (state === 'unknown')
        yield say.unknownRule(ignore, { name, meant: rule.meant }, { fact: name, place, fix: fixFor(ignore, rule) });
      else if (state === 'exempt') yield say.exempt(ignore, { name }, { fact: name, place });
    }
  },
});

/** Writes the rule that was probably meant; whether it was, only people know. */
function fixFor({ source }: Ignore, rule: IgnoredRule): Fix | undefined {
  if (rule.state !== 'unknown' || rule.meant === undefined) return undefined;
  return { title: `write ${rule.meant}`, safe: false, edits: [{ source, span: rule.span, text: rule.meant }] };
}
