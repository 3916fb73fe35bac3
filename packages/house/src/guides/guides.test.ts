import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { recipes as hooks } from '../hooks/recipes.ts';
import { root } from '../root.ts';
import { follow, isGuide, pageOf } from './follow.ts';
import { guides, saidFile } from './guides.ts';
import { stepsIn } from './steps.ts';

const { verbs } = (await import(join(root, 'packages/cli/src/verbs.ts'))) as {
  verbs: Readonly<Record<string, { readonly options: object } | undefined>>;
};

const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));

test('every page that tells to type something is followed', () => {
  expect(pages.filter((name) => isGuide(pageOf(name)) && !Object.hasOwn(guides, name))).toEqual([]);
  expect(Object.keys(guides).filter((name) => !pages.includes(name))).toEqual([]);
});

describe.each(Object.entries(guides))('docs/%s', (guide, open) => {
  // `node packages/house/bin/house.mjs guides` keeps what is printed now; read what it changes.
  test('prints what is kept, and what it shows', () => {
    const scene = open();
    onTestFinished(scene.remove);
    const { page, said, refused } = follow(pageOf(guide), scene);
    expect(page).toBe(pageOf(guide));
    expect(refused).toEqual([]);
    const kept = join(root, saidFile(guide));
    expect(said).toBe(existsSync(kept) ? readFileSync(kept, 'utf8') : '');
  });
});

/** The commands of other recipes are typed one by one, in the test that has the name. */
const elsewhere: Readonly<Record<string, string>> = { plugin: 'packages/house/src/packing/plugin.test.ts' };

test('every recipe is tried by a test of its own', () => {
  const recipes = pages.flatMap((name) => stepsIn(pageOf(name)).filter((step) => step.kind === 'recipe'));
  expect(recipes.length).toBeGreaterThan(1);
  for (const { name, commands } of recipes.filter((one) => !hooks.includes(one.name))) {
    expect(Object.keys(elsewhere)).toContain(name);
    const text = readFileSync(join(root, elsewhere[name] ?? ''), 'utf8');
    for (const command of commands) {
      const words = command.split(' ').map((word) => `'${word}'`);
      expect(text).toContain(words.join(', '));
    }
  }
});

test('commands in sentences, in every page and in the README, are some that there are', () => {
  const texts = [...pages.map(pageOf), readFileSync(join(root, 'README.md'), 'utf8')];
  const commands = texts.flatMap((text) =>
    stepsIn(text).flatMap((step) => (step.kind === 'inline' ? step.command : [])),
  );
  expect(commands.length).toBeGreaterThan(40);
  const wrong = commands.filter((command) => {
    const [name = '', ...words] = command.replace(/^npx /, '').replace(/[[\]]/g, '').split(' ').slice(1);
    const options = words.flatMap((word) => /^--([\w-]+)/.exec(word)?.[1] ?? []);
    const verb = verbs[name];
    return !verb || options.some((option) => !Object.hasOwn(verb.options, option));
  });
  expect(wrong).toEqual([]);
});

test('every file that a page links to is there, and so is what it links to in another page', () => {
  const headings = (text: string) =>
    [...text.matchAll(/^#+ +(.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    );
  for (const page of pages) {
    for (const [, path = '', anchor] of pageOf(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)) {
      const file = join(root, 'docs', path === '' ? page : path);
      expect([page, path, existsSync(file)]).toEqual([page, path, true]);
      if (anchor !== undefined && file.endsWith('.md'))
        expect(headings(readFileSync(file, 'utf8')), page).toContain(anchor);
    }
  }
});

test('steps are what a reader does, in order', () => {
  const page = `Type \`refint check\` or \`npx refint
rules\`; \`refint.config.ts\` is a file.

<!-- file: a/b.json -->

\`\`\`json
{}
\`\`\`

\`\`\`sh
# A comment.
refint check

refint rules
\`\`\`

<!-- recipe: husky -->

\`\`\`sh
refint check --staged
\`\`\`

- In a list:

  \`\`\`console
  $ refint check
  nothing
  is wrong
  $ refint rules
  \`\`\`

\`\`\`sql
-- \`refint no\`
\`\`\`

\`\`\`\`markdown
\`\`\`sh
refint no
\`\`\`
\`\`\`\`
`;
  const steps = stepsIn(page);
  expect(steps.filter(({ kind }) => kind !== 'shown')).toEqual([
    { kind: 'inline', command: 'refint check' },
    { kind: 'inline', command: 'npx refint rules' },
    { kind: 'file', path: 'a/b.json', text: '{}\n' },
    { kind: 'commands', commands: ['refint check', 'refint rules'] },
    { kind: 'recipe', name: 'husky', commands: ['refint check --staged'] },
  ]);
  const shown = steps.find(({ kind }) => kind === 'shown');
  expect(shown?.kind === 'shown' && shown.commands).toEqual([
    { command: 'refint check', output: 'nothing\nis wrong\n' },
    { command: 'refint rules', output: '' },
  ]);
});
