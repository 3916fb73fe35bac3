import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Refusal } from '@refint/workspace';
import { Command, CommanderError, Help } from 'commander';
import { examples } from './examples.ts';
import type { Io } from './io.ts';
import type { Written } from './parse.ts';
import { type Verb, verbs } from './verbs.ts';
import { version } from './version.ts';

/** Answers `--help` and `--version`, and says in one sentence what is wrong with words that cannot be run. */
export async function usage(words: readonly string[], io: Io): Promise<number | Refusal> {
  let outcome: number | Refusal = 0;
  const program = programFor(io);
  for (const [name, verb] of Object.entries(verbs)) {
    commandFor(program, name, verb).action(async (...given: unknown[]) => {
      // After the arguments come the options and the command itself.
      const options = given.at(-2);
      const paths = given.slice(0, -2).flat();
      while (paths.length > 0 && paths.at(-1) === undefined) paths.pop();
      outcome = await verb.run(paths as string[], asWritten(options as Written, verb.options), io);
    });
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : refusalFor(error, words, io);
  }
  return outcome;
}

/** With the names that were typed: the library calls `--fail-on` failOn, and takes `--no-baseline` for a baseline that is false. */
const asWritten = (options: Written, known: Verb['options']): Written =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => {
      const written = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return Object.hasOwn(known, `no-${written}`) ? [`no-${written}`, value === false] : [written, value];
    }),
  );

function programFor(io: Io): Command {
  const program = new Command('refint')
    .description('Checks foreign keys from files alone: a Prisma schema and its migrations.')
    .usage('<verb> [words and options], help <verb>, or --version')
    .helpOption('-h, --help', 'say what can be done')
    .helpCommand('help [verb]')
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: () => {}, outputError: () => {} })
    .configureHelp({ helpWidth: Math.min(io.stdout.width || 80, 100), visibleOptions, visibleCommands, subcommandTerm })
    .exitOverride();
  program.addHelpText('after', examplesOf(''));
  return program.option('-V, --version', 'say which version this is').on('option:version', () => {
    io.stdout.write(`${version()}\n`);
    throw new CommanderError(0, 'commander.version', '');
  });
}

/** The options of a verb; that the command itself tells its version stands in the line about its usage. */
const visibleOptions = (command: Command) => (command.parent ? new Help().visibleOptions(command) : []);

/** The verbs; that there is help for each stands in the line about the usage too, so that all of it fits a screen. */
const visibleCommands = (command: Command) =>
  new Help().visibleCommands(command).filter((one) => one.name() !== 'help');

/** A verb with what follows it; that it has options is said once for all. */
function subcommandTerm(command: Command): string {
  const words = command.registeredArguments.map((one) => {
    const name = `${one.name()}${one.variadic ? '...' : ''}`;
    return one.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...words].join(' ');
}

/** What people type, under each other, and what for. */
function examplesOf(name: string): string {
  const own = examples[name] ?? [];
  const width = Math.max(...own.map(([command]) => command.length));
  return `\nExamples:\n${own.map(([command, what]) => `  ${command.padEnd(width)}  # ${what}`).join('\n')}`;
}

const brackets = { any: '[]', optional: '[]', required: '<>' } as const;

function commandFor(
  program: Command,
  name: string,
  { summary, description, argument, second, options }: Verb,
): Command {
  const command = program.command(name).summary(summary).description(description);
  command.addHelpText('after', examplesOf(name));
  if (argument) {
    const [open, close] = brackets[argument.kind];
    command.argument(
      `${open}${argument.name}${argument.kind === 'any' ? '...' : ''}${close}`,
      argument.description ?? '',
    );
  }
  if (second) command.argument(`[${second.name}]`, second.description);
  for (const [option, { value, many, description: what }] of Object.entries(options)) {
    const written = value === undefined ? `--${option}` : `--${option} <${value}>`;
    if (many) command.option(written, what, (one: string, before: readonly string[] = []) => [...before, one]);
    else command.option(written, what);
  }
  return command;
}

/** A usage error as one sentence. */
function refusalFor({ code, message }: CommanderError, words: readonly string[], { cwd }: Io): Refusal {
  const [first = ''] = words;
  if (code === 'commander.help' && first === 'help') {
    return new Refusal(`there is no verb "${words[1]}"; refint --help says what there is`);
  }
  if (code === 'commander.help')
    return new Refusal('say what to do, for example "refint check"; refint --help says what there is');
  if (code === 'commander.unknownCommand' && existsSync(resolve(cwd, first))) {
    return new Refusal(`"${first}" is no command; did you mean refint check ${first}?`);
  }
  if (code === 'commander.excessArguments') {
    const [, verb, most] = /for '(\w+)'\. Expected (\d+)/.exec(message) ?? [];
    return new Refusal(
      `refint ${verb} takes ${most === '0' ? 'no path' : most === '1' ? 'one argument only' : `${most} arguments only`}; refint ${verb} --help says what there is`,
    );
  }
  const [what = '', said = ''] = message.replace(/^error: /, '').split('\n');
  const instead = /\(Did you mean (?:one of )?(.*?)\?\)/.exec(said)?.[1];
  return new Refusal(
    `${what}; ${instead === undefined ? 'refint --help says what there is' : `did you mean ${instead}?`}`,
  );
}
