import { deedOfAdd } from './deed-of-add.ts';
import { deedOfAlter } from './deed-of-alter.ts';
import { deedOfDrop } from './deed-of-drop.ts';
import { deedOfRename } from './deed-of-rename.ts';
import type { Deed } from './entry.ts';
import type { Telling } from './telling.ts';

/** A change in words: what it is about, and a line for people. */
export function deedOf(telling: Telling): Deed {
  const { moment, change, table } = telling;
  switch (change.kind) {
    case 'add':
      return deedOfAdd({ ...telling, change });
    case 'drop':
      return deedOfDrop({ ...telling, change });
    case 'alter':
      return deedOfAlter({ ...telling, change });
    case 'rename':
      return deedOfRename({ ...telling, change });
    case 'run':
      return change.calls === undefined
        ? code('block', '', 'block of code')
        : code('function', change.calls, `call of the function ${change.calls}`);
    case 'opaque': {
      const { verb } = moment.statement;
      return { kind: 'opaque', entity: 'unknown', name: '', table, text: verb, reference: undefined };
    }
  }
}

const code = (entity: 'function' | 'block', name: string, text: string): Deed => ({
  kind: 'run',
  entity,
  name,
  table: undefined,
  text,
  reference: undefined,
});
