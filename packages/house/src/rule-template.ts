import { rulesFolder } from './rule-files.ts';

/**
 * The three siblings of a new rule, by path. They are a small working rule with its test and its page, so that all checks
 * pass before the first change and each change shows what it does. The rule finds tables whose name ends in `_old`.
 */
export function newRule(id: string): Map<string, string> {
  const [plugin = '', name = ''] = id.split('/');
  const stem = `${rulesFolder(plugin)}/${name}`;
  return new Map([
    [`${stem}.ts`, rule(id)],
    [`${stem}.test.ts`, test(name)],
    [`${stem}.md`, page(id)],
  ]);
}

const rule = (id: string) => `import { shownTable } from '@refint/model';
import { defineRule } from '@refint/rule';

/** Say why somebody should care, and where the rule stays silent on purpose. */
export default defineRule({
  id: '${id}',
  on: 'state',
  summary: 'A table is not named for being old.',
  severity: 'warning',
  messages: {
    old: ({ table }: { table: string }) => \`\${table} is named for being old\`,
  },

  *check(state, say) {
    for (const table of state.tables) {
      if (table.name.endsWith('_old')) yield say.old(table, { table: shownTable(table) });
    }
  },
});
`;

const test = (name: string) => `import { check } from '@refint/testkit';
import rule from './${name}.ts';

check(
  rule,
  'a table that is named for being old',
  \`
  model users_old {
  //    ^^^^^^^^^ warning: users_old is named for being old
    id Int @id
  }
\`,
);

check(
  rule,
  'a table whose name only begins so',
  \`
  model old_users {
    id Int @id
  }
\`,
);
`;

const page = (id: string) => `# ${id}

What goes wrong, for whom, and when. What to do about it.

## Wrong

\`\`\`prisma
model users_old {
  id Int @id
}
\`\`\`

## Right

\`\`\`prisma
model users {
  id Int @id
}
\`\`\`
`;
