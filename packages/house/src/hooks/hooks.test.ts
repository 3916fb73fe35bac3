import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { preCommitTool } from './pre-commit-tool.ts';
import { recipeFor, recipes } from './recipes.ts';
import { bad, good, type HookRepository, hookRepository, last, later, schema } from './repository.ts';

/** Each tool as docs/pre-commit.md sets it up, in a repository of its own. */
const tools: Readonly<Record<string, () => HookRepository>> = {
  husky: () => {
    const made = hookRepository(['husky'], onTestFinished);
    made.write({ '.husky/pre-commit': recipeFor('husky') });
    expect(made.run('node_modules/.bin/husky')).toMatchObject({ code: 0 });
    return made;
  },
  'lint-staged': () => {
    const made = hookRepository(['husky', 'lint-staged'], onTestFinished);
    made.write({ '.husky/pre-commit': 'lint-staged\n', 'package.json': recipeFor('lint-staged') });
    expect(made.run('node_modules/.bin/husky')).toMatchObject({ code: 0 });
    return made;
  },
  lefthook: () => {
    const made = hookRepository(['lefthook'], onTestFinished);
    made.write({ 'lefthook.yml': recipeFor('lefthook') });
    expect(made.run('node_modules/.bin/lefthook', 'install')).toMatchObject({ code: 0 });
    return made;
  },
};

const preCommit = preCommitTool();
if (preCommit === undefined)
  console.log('skipped: the recipe for pre-commit, which is not there and cannot be installed');
else
  Object.assign(tools, {
    'pre-commit': () => {
      const made = hookRepository([], onTestFinished);
      made.write({ '.pre-commit-config.yaml': recipeFor('pre-commit') });
      made.run('git', 'add', '.pre-commit-config.yaml');
      expect(made.run(preCommit, 'install')).toMatchObject({ code: 0 });
      return made;
    },
  });

test('every recipe is tried, but for that of a tool that is not there', () => {
  expect(recipes.filter((name) => !tools[name])).toEqual(preCommit === undefined ? ['pre-commit'] : []);
});

describe.each(Object.entries(tools))('%s', (_, setUp) => {
  test('stops a bad commit with a message that says what, where and what to do', () => {
    const { write, run, commit } = setUp();
    write({ [later]: bad });
    run('git', 'add', 'prisma');
    const { code, said } = commit();
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('1:75 error relations/missing-target') });
    expect(said).toContain(later);
    expect(said).toContain('Tag.userId → Nobody cannot be created: there is no table Nobody at this point');
    expect(said).toContain('1 error in what is staged.');
    expect(said).toContain('refint-ignore RULE: reason');
    expect(run('git', 'log', '--oneline').said.trim().split('\n')).toHaveLength(1);
  });

  test('lets a good commit pass', () => {
    const { write, run, commit } = setUp();
    write({ [later]: good });
    run('git', 'add', 'prisma');
    expect(commit()).toMatchObject({ code: 0 });
    expect(run('git', 'log', '--oneline').said.trim().split('\n')).toHaveLength(2);
  });

  test('judges what is staged of a file, not what lies in the folder', () => {
    const { write, run, commit } = setUp();
    write({ [later]: good });
    run('git', 'add', 'prisma');
    write({ [later]: bad });
    expect(commit()).toMatchObject({ code: 0 });
    run('git', 'add', 'prisma');
    write({ [later]: good });
    expect(commit()).toMatchObject({ code: 1 });
    expect(run('git', 'diff', '--name-only').said).toContain(later);
  });

  test('judges what `git commit -a` and `git commit FILE` are going to commit', () => {
    const { write, run, commit } = setUp();
    write({ [later]: good });
    run('git', 'add', 'prisma');
    expect(commit()).toMatchObject({ code: 0 });
    write({ [later]: bad });
    expect(commit('-a')).toMatchObject({ code: 1 });
    expect(commit(later)).toMatchObject({ code: 1 });
    write({ 'prisma/README.md': 'nothing' });
    run('git', 'add', 'prisma');
    expect(commit('prisma/README.md')).toMatchObject({ code: 0 });
  });

  test('has nothing to say of other files', () => {
    const { write, run, commit } = setUp();
    write({ 'a.ts': 'export {};\n', [later]: bad });
    run('git', 'add', 'a.ts');
    expect(commit()).toMatchObject({ code: 0 });
  });
});

describe('a commit that only deletes is judged too', () => {
  const deleting = Object.entries(tools).filter(([name]) => name !== 'lint-staged');
  test.each(deleting)('%s', (_, setUp) => {
    const { folder, write, run, commit } = setUp();
    const reference = 'userId Int\n  user User @relation(fields: [userId], references: [id])';
    write({
      'prisma/schema.prisma': `${schema.replace('@id', '@id\n  tags Tag[]')}\nmodel Tag {\n  id Int @id\n  ${reference}\n}\n`,
      [later]: 'CREATE TABLE "Tag" ("id" INTEGER PRIMARY KEY, "userId" INTEGER NOT NULL);\n',
      [last]: 'ALTER TABLE "Tag" ADD FOREIGN KEY ("userId") REFERENCES "User" ON DELETE RESTRICT ON UPDATE CASCADE;\n',
    });
    run('git', 'add', '.');
    expect(commit('--no-verify')).toMatchObject({ code: 0 });
    rmSync(join(folder, last));
    run('git', 'add', 'prisma');
    expect(commit()).toEqual({
      code: 1,
      said: expect.stringContaining('no foreign key enforces Tag.userId → User.id'),
    });
  });
});
