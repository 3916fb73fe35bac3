import type { Refusal } from '@refint/workspace';
import { type CheckOptions, check } from './check.ts';
import { config, ofCheck, output } from './check-takes.ts';
import type { Io } from './io.ts';
import type { Takes, Written } from './parse.ts';

/** Something that can be asked of the command. Both the parser and the help are made from this. */
export interface Verb extends Takes {
  readonly summary: string;
  readonly description: string;
  run(words: readonly string[], options: Written, io: Io): Promise<number | Refusal>;
}

const oneProject = { name: 'DIR', kind: 'optional', description: 'a folder with one project' } as const;
const json = { description: 'as JSON, which is the only form there is' };

/** Only what `check` needs is loaded with this; the others load themselves. */
export const verbs: Readonly<Record<string, Verb>> = {
  check: {
    summary: 'say what is wrong, and where',
    description: 'Says what is wrong with the projects in PATH, or in the folder you are in.',
    ...ofCheck,
    run: (paths, options, io) => check(paths, options as CheckOptions, io),
  },
  baseline: {
    summary: 'write down what is found, and show only what is new',
    description:
      'Writes the findings of today into a list, refint.baseline.json, and refint check shows only what is not in it.',
    argument: { name: 'PATH', kind: 'any', description: 'folders with projects, schemas, or files of a project' },
    options: {
      reason: { value: 'TEXT', description: 'why they may stay, for those that have no reason yet' },
      prune: { description: 'only take out what is not found any more' },
      output: { value: 'FILE', description: 'the list to write, instead of the usual one' },
      config,
    },
    run: async (paths, options, io) => (await import('./baseline.ts')).baseline(paths, options, io),
  },
  init: {
    summary: 'write a configuration from what is seen here',
    description:
      'Looks at the projects in DIR and writes a configuration with what they show, and a hook or a workflow where asked.',
    argument: { name: 'DIR', kind: 'optional', description: 'the folder to configure' },
    options: {
      format: { value: 'FORMAT', description: 'ts, js, yaml or json (default: what the project is written in)' },
      hook: { value: 'TOOL', description: 'also a hook before each commit: husky, lefthook or pre-commit' },
      ci: { value: 'FORGE', description: 'also a workflow for pull requests: github or gitlab' },
      'dry-run': { description: 'print it all and write nothing' },
    },
    run: async ([path], options, io) => (await import('./init.ts')).init(path, options, io),
  },
  references: {
    summary: 'list every reference, and why it is not enforced',
    description: 'Lists the references of each project: what enforces them, and if nothing does, why.',
    argument: { name: 'DIR', kind: 'optional', description: 'a folder with projects' },
    options: {
      inferred: { description: 'also what nobody declared: columns that by name and type point at the key of a table' },
      format: { value: 'FORMAT', description: 'table, json or markdown (default: table)' },
      output,
      config,
    },
    run: async ([path], options, io) => (await import('./references.ts')).references(path, options, io),
  },
  timeline: {
    summary: 'tell what each migration did, or what became of a table',
    description: 'Tells what each migration did, and what it tried in vain; with --table, what became of one table.',
    argument: oneProject,
    options: {
      table: {
        value: 'TABLE',
        description:
          'only what has to do with a table, under all its names: its name, schema.name, or that of its model',
      },
      format: { value: 'FORMAT', description: 'text or json (default: text)' },
      json: { description: 'the same as --format json' },
      output,
      config,
    },
    run: async ([path], options, io) => (await import('./timeline.ts')).timeline(path, options, io),
  },
  impact: {
    summary: 'tell what deleting a row of a table does',
    description:
      'Tells what deleting a row of a table does: which rows go too, which columns are set to null, and what refuses it.',
    argument: {
      name: 'TABLE',
      kind: 'required',
      description: 'the table: its name, schema.name, or that of its model',
    },
    second: oneProject,
    options: {
      format: { value: 'FORMAT', description: 'table, json or mermaid (default: table)' },
      json: { description: 'the same as --format json' },
      output,
      config,
    },
    run: async ([table = '', path], options, io) => (await import('./impact.ts')).impact(table, path, options, io),
  },
  report: {
    summary: 'tell all of a project before a release, go or no-go',
    description:
      'Tells what migrations made of a project between two points, what is left to do, and whether it may go out.',
    argument: oneProject,
    options: {
      format: { value: 'FORMAT', description: 'markdown, html or json (default: markdown)' },
      from: {
        value: 'POINT',
        description: 'a migration or a commit to begin at (default: nothing)',
      },
      to: {
        value: 'POINT',
        description: 'a migration or a commit to end at (default: the end)',
      },
      links: {
        value: 'URL',
        description: 'where links of the html report lead, with {path} and {line} in it (default: the files beside it)',
      },
      rehearsed: { value: 'FILE', description: 'what refint rehearse has found out, as JSON' },
      'no-baseline': { description: 'tell what the list of known findings has as if it were new' },
      output,
      config,
    },
    run: async ([path], options, io) => (await import('./report.ts')).report(path, options, io),
  },
  plan: {
    summary: 'write the migrations that are missing, and an audit',
    description: 'Writes what makes every reference hold: audit, migrations, tests, rollback.',
    argument: oneProject,
    options: {
      for: {
        value: 'WHAT',
        many: true,
        description: 'only missing, skipped, not-validated or policy, or a reference such as posts.author_id',
      },
      out: { value: 'DIR', description: 'the folder to write (default: refint-plan)' },
      runner: { value: 'RUNNER', description: 'prisma, drizzle or psql (default: that of the project)' },
      guarded: { description: 'migrations that may run twice, and fail where a column is missing' },
      write: { description: 'put the migrations among those of the project, and edit the schema' },
      'dry-run': { description: 'print it all and write nothing' },
      config,
    },
    run: async ([path], options, io) => (await import('./plan.ts')).plan(path, options, io),
  },
  rehearse: {
    summary: 'run the migrations on a PostgreSQL, and compare',
    description: 'Runs the migrations, or a plan, on an empty PostgreSQL in process. Needs @refint/rehearse.',
    argument: oneProject,
    options: {
      plan: { value: 'DIR', description: 'a folder that refint plan has written' },
      rows: { value: 'N', description: 'rows for each table (default: 1000 with a plan)' },
      orphans: { value: 'N', description: 'rows that reference nothing, for the audit to count' },
      postgres: { value: 'VERSION', description: '15, 16, 17 or 18 (default: that of the configuration)' },
      'database-url': { value: 'URL', description: 'an empty database, instead of one in process' },
      format: { value: 'FORMAT[:FILE]', many: true, description: 'text or json; may be given twice' },
      output,
      config,
    },
    run: async ([path], options, io) => (await import('./rehearse.ts')).rehearse(path, options, io),
  },
  graph: {
    summary: 'draw the relation graph',
    description: 'Draws the tables and their references, and what enforces them, or what lies around one table.',
    argument: oneProject,
    options: {
      format: { value: 'FORMAT', description: 'svg, mermaid, dot or json (default: svg)' },
      around: {
        value: 'TABLE',
        description: 'only what lies around a table: its name, schema.name, or that of its model',
      },
      depth: { value: 'N', description: 'how many references away from that table (default: 1)' },
      inferred: { description: 'also what nobody declared: columns that by name and type point at the key of a table' },
      output,
      config,
    },
    run: async ([path], options, io) => (await import('./graph.ts')).graph(path, options, io),
  },
  catalog: {
    summary: 'print what the migrations make in the end, as JSON',
    description: 'Prints what the database holds after all migrations, as JSON.',
    argument: oneProject,
    options: { json, output, config },
    run: async ([path], options, io) => (await import('./catalog.ts')).catalog(path, options, io),
  },
  relations: {
    summary: 'print what the schema declares, as JSON',
    description: 'Prints the relations that the schema declares, as JSON.',
    argument: oneProject,
    options: { json, output, config },
    run: async ([path], options, io) => (await import('./relations.ts')).relations(path, options, io),
  },
  config: {
    summary: 'print the settings that hold, and where each comes from',
    description:
      'Prints the settings that hold here, or for one file, each with where it comes from: the line of a file, a preset, or nobody.',
    argument: { name: 'print', kind: 'required', description: 'the word print' },
    second: {
      name: 'PATH',
      description:
        'a schema, a migration or any other file: what holds there; or a folder, instead of the one you are in',
    },
    options: {
      json: { description: 'as JSON' },
      since: { value: 'GITREF', description: 'as refint check is told it' },
      'no-baseline': { description: 'as refint check is told it' },
      output,
      config,
    },
    run: async ([what = '', path], options, io) => (await import('./config.ts')).config(what, path, options, io),
  },
  lsp: {
    summary: 'serve an editor: the same findings while you type',
    description: 'Serves an editor with the language server protocol. Editors start it themselves.',
    options: { stdio: { description: 'talk on standard input and output, which is the only way there is' } },
    run: async (_, options, io) => {
      io.expect?.(Number.POSITIVE_INFINITY);
      return (await import('./lsp.ts')).lsp(options['stdio'] === true, io.rest);
    },
  },
  rules: {
    summary: 'list all rules',
    description: 'Lists all rules: those that come along and those of the plugins in the configuration.',
    options: { config },
    run: async (_, options, io) => (await import('./rules.ts')).listRules(options['config'] as string | undefined, io),
  },
  explain: {
    summary: 'show the page of a rule',
    description: 'Shows the page of a rule: what it says and why, with examples.',
    argument: {
      name: 'RULE',
      kind: 'required',
      description: 'the id of a rule, such as relations/missing-foreign-key',
    },
    options: { config },
    run: async ([id = ''], options, io) =>
      (await import('./rules.ts')).explainRule(id, options['config'] as string | undefined, io),
  },
};
