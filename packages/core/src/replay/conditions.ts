import type { Failure, Instruction, Routine } from '@refint/model';
import { codesOf } from './condition-names.ts';

/** Whether a handler for these conditions catches an error with that SQLSTATE. */
export function catches(conditions: readonly string[], code: string): boolean {
  return conditions.some((condition) => {
    // What ends the work of a whole session is caught only by who asks for it (PL/pgSQL, "Trapping Errors").
    if (condition === 'others') return code !== '57014' && code !== 'P0004';
    const states = condition.startsWith('sqlstate ') ? [condition.slice('sqlstate '.length)] : codesOf(condition);
    return states.some((state) => state === code || (state.endsWith('000') && code.startsWith(state.slice(0, 2))));
  });
}

/** The SQLSTATE that RAISE means by a name or a code; nothing when it is neither. */
export function codeOf(name: string): string | undefined {
  return /^[0-9A-Z]{5}$/.test(name) ? name : codesOf(name)[0];
}

const checked = new WeakMap<Routine, Failure | { readonly code: undefined }>();

/** A condition that PL/pgSQL has no name for is an error as soon as the code is looked at, before any of it runs. */
export function unknownCondition(routine: Routine): Failure | undefined {
  let found = checked.get(routine);
  if (!found) {
    const name = firstUnknown(routine.body);
    const text = `unrecognized exception condition "${name}"`;
    found = name === undefined ? { code: undefined } : { code: '42704', text, missing: undefined };
    checked.set(routine, found);
  }
  return found.code === undefined ? undefined : found;
}

function firstUnknown(instructions: readonly Instruction[]): string | undefined {
  for (const instruction of instructions) {
    const bodies: (readonly Instruction[])[] = [];
    if ('body' in instruction) bodies.push(instruction.body);
    if (instruction.kind === 'if') bodies.push(...instruction.branches.map(({ body }) => body), instruction.otherwise);
    if (instruction.kind === 'attempt') {
      for (const { conditions, body } of instruction.handlers) {
        const isKnown = (name: string): boolean =>
          name === 'others' || name.startsWith('sqlstate ') || codesOf(name).length > 0;
        const name = conditions.find((one) => !isKnown(one));
        if (name !== undefined) return name;
        bodies.push(body);
      }
    }
    for (const body of bodies) {
      const name = firstUnknown(body);
      if (name !== undefined) return name;
    }
  }
  return undefined;
}
