// Runs one of the house's own scripts, src/<verb>.ts, which Node 20 cannot run by itself.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createJiti } from 'jiti';

const [verb = '', ...words] = process.argv.slice(2);
const script = fileURLToPath(new URL(`../src/${verb}.ts`, import.meta.url));
if (!/^[\w-]+$/.test(verb) || !existsSync(script)) {
  process.stderr.write(`house: no such verb "${verb}"\n`);
  process.exit(2);
}
const { main } = await createJiti(import.meta.url).import(script);
process.exitCode = await main(words);
