import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Sampled } from './sample.ts';

/** A finding that was chosen by chance, with what a person thinks of it. */
export interface SampleLabel extends Sampled {
  readonly isTrue: boolean;
  readonly reason: string;
}

const file = fileURLToPath(new URL('../truth/sample-labels.txt', import.meta.url));

export const sampleLabels = (): readonly SampleLabel[] => readSampleLabels(readFileSync(file, 'utf8'));

/** One label on each line, its parts between tabs. A line that is none is an error. */
export function readSampleLabels(text: string): readonly SampleLabel[] {
  return text.split('\n').flatMap((line, at) => {
    if (line === '' || line.startsWith('#')) return [];
    const [entry, rule, place, verdict, reason, said, ...more] = line.split('\t');
    const isWhole = entry && rule && place && reason && said && more.length === 0;
    if (!isWhole || (verdict !== 'true' && verdict !== 'false')) {
      throw new Error(`line ${at + 1} of the sample is no label: ${line}`);
    }
    return [{ entry, rule, place, isTrue: verdict === 'true', reason, text: said }];
  });
}
