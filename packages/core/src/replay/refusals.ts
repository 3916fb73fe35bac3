import { type Failure, newestVersion, type Statement, textAt, written } from '@refint/model';
import { readNovelty } from '@refint/sql';
import { noSuchEnumValue, unsafeValue } from './enum-failures.ts';
import { noteWhole, type Play } from './play.ts';
import { rowFailure } from './row-failures.ts';
import { runStatement } from './statements.ts';
import type { World } from './world.ts';

/**
 * Runs a statement of a file. Where only the transaction around it is to blame for its failure, the state is as if it had
 * run: people mend such a statement by running it by itself.
 */
export function runInTransaction(play: Play, statement: Statement): void {
  const refused = refusalOf(play, statement);
  const impossible = refused ? undefined : impossibility(play, statement);
  if (impossible) {
    noteWhole(play, statement, impossible);
    return;
  }
  const mark = play.drafts.length;
  runStatement(play, statement);
  if (!refused) return;
  for (const draft of play.drafts.slice(mark)) draft.outcome = { kind: 'failed', failure: refused };
  if (play.drafts.length === mark) noteWhole(play, statement, refused);
}

/** What is wrong with a statement that changes nothing but rows, so that nothing else would find it. */
function impossibility({ world }: Play, statement: Statement): Failure | undefined {
  const { invalidAt, rows, source } = statement;
  if (invalidAt) {
    const text = `syntax error at or near "${invalidAt.name}"`;
    return { code: '42601', text, missing: undefined, at: written(source, invalidAt.span) };
  }
  const unknown = world.aside.version < newestVersion ? noveltyIn(world, statement) : undefined;
  if (unknown) return unknown;
  return rows && (rowFailure(world, statement) ?? noSuchEnumValue(world, statement));
}

/** Words that only a newer server knows. They are looked for only where an older one is said to run. */
function noveltyIn({ aside, snapshot }: World, { source, span, changes }: Statement): Failure | undefined {
  if (changes.length === 0) return undefined;
  const novelty = readNovelty(textAt({ source, span }), snapshot.dialect);
  if (!novelty || novelty.since <= aside.version) return undefined;
  const { name, span: word } = novelty.at;
  const text = `syntax error at or near "${name}": PostgreSQL knows it since version ${novelty.since}`;
  const at = written(source, { start: span.start + word.start, end: span.start + word.end });
  return { code: '42601', text, missing: undefined, at };
}

function refusalOf(play: Play, statement: Statement): Failure | undefined {
  const { alone, control, verb } = statement;
  const { around } = play;
  if (alone !== undefined && around.block) return refusal('25001', `${alone} cannot run inside a transaction block`);
  if (verb === 'LOCK' && !around.block) return refusal('25P01', 'LOCK TABLE can only be used in transaction blocks');
  return control === undefined ? unsafeValue(play.world, statement) : lostSavepoint(play, statement);
}

const named = { savepoint: 'SAVEPOINT', release: 'RELEASE SAVEPOINT', 'rollback-to': 'ROLLBACK TO SAVEPOINT' } as const;

function lostSavepoint({ around }: Play, { control, savepoint }: Statement): Failure | undefined {
  if (control !== 'savepoint' && control !== 'release' && control !== 'rollback-to') return undefined;
  if (!around.open) return refusal('25P01', `${named[control]} can only be used in transaction blocks`);
  const isThere = control === 'savepoint' || around.savepoints.includes(savepoint);
  return isThere ? undefined : refusal('3B001', `savepoint "${savepoint}" does not exist`);
}

const refusal = (code: string, text: string): Failure => ({ code, text, missing: undefined });
