/** Runs the command with the words after its name. Resolves to the exit code of the process. */
export async function main(_words: readonly string[]): Promise<number> {
  process.stderr.write('refint: this command has no verbs yet.\n');
  return 2;
}
