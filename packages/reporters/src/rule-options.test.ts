import { expect, test } from 'vitest';
import { optionsSection } from './rule-options.ts';

test('tells of each option what it takes, what it does and what holds without it, and shows others', () => {
  const options = {
    actions: { kind: 'choice', words: ['both', 'onDelete', 'onUpdate'], about: 'Which actions.', default: 'both' },
    except: { kind: 'texts', about: 'Columns that need none.', default: [], example: ['*.created_by'] },
    loud: { kind: 'flag', about: 'Whether it is loud.', default: true },
    most: { kind: 'number', about: 'So many.', default: 5, whole: true, least: 1, most: 63, example: 9 },
    share: { kind: 'number', about: 'What part.', default: 0.5, most: 1 },
    title: { kind: 'text', about: 'How it is called.', default: '', example: 'us' },
  } as const;
  expect(`\n${optionsSection({ id: 'a/b', options })}`).toBe(`
## Options

- \`actions\`, \`"both"\`, \`"onDelete"\` or \`"onUpdate"\`: Which actions. \`"both"\` when left out.
- \`except\`, a text or a list of texts: Columns that need none. \`[]\` when left out.
- \`loud\`, \`true\` or \`false\`: Whether it is loud. \`true\` when left out.
- \`most\`, a whole number from 1 to 63: So many. \`5\` when left out.
- \`share\`, a number to 1: What part. \`0.5\` when left out.
- \`title\`, a text: How it is called. \`""\` when left out.

\`\`\`json
{
  "rules": { "a/b": ["on", { "actions": "onDelete", "except": ["*.created_by"], "loud": false, "most": 9, "share": 0.5, "title": "us" }] }
}
\`\`\`
`);
});

test('says nothing of a rule that has none', () => {
  expect(optionsSection({ id: 'a/b' })).toBe('');
});
