import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Refusal } from '@refint/workspace';
import { Command, CommanderError } from 'commander';
import { type CheckOptions, check } from './check.ts';
import type { Io } from './io.ts';
import type { JsonOptions } from './one-project.ts';
import type { ReferencesOptions } from './references.ts';
import { version } from './version.ts';

type Outcome = number | Refusal | undefined;

/** Finds the verb among the words and runs it. */
export async function run(words: readonly string[], io: Io): Promise<number | Refusal> {
  let outcome: Outcome;
  const program = programFor(io, (result) => (outcome = result));
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    return usageRefusal(error, words, io);
  }
  return outcome ?? 0;
}

const formats = 'lines, pretty, json, github, sarif or markdown; else pretty on a terminal and lines in a pipe';
const output = 'write to a file, and nothing to standard output';
const config = 'the configuration to use, instead of the nearest';

function programFor(io: Io, done: (outcome: Outcome) => void): Command {
  const program = new Command('refint')
    .description('Finds what is wrong with the foreign keys of a project, from its Prisma schema and its migrations alone.')
    .helpOption('-h, --help', 'say what can be done')
    .helpCommand('help [verb]', 'say what can be done')
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: () => {}, outputError: () => {} })
    .configureHelp({ helpWidth: Math.min(io.stdout.width ?? 100, 110) })
    .exitOverride();
  program.option('-V, --version', 'say which version this is').on('option:version', () => {
    io.stdout.write(`${version()}\n`);
    throw new CommanderError(0, 'commander.version', '');
  });
  program
    .command('check')
    .summary('say what is wrong, and where')
    .description('Says what is wrong with the projects in PATH, or in the folder you are in.')
    .argument('[PATH...]', 'folders with projects, schemas, or files of a project')
    .option('--format <FORMAT>', formats)
    .option('--output <FILE>', output)
    .option('--fail-on <LEVEL>', 'what makes the exit code 1: error, warning or never', 'error')
    .option('--max-warnings <N>', 'more warnings than this make the exit code 1')
    .option('--strict', 'whatever could not be read or understood makes the exit code 2')
    .option('--config <FILE>', config)
    .action(async (paths: string[], options: CheckOptions) => done(await check(paths, options, io)));
  program
    .command('references')
    .summary('list every reference, and why it is not enforced')
    .description('Lists the references of each project: what enforces them, and if nothing does, why.')
    .argument('[DIR]', 'a folder with projects')
    .option('--format <FORMAT>', 'table, json or markdown', 'table')
    .option('--output <FILE>', output)
    .option('--config <FILE>', config)
    .action(async (path: string | undefined, options: ReferencesOptions) => {
      const { references } = await import('./references.ts');
      done(await references(path, options, io));
    });
  const printing = [
    {
      name: 'relations',
      description: 'print the relations that the schema declares, as JSON',
      load: async () => (await import('./relations.ts')).relations,
    },
  ];
  for (const { name, description, load } of printing) {
    program
      .command(name)
      .summary(description)
      .description(`${description.replace(/^p/, 'P').replace(/^Print/, 'Prints')}.`)
      .argument('[DIR]', 'a folder with one project')
      .option('--json', 'as JSON, which is the only form there is')
      .option('--output <FILE>', output)
      .option('--config <FILE>', config)
      .action(async (path: string | undefined, options: JsonOptions) => {
        done(await load().then((verb) => verb(path, options, io)));
      });
  }
  program
    .command('rules')
    .summary('list all rules')
    .description('Lists all rules: those that come along and those of the plugins in the configuration.')
    .option('--config <FILE>', config)
    .action(async (options: { config?: string }) => {
      const { listRules } = await import('./rules.ts');
      done(await listRules(options.config, io));
    });
  program
    .command('explain')
    .summary('show the page of a rule')
    .description('Shows the page of a rule: what it says and why, with examples.')
    .argument('<RULE>', 'the id of a rule, such as relations/missing-foreign-key')
    .option('--config <FILE>', config)
    .action(async (id: string, options: { config?: string }) => {
      const { explainRule } = await import('./rules.ts');
      done(await explainRule(id, options.config, io));
    });
  return program;
}

/** A usage error as one sentence. */
function usageRefusal({ code, message }: CommanderError, words: readonly string[], { cwd }: Io): Refusal {
  const [first = ''] = words;
  if (code === 'commander.help') return new Refusal('say what to do, for example "refint check"; refint --help says what there is');
  if (code === 'commander.unknownCommand' && existsSync(resolve(cwd, first))) {
    return new Refusal(`"${first}" is no command; did you mean refint check ${first}?`);
  }
  if (code === 'commander.excessArguments') {
    const [, verb, most] = /for '(\w+)'\. Expected (\d+)/.exec(message) ?? [];
    return new Refusal(`refint ${verb} takes ${most === '0' ? 'no path' : 'one argument only'}; refint ${verb} --help says what there is`);
  }
  const [what = '', said = ''] = message.replace(/^error: /, '').split('\n');
  const instead = /\(Did you mean (?:one of )?(.*?)\?\)/.exec(said)?.[1];
  return new Refusal(`${what}; ${instead === undefined ? 'refint --help says what there is' : `did you mean ${instead}?`}`);
}
