import { isKeptAside } from './kept-aside.ts';
import type { Accuracy } from './measure.ts';
import type { SampleLabel } from './sample-labels.ts';

/** The least that is good enough, in parts of a whole. */
export const bars = { recall: 0.8, precision: 0.85, sample: 0.95 };

/** Numbers of several projects together. */
export interface Totals {
  readonly real: number;
  readonly found: number;
  readonly said: number;
  readonly right: number;
}

export const totalsOf = (all: readonly Accuracy[]): Totals => ({
  real: sum(all.map(({ real }) => real)),
  found: sum(all.map(({ found }) => found)),
  said: sum(all.map(({ said }) => said)),
  right: sum(all.map(({ labels }) => labels.filter(({ isTrue }) => isTrue).length)),
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** docs/accuracy.md. */
export function accuracyPage(all: readonly Accuracy[], sample: readonly SampleLabel[]): string {
  const kept = all.filter(({ entry }) => isKeptAside(entry));
  const tuned = all.filter(({ entry }) => !isKeptAside(entry));
  const implicit = sum(all.map((one) => one.implicit));
  const rows = [
    row('**all**', totalsOf(all)),
    row('seen while tuning', totalsOf(tuned)),
    row('kept aside', totalsOf(kept)),
    ...all.map((one) => row(`${one.entry.replace('__', '/')}${isKeptAside(one.entry) ? ' ·' : ''}`, totalsOf([one]))),
  ];
  return `# Accuracy

Written by \`pnpm accuracy\`, which needs the corpus of real projects at \`../shared/corpus\` or where \`REFINT_CORPUS\` says. A test measures again and
compares.

## References that nobody declared

How often [relations/undeclared-reference](rules/relations/undeclared-reference.md) is right, with the same settings for every project and for both questions.

**Found again**: each reference that a project has, a relation, a foreign key or both, is hidden in turn: no relation declares it, no foreign key
enforces it and no migration ever tried to make one; the column and its indexes stay, and so do all other references. It counts as found when the rule then
names exactly the table and the columns that it had, both where they are several. Relations of views are among them, which the rule is never to find. The bar is ${percent(bars.recall)}.
Left out are the ${implicit} halves of implicit many-to-many relations: nobody wrote their columns \`A\` and \`B\`, and without the relation their table would not exist.

**True**: everything that the rule says of the projects as they are was judged by hand, with the schema and the migrations around it: is the column meant
as a reference to that table? Whether a foreign key is wanted is another question; several projects say in a comment why they have none. What may also hold something
that is no row of the table was judged false. Each judgement is a line with its reason in
[undeclared-labels.txt](../packages/house/src/truth/undeclared-labels.txt). The bar is ${percent(bars.precision)}.

The projects of about half of the owners, marked with a dot, were kept aside while the rule was tuned. When they were first looked at, 395 of 407 references were
found again and 26 of 32 findings (81.2 %) were true. What was wrong there led to mends, so that their numbers are not those of strangers any more: a column that the
model itself calls \`id\` points nowhere, a key of the same name as the column goes before the primary key, roles in tables about an outside system are roles
there, and WebAuthn is such a system.

| project | references | found again | | findings | true | |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

${sampleSection(sample)}`;
}

function sampleSection(sample: readonly SampleLabel[]): string {
  const right = sample.filter(({ isTrue }) => isTrue).length;
  const rows = sample.map(
    ({ entry, rule, place, isTrue, reason, text }, at) =>
      `| ${at + 1} | ${entry.replace('__', '/')} | ${rule} | \`${place}\` | ${inCell(text)} | ${isTrue ? 'true' : '**false**'}: ${inCell(reason)} |`,
  );
  return `## ${sample.length} findings by chance

Of all that the rules of \`recommended\` say of the projects, with every migration asked how it runs (\`migrations.since: beginning\`), ${sample.length} findings were chosen by a
shuffle with a seed ([sample.ts](../packages/house/src/accuracy/sample.ts)), and each was judged with the files around it: is what it says so?
**${right} of ${sample.length} are true (${percent(right / sample.length)})**; the bar is ${percent(bars.sample)}. Rules that came later are not among them.

| | project | rule | place | what it says | judged |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

## What is said of how migrations run

All of it, with every migration of the corpus asked, is held to a second reader that shares nothing with refint: PostgreSQL's own grammar, and the simplest record of
which tables and columns earlier files made. It has to see the statement that a finding speaks of, on a table that was there before. How often it does, and
each finding that it cannot tell anything about, stands in
[read-by-hand.txt](../packages/house/src/truth/second-reader/read-by-hand.txt), which a test keeps; these were read by hand, and all of them are true.
`;
}

/** Names in angle brackets or with stars and underscores stand for themselves. */
const inCell = (text: string): string => text.replace(/[\\|<*_`]/g, '\\$&');

const row = (name: string, { real, found, said, right }: Totals): string =>
  `| ${name} | ${real} | ${found} | ${real > 0 ? percent(found / real) : ''} | ${said} | ${right} | ${said > 0 ? percent(right / said) : ''} |`;

/** Never rounded up. */
const percent = (part: number): string => `${Math.floor(part * 1000 + 1e-9) / 10} %`;
