import type { Instruction } from '@refint/model';
import { unknown } from './guards/values.ts';
import type { Run } from './run.ts';

/** Variables that instructions may change are not known any more. */
export function forget(run: Run, body: readonly Instruction[]): void {
  const lose = (name: string): void => {
    if (run.variables.has(name)) run.variables.set(name, unknown);
  };
  for (const instruction of body) {
    switch (instruction.kind) {
      case 'assign':
        lose(instruction.variable);
        break;
      case 'select':
      case 'execute':
        for (const { variable } of instruction.into) lose(variable);
        break;
      case 'diagnose':
        for (const { variable } of instruction.items) lose(variable);
        break;
      case 'if':
        for (const branch of instruction.branches) forget(run, branch.body);
        forget(run, instruction.otherwise);
        break;
      case 'attempt':
        forget(run, instruction.body);
        for (const handler of instruction.handlers) forget(run, handler.body);
        break;
      case 'for-query':
        for (const name of instruction.variables) lose(name);
        forget(run, instruction.body);
        break;
      case 'for-each':
        lose(instruction.variable);
        forget(run, instruction.body);
        break;
      case 'for-range':
      case 'loop':
      case 'opaque':
        forget(run, instruction.body);
    }
  }
}
