import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverVersions, sourceOf } from '@refint/model';
import { differences } from '@refint/postgres';
import { expect, test } from 'vitest';
import { replayHistory } from './index.ts';

/**
 * The table of docs/postgresql.md, which a test of packages/postgres holds to each version of PostgreSQL: the replay has to
 * say the same of the version that it is told.
 */
const page = readFileSync(join(import.meta.dirname, '../../../../docs/postgresql.md'), 'utf8');
const said = new Map(
  [...page.matchAll(/^\| ([^|`]+) \| (.+) \| (.+) \| (.+) \| (.+) \|$/gm)].map(([, title = '', ...codes]) => [
    title,
    codes,
  ]),
);

const cases = Object.entries(differences).flatMap(([title, statements]) =>
  serverVersions.map((version, at) => ({ title, version, statements, expected: said.get(title)?.[at] })),
);

test.each(cases)('$title, in $version', ({ title, version, statements, expected }) => {
  const source = sourceOf(`${version} ${title}`, statements.map((statement) => `${statement};\n`).join(''));
  const { timeline } = replayHistory([{ name: title, source }], { runner: 'psql', dialect: 'postgresql', version });
  const first = timeline.moments.find(({ outcome }) => outcome.kind === 'failed')?.outcome;
  expect(first?.kind === 'failed' ? `\`${first.failure.code}\`` : 'works').toBe(expected);
});
