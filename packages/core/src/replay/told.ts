import type { Change, Dialect, Place, QualifiedName, Statement } from '@refint/model';
import { changesIn } from './changes-in.ts';
import { eachNeed, eachRead, type HowNeeded } from './needs.ts';
import type { ReadCommand } from './play.ts';

/** Takes what a file tells, in order: what it needs, and the changes, which may make what others need. */
export interface Taker {
  need(table: QualifiedName, how: HowNeeded, what: 'table' | 'type', from: Place, guarded: boolean): void;
  change(change: Change): void;
}

export type Tell = (statements: readonly Statement[], take: Taker) => void;

/** Goes through the statements of a file. `guarded` is what stands in a block of code. */
export const telling =
  (dialect: Dialect, readCommand: ReadCommand): Tell =>
  (statements, take) => {
    let from: Place;
    let guarded = false;
    const say = (table: QualifiedName, how: HowNeeded): void => take.need(table, how, 'table', from, guarded);
    for (const statement of statements) {
      const hasCode = statement.changes.some(isCode);
      const changes = hasCode ? [...changesIn(statement, dialect, readCommand)] : statement.changes;
      for (const change of changes) {
        from = change;
        guarded = hasCode && !statement.changes.includes(change);
        // A history that adds values to an enum must have the enum.
        if (change.entity === 'enum-value') take.need(change.type, 'alters', 'type', from, guarded);
        else eachNeed(change, say);
      }
      for (const change of changes) take.change(change);
      if (statement.rows) {
        from = statement;
        guarded = false;
        eachRead(statement.rows, say);
      }
    }
  };

const isCode = (change: Change): boolean =>
  change.kind === 'run' || (change.kind === 'add' && change.entity === 'function');
