import { sourceOf } from '@refint/model';
import { expect, test } from 'vitest';
import { lines } from './lines.ts';
import { plainContext } from './reporter.ts';
import { at, finding, migration, policy, report } from './sample.ts';

const shown = (made: Parameters<typeof report>[0]) => `\n${lines(report(made), plainContext())}`;

test('one line for each finding and each problem, whatever is in their texts', () => {
  const source = sourceOf('emoji.sql', '-- 🙂\r\n-- 🙂 x');
  expect(
    shown({
      findings: [policy, finding(at(source, 'x'), { severity: 'hint', text: 'two\nlines \u001b[31m', rule: 'p/r' })],
      problems: [
        { kind: 'not-understood', text: 'not understood', at: at(migration, 'vendors_fkey'), fatal: false },
        { kind: 'unusable', text: 'no such file', fatal: true },
      ],
    }),
  ).toMatchInlineSnapshot(`
    "
    prisma/schema.prisma:9:76 error vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT (deletes/policy)
    emoji.sql:2:7 hint two lines ␛[31m (p/r)
    prisma/migrations/1_init/migration.sql:3:36 problem not understood (not-understood)
    problem no such file (unusable)
    "
  `);
});

test('nothing to say is nothing', () => {
  expect(lines(report(), plainContext())).toBe('');
});
