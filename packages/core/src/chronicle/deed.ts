import type { Moment } from '@refint/model';
import { deedOfAdd } from './deed-of-add.ts';
import { deedOfAlter } from './deed-of-alter.ts';
import { deedOfDrop } from './deed-of-drop.ts';
import { deedOfRename } from './deed-of-rename.ts';
import type { Deed } from './entry.ts';
import type { Telling } from './telling.ts';

/** A change in words: what it is about, and a line for people. */
export function deedOf(telling: Telling): Deed {
  const { moment, change, table } = telling;
  if (isCall(moment))
    return code('function', moment.change.name.name, `call of the function ${moment.change.name.name}`);
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
      return code('block', '', 'block of code');
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

/** A function that fails where it is called stands for its call. */
function isCall(moment: Moment): moment is Moment & { readonly change: { readonly name: { readonly name: string } } } {
  const { change, statement } = moment;
  return change.kind === 'add' && change.entity === 'function' && !statement.changes.includes(change);
}
