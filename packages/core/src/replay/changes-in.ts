import type { Change, Dialect, Instruction, Statement } from '@refint/model';
import type { ReadCommand } from './play.ts';

/** Every change that a statement may make, those inside of its blocks and of the commands that these spell out included. */
export function* changesIn(statement: Statement, dialect: Dialect, readCommand: ReadCommand): Iterable<Change> {
  for (const change of statement.changes) {
    if (change.kind === 'run') yield* inInstructions(change.routine.body, statement, dialect, readCommand);
    else yield change;
    // What a function does when somebody calls it, it may have done.
    if (change.kind === 'add' && change.entity === 'function' && change.definition?.routine) {
      yield* inInstructions(change.definition.routine.body, statement, dialect, readCommand);
    }
  }
}

function* inInstructions(
  instructions: readonly Instruction[],
  around: Statement,
  dialect: Dialect,
  readCommand: ReadCommand,
): Iterable<Change> {
  const inside = (body: readonly Instruction[]): Iterable<Change> => inInstructions(body, around, dialect, readCommand);
  for (const instruction of instructions) {
    switch (instruction.kind) {
      case 'statement':
        yield* changesIn(instruction.statement, dialect, readCommand);
        break;
      case 'if':
        for (const { body } of instruction.branches) yield* inside(body);
        yield* inside(instruction.otherwise);
        break;
      case 'attempt':
        yield* inside(instruction.body);
        for (const { body } of instruction.handlers) yield* inside(body);
        break;
      case 'for-each':
      case 'for-query':
      case 'for-range':
      case 'loop':
      case 'opaque':
        yield* inside(instruction.body);
        break;
      case 'execute': {
        const { command, span } = instruction;
        if (command.kind !== 'literal' || typeof command.value !== 'string') break;
        const { statements } = readCommand(command.value, { source: around.source, span }, dialect);
        for (const inner of statements) yield* changesIn(inner, dialect, readCommand);
      }
    }
  }
}
