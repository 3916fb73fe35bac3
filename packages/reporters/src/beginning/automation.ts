/** What runs refint without being asked: a hook of git, or a workflow of a forge. */
export type HookTool = 'husky' | 'lefthook' | 'pre-commit';
export type Forge = 'github' | 'gitlab';

export const hookTools: readonly HookTool[] = ['husky', 'lefthook', 'pre-commit'];
export const forges: readonly Forge[] = ['github', 'gitlab'];

/** A file that makes somebody run refint, and what to do where there is such a file already. */
export interface Automation {
  /** Relative to the root of the repository. */
  readonly path: string;
  /** Other names under which the tool would look for the same. */
  readonly otherNames: readonly string[];
  readonly text: string;
  /** What to add to a file that is there, and where. */
  readonly toAdd: string;
  readonly where: string;
  readonly isProgram: boolean;
}

/** The hook that checks what is about to be committed. `command` is how refint is run there. */
export function hookFor(tool: HookTool, command: string): Automation {
  if (tool === 'husky')
    return {
      path: '.husky/pre-commit',
      otherNames: [],
      text: `${command}\n`,
      toAdd: `${command}\n`,
      where: 'as a line of its own',
      isProgram: true,
    };
  if (tool === 'lefthook') {
    const job = `    refint:\n      glob: "*.{prisma,sql}"\n      run: ${command}\n`;
    return {
      path: 'lefthook.yml',
      otherNames: ['lefthook.yaml', '.lefthook.yml', '.lefthook.yaml', 'lefthook.toml', 'lefthook.json'],
      text: `pre-commit:\n  commands:\n${job}`,
      toAdd: job,
      where: 'below "pre-commit:" and "commands:"',
      isProgram: false,
    };
  }
  const entry = `  - repo: local
    hooks:
      - id: refint
        name: refint
        entry: ${command}
        language: system
        files: \\.(prisma|sql)$
        pass_filenames: false
`;
  return {
    path: '.pre-commit-config.yaml',
    otherNames: ['.pre-commit-config.yml'],
    text: `repos:\n${entry}`,
    toAdd: entry,
    where: 'below "repos:"',
    isProgram: false,
  };
}

/** The workflow that checks a change before it is merged. `version` of refint is pinned; `path` is what it checks. */
export function workflowFor(forge: Forge, version: string, path: string): Automation {
  const what = path === '.' ? '' : ` ${path}`;
  const run = `npx --yes refint@${version} check${what}`;
  return forge === 'github' ? github(run) : gitlab(run);
}

function github(run: string): Automation {
  const steps = `      - uses: actions/checkout@v4
        with:
          # All commits: --since asks git what is new on this branch.
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: ${run} --since "origin/$BASE" --format github
        env:
          BASE: \${{ github.base_ref }}
`;
  return {
    path: '.github/workflows/refint.yml',
    otherNames: ['.github/workflows/refint.yaml'],
    text: `name: refint
on: pull_request
permissions:
  contents: read
jobs:
  refint:
    runs-on: ubuntu-latest
    steps:
${steps}`,
    toAdd: steps,
    where: 'below the "steps:" of a job that runs on pull requests',
    isProgram: false,
  };
}

function gitlab(run: string): Automation {
  const job = `refint:
  image: node:22
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    # All commits: --since asks git what is new on this branch.
    GIT_DEPTH: 0
  script:
    - ${run} --since "$CI_MERGE_REQUEST_DIFF_BASE_SHA"
`;
  return {
    path: '.gitlab-ci.yml',
    otherNames: [],
    text: job,
    toAdd: job,
    where: 'as a job of its own',
    isProgram: false,
  };
}
