import { actionInPrisma, actionInSql, shownReference, type Table } from '@refint/model';
import { among, defineRule } from '@refint/rule';
import { type Declaration, repeatedIn } from '../repeated.ts';

interface Twice {
  readonly reference: string;
  readonly differ: string;
}

/** Each of them is checked at every write, and where their actions differ nobody can tell which one wins. */
export default defineRule({
  id: 'relations/duplicate-foreign-key',
  on: 'state',
  summary: 'A reference is enforced by one foreign key.',
  severity: 'warning',
  messages: {
    twice: ({ reference, differ }: Twice) => `${reference} is there twice${differ}`,
  },

  *check(state, say) {
    for (const table of among(state.tables, repeats)) {
      for (const declarations of [table.relations, table.foreignKeys]) {
        for (const [first, second] of repeatedIn(declarations)) {
          const notes = [{ text: 'the first one', at: first.origin }];
          yield say.twice(
            second,
            { reference: shownReference(second), differ: difference(first, second) },
            { fact: 'columns', notes },
          );
        }
      }
    }
  },
});

const repeats = ({ relations, foreignKeys }: Table): boolean =>
  repeatedIn(relations).length > 0 || repeatedIn(foreignKeys).length > 0;

function difference(first: Declaration, second: Declaration): string {
  const inWords = first.kind === 'relation' ? actionInPrisma : actionInSql;
  const [one, other] = [inWords(first.onDelete), inWords(second.onDelete)];
  return one === other ? '' : `, with ${one} and with ${other} on delete`;
}
