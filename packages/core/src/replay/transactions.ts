import type { Statement } from '@refint/model';
import type { Runner } from '@refint/rule';
import { type Play, takeBack } from './play.ts';
import { afterTransaction } from './session.ts';
import type { World } from './world.ts';

/**
 * Where transactions begin and end. Prisma sends a file as one query, which is one transaction unless the file says
 * COMMIT itself: then a new one begins after that, and what stands before a BEGIN in the middle of a file belongs to the
 * transaction that it begins. psql commits each statement outside of BEGIN … COMMIT. drizzle runs all pending files
 * in one transaction.
 */
export interface Transactions {
  beforeFile(): void;
  beforeStatement(statement: Statement): void;
  afterStatement(statement: Statement): void;
  afterFile(): void;
}

export function transactionsOf(play: Play, runner: Runner): Transactions {
  let open = false;
  let start: Mark = markOf(play);
  let savepoints: { readonly name: string | undefined; readonly mark: Mark }[] = [];

  const next = (): void => {
    play.world = afterTransaction(play.world);
    play.transaction++;
    open = false;
    savepoints = [];
    start = markOf(play);
  };

  return {
    beforeFile() {
      start = markOf(play);
      savepoints = [];
      if (runner !== 'drizzle') next();
      else if (play.transaction === 0) play.transaction = 1;
    },
    beforeStatement({ control }) {
      if (runner === 'psql' && !open && control === undefined) next();
      if (control === 'begin' && !open) {
        if (runner === 'psql') next();
        open = true;
      }
    },
    afterStatement(statement) {
      const { control } = statement;
      const name = statement.savepoint;
      if (control === 'savepoint') savepoints.push({ name, mark: markOf(play) });
      if (control === 'rollback-to') {
        const saved = savepoints.findLast((savepoint) => savepoint.name === name);
        if (saved) undo(play, saved.mark);
      }
      if (control === 'rollback') undo(play, start);
      if (control === 'commit' || control === 'rollback') next();
    },
    afterFile() {
      if (runner !== 'drizzle') play.world = afterTransaction(play.world);
    },
  };
}

interface Mark {
  readonly drafts: number;
  readonly world: World;
}

const markOf = (play: Play): Mark => ({ drafts: play.drafts.length, world: play.world });

function undo(play: Play, mark: Mark): void {
  takeBack(play, mark.drafts, mark.world, { kind: 'unchanged', because: 'its transaction is rolled back' }, undefined);
}
