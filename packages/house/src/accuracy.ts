import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureAll } from './accuracy/measure.ts';
import { accuracyPage } from './accuracy/page.ts';
import { sampleLabels } from './accuracy/sample-labels.ts';
import { corpus } from './corpus.ts';
import { root } from './root.ts';

/** `pnpm accuracy`: measures how often what refint infers is right, on real projects, and writes docs/accuracy.md. */
export async function main(): Promise<number> {
  if (corpus() === undefined) {
    process.stderr.write('accuracy: the corpus is not there; set REFINT_CORPUS to its folder\n');
    return 2;
  }
  const measured = await measureAll();
  const page = accuracyPage(measured, sampleLabels());
  writeFileSync(join(root, 'docs/accuracy.md'), page);
  process.stdout.write(page);
  const unlabelled = measured.flatMap((one) => one.unlabelled.map((reference) => `${one.entry}: ${reference}`));
  for (const one of unlabelled) process.stderr.write(`accuracy: nobody judged ${one}\n`);
  return unlabelled.length === 0 ? 0 : 1;
}
