import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Refusal } from '@refint/workspace';
import { Command, CommanderError } from 'commander';
import { type CheckOptions, check } from './check.ts';
import type { Io } from './io.ts';
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
    .option('--format FORMAT', formats)
    .option('--output FILE', 'write the report to a file, and nothing to standard output')
    .option('--fail-on LEVEL', 'what makes the exit code 1: error, warning or never', 'error')
    .option('--max-warnings N', 'more warnings than this make the exit code 1')
    .option('--strict', 'whatever could not be read or understood makes the exit code 2')
    .option('--config FILE', 'the configuration to use, instead of the nearest')
    .action(async (paths: string[], options: CheckOptions) => done(await check(paths, options, io)));
  return program;
}

/** A usage error as one sentence. */
function usageRefusal(error: CommanderError, words: readonly string[], { cwd }: Io): Refusal {
  const [first = ''] = words;
  if (error.code === 'commander.help') return new Refusal('say what to do: for example refint check, or refint --help');
  if (error.code === 'commander.unknownCommand' && existsSync(resolve(cwd, first))) {
    return new Refusal(`"${first}" is no command; did you mean refint check ${first}?`);
  }
  const [what = '', meant = ''] = error.message.replace(/^error: /, '').split('\n');
  const instead = /\(Did you mean (?:one of )?(.*?)\?\)/.exec(meant)?.[1];
  return new Refusal(`${what}${instead === undefined ? '; refint --help says what there is' : `; did you mean ${instead}?`}`);
}
