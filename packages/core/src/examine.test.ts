import { bareTable, Snapshot, sourceOf, type Table, written } from '@refint/model';
import { type AnyRule, defineRule, type Fix, type Say } from '@refint/rule';
import { describe, expect, test, vi } from 'vitest';
import { examine } from './examine.ts';
import { workOutFixes } from './late-fix.ts';

const sentence = 'CREATE TABLE users ();';

const table = (text: string): Table =>
  bareTable(
    'public',
    'users',
    written(sourceOf('a.sql', text), { start: text.indexOf('users'), end: text.indexOf('users') + 5 }),
  );

const state = (text: string) => Snapshot.of('postgresql', { tables: [table(text)] });

const rule = defineRule({
  id: 'test/every-table',
  on: 'state',
  summary: 'There are no tables.',
  severity: 'warning',
  messages: { there: ({ name }: { name: string }) => `${name} is there` },
  *check(snapshot, say) {
    for (const found of snapshot.tables) yield say.there(found, { name: found.name }, { notes: [{ text: 'so what' }] });
  },
});

test('a claim becomes a finding with its words, its place and its notes', () => {
  const { findings, problems } = examine(rule, state(sentence));
  expect(problems).toEqual([]);
  expect(findings).toMatchObject([
    { rule: 'test/every-table', message: 'there', severity: 'warning', text: 'users is there', entity: 'users' },
  ]);
  const [finding] = findings;
  expect(finding?.at.source.text.slice(finding.at.span.start, finding.at.span.end)).toBe('users');
  expect(finding?.notes).toEqual([{ text: 'so what', at: undefined }]);
});

test('a fingerprint stays when text moves, and differs between entities', () => {
  const fingerprint = (snapshot: Snapshot) => examine(rule, snapshot).findings.map((finding) => finding.fingerprint);
  const moved = state(`-- a comment\n\n${sentence}`);
  expect(fingerprint(moved)).toEqual(fingerprint(state(sentence)));
  expect(fingerprint(moved)[0]).toMatch(/^[0-9a-f]{16}$/);
  const other = Snapshot.of('postgresql', { tables: [{ ...table(sentence), id: 'audit.users', schema: 'audit' }] });
  expect(fingerprint(other)).not.toEqual(fingerprint(moved));
});

test('settings override the severity of a rule', () => {
  expect(examine(rule, state(sentence), { severity: 'error' }).findings.map(({ severity }) => severity)).toEqual([
    'error',
  ]);
});

test('a rule that throws is a problem, and what it had found stays', () => {
  const broken = defineRule({
    ...rule,
    *check(snapshot, say) {
      yield* rule.check(snapshot, say, {});
      throw new Error('boom');
    },
  });
  const { findings, problems } = examine(broken, state(sentence));
  expect(findings).toHaveLength(1);
  expect(problems).toEqual([{ kind: 'rule-crashed', text: 'the rule test/every-table crashed: boom', fatal: true }]);
});

test.each([
  ['its message there is no text', { messages: { there: () => 10n as never } }],
  [
    'a note of it is no text',
    {
      *check(snapshot: Snapshot, say: Say<typeof rule.messages>) {
        for (const found of snapshot.tables) yield say.there(found, found, { notes: [{ text: undefined as never }] });
      },
    },
  ],
])('%s: a rule that says so has crashed', (because, broken) => {
  const { findings, problems } = examine({ ...rule, ...broken } as AnyRule, state(sentence));
  expect(findings).toEqual([]);
  expect(problems.map(({ text }) => text)).toEqual([`the rule test/every-table crashed: ${because}`]);
});

describe('a fix that is a function', () => {
  const mending = (fix: () => Fix | undefined) =>
    defineRule({
      ...rule,
      *check(snapshot, say) {
        for (const found of snapshot.tables) yield say.there(found, { name: found.name }, { fix });
      },
    });
  const fix: Fix = { title: 'take it away', safe: true, edits: [] };
  const later = { fixesLater: true };

  test('is worked out at once', () => {
    const find = vi.fn(() => fix);
    const { findings } = examine(mending(find), state(sentence));
    expect(find).toHaveBeenCalledTimes(1);
    expect(findings).toMatchObject([{ text: 'users is there', fix }]);
    expect(JSON.parse(JSON.stringify(findings))).toMatchObject([{ fix }]);
  });

  test('is worked out once it is asked for, where that is wanted, and once', () => {
    const find = vi.fn(() => fix);
    const { findings, claims } = examine(mending(find), state(sentence), later);
    expect(findings.map(({ text }) => text)).toEqual(['users is there']);
    // Whoever keeps the answer keeps nothing of what the fix would be found in.
    expect(claims.map((claim) => claim.fix)).toEqual([undefined]);
    expect(find).not.toHaveBeenCalled();
    workOutFixes({ findings });
    expect(findings.map((finding) => finding.fix)).toEqual([fix]);
    expect(find).toHaveBeenCalledTimes(1);
  });

  test('is worked out of what is hidden too', () => {
    const find = vi.fn(() => undefined);
    const [finding] = examine(mending(find), state(sentence), later).findings;
    workOutFixes({ findings: [], suppressed: [{ finding: finding!, kind: 'external', because: 'so', at: undefined }] });
    expect(find).toHaveBeenCalledTimes(1);
    expect(finding!.fix).toBe(undefined);
  });

  test('makes the rule crash where it does, and is none where it was left for later', () => {
    const broken = mending(() => {
      throw new Error('boom');
    });
    expect(examine(broken, state(sentence)).problems.map(({ text }) => text)).toEqual([
      'the rule test/every-table crashed: boom',
    ]);
    const { findings, problems } = examine(broken, state(sentence), later);
    expect(problems).toEqual([]);
    expect(findings.map((finding) => finding.fix)).toEqual([undefined]);
  });
});
