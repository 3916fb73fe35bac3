import type { Failure, Output } from '@refint/model';
import { readOutput } from '@refint/sql';
import { tableNamed, type World } from './world.ts';

/**
 * Why CREATE OR REPLACE VIEW cannot put another query in place of a view's: columns may be added at its end, and that is all
 * (checkViewColumns, src/backend/commands/view.c). Types are not compared.
 */
export function replacedFailure(world: World, old: string | undefined, now: string | undefined): Failure | undefined {
  const before = old === undefined ? undefined : namesOf(world, old, false);
  const after = before && now !== undefined ? namesOf(world, now, true) : undefined;
  if (!before || !after) return undefined;
  if (after.length < before.length) return failure('cannot drop columns from view');
  for (const [at, name] of before.entries()) {
    const other = after[at];
    if (name !== undefined && other !== undefined && name !== other)
      return failure(`cannot change name of view column "${name}" to "${other}"`);
  }
  return undefined;
}

const failure = (text: string): Failure => ({ code: '42P16', text, missing: undefined });

/** The columns of a view in order, each with its name where that is sure; nothing where not all are known. */
function namesOf(world: World, text: string, isNew: boolean): readonly (string | undefined)[] | undefined {
  const output = readOutput(text, world.snapshot.dialect, 'view');
  return output && namesIn(world, output, isNew);
}

function namesIn(world: World, { columns, from }: Output, isNew: boolean): readonly (string | undefined)[] | undefined {
  const names: (string | undefined)[] = [];
  for (const column of columns) {
    if (column.kind === 'value') {
      const { alias, value } = column;
      names.push(alias ?? (value.kind === 'name' ? value.path.at(-1) : undefined));
      continue;
    }
    const [only, other] = from;
    if (!only || other || (column.of !== undefined && column.of !== only.alias)) return undefined;
    // What a star meant when an older view was made, its table may not say any more.
    const table = isNew && only.path.length > 0 ? tableOf(world, only.path) : undefined;
    const inside = only.query ? namesIn(world, only.query, isNew) : table?.columns.map(({ name }) => name);
    if (!inside) return undefined;
    names.push(...inside.map((name, at) => only.columns[at] ?? name));
  }
  return names;
}

function tableOf(world: World, path: readonly string[]) {
  const table = tableNamed(world, { schema: path.at(-2), name: path.at(-1) ?? '' });
  return table?.doubt ? undefined : table;
}
