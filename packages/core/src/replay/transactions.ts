import type { Runner, Statement } from '@refint/model';
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
  beforeFile(statements: readonly Statement[]): void;
  beforeStatement(statement: Statement): void;
  afterStatement(statement: Statement): void;
  afterFile(): void;
}

export function transactionsOf(play: Play, runner: Runner): Transactions {
  let isOneQuery = false;
  let start: Mark = markOf(play);
  let savepoints: { readonly name: string | undefined; readonly mark: Mark }[] = [];

  const next = (): void => {
    play.world = afterTransaction(play.world);
    play.transaction++;
    play.open = false;
    savepoints = [];
    start = markOf(play);
  };

  return {
    beforeFile(statements) {
      start = markOf(play);
      savepoints = [];
      // A query of several statements is a transaction block, also after a COMMIT in it.
      isOneQuery = runner === 'prisma' && statements.length > 1;
      if (runner !== 'drizzle') next();
      else if (play.transaction === 0) {
        play.transaction = 1;
        play.open = true;
      }
    },
    beforeStatement(statement) {
      const { control } = statement;
      if (runner === 'psql' && !play.open && control === undefined) next();
      if (control === 'begin' && !play.open) {
        if (runner === 'psql') next();
        play.open = true;
      }
      play.current = statement;
      const { open } = play;
      play.around = { block: open || isOneQuery, open, savepoints: savepoints.length === 0 ? none : names(savepoints) };
    },
    afterStatement(statement) {
      const { control } = statement;
      const name = statement.savepoint;
      if (control === 'savepoint' && play.open) savepoints.push({ name, mark: markOf(play) });
      const at = savepoints.findLastIndex((savepoint) => savepoint.name === name);
      const saved = savepoints[at];
      if (control === 'release' && saved) savepoints.length = at;
      if (control === 'rollback-to' && saved) {
        undo(play, saved.mark);
        savepoints.length = at + 1;
      }
      if (control === 'rollback') undo(play, start);
      if (control === 'commit' || control === 'rollback') next();
    },
    afterFile() {
      if (runner !== 'drizzle') play.world = afterTransaction(play.world);
    },
  };
}

const none: readonly never[] = [];

const names = (savepoints: readonly { readonly name: string | undefined }[]): readonly (string | undefined)[] =>
  savepoints.map(({ name }) => name);

interface Mark {
  readonly drafts: number;
  readonly world: World;
}

const markOf = (play: Play): Mark => ({ drafts: play.drafts.length, world: play.world });

/** Takes back what was done. What failed has failed, also where nothing of it would be left. */
function undo(play: Play, mark: Mark): void {
  const failed = play.drafts.slice(mark.drafts).filter(({ outcome }) => outcome.kind === 'failed');
  const outcomes = failed.map(({ outcome }) => outcome);
  takeBack(play, mark.drafts, mark.world, { kind: 'unchanged', because: 'its transaction is rolled back' }, undefined);
  for (const [at, draft] of failed.entries()) draft.outcome = outcomes[at] ?? draft.outcome;
}
