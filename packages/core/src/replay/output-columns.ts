import type { DataType, Output, OutputRelation } from '@refint/model';
import { readOutput } from '@refint/sql';
import { type Known, outputName, outputType } from './output-types.ts';
import { relationNamed, type World } from './world.ts';

/** A column that a query gives; its type is not always known. */
export interface Given {
  readonly name: string;
  readonly type: DataType | undefined;
}

/** Views of views end somewhere. */
const deepest = 20;

/** The columns of CREATE TABLE AS and SELECT INTO; nothing where even their names are not known. */
export function columnsOfQuery(world: World, text: string): readonly Given[] | undefined {
  const output = readOutput(text, world.snapshot.dialect, 'query');
  return output && columnsOf(output, { world, named: new Map(), depth: 0 });
}

interface Around {
  readonly world: World;
  /** What WITH names. */
  readonly named: ReadonlyMap<string, readonly Given[] | undefined>;
  readonly depth: number;
}

function columnsOf(output: Output, around: Around): readonly Given[] | undefined {
  if (around.depth > deepest) return undefined;
  const named = new Map(around.named);
  for (const { name, output: inner, columns } of output.named) {
    // A query that names itself begins with one that does not, and that one says the columns.
    named.set(name, renamed(columnsOf(inner, { ...around, named, depth: around.depth + 1 }), columns));
  }
  const within: Around = { ...around, named, depth: around.depth + 1 };
  const from = output.from.map((relation): Known => ({ ...relation, columns: columnsOfRelation(relation, within) }));
  const found: Given[] = [];
  for (const column of output.columns) {
    if (column.kind === 'value') {
      found.push({
        name: column.alias ?? outputName(column.value),
        type: outputType(column.value, from, around.world),
      });
    } else {
      const all = allOf(from, column.of);
      if (!all) return undefined;
      found.push(...all);
    }
  }
  return output.others.reduce<readonly Given[]>((first, other) => joint(first, columnsOf(other, within)), found);
}

/** The types of a UNION are known where both sides agree. */
const joint = (first: readonly Given[], other: readonly Given[] | undefined): readonly Given[] =>
  first.map(({ name, type }, at) => {
    const under = other?.[at]?.type;
    const same = type && under && JSON.stringify(type) === JSON.stringify(under);
    return { name, type: same ? type : undefined };
  });

const renamed = (given: readonly Given[] | undefined, names: readonly string[]): readonly Given[] | undefined =>
  given?.map(({ name, type }, at) => ({ name: names[at] ?? name, type }));

/** The columns that `*` stands for: those of a join with USING come once, and first. */
function allOf(from: readonly Known[], of: string | undefined): readonly Given[] | undefined {
  const meant = of === undefined ? from : from.filter(({ alias }) => alias === of);
  if (meant.length === 0 || meant.some(({ columns }) => !columns)) return undefined;
  const shared = of === undefined ? from.flatMap(({ using }) => using) : [];
  const every = meant.flatMap(({ columns }) => columns ?? []);
  const first = shared.flatMap((name) => every.find((column) => column.name === name) ?? []);
  return [...first, ...every.filter(({ name }) => !shared.includes(name))];
}

function columnsOfRelation(relation: OutputRelation, around: Around): readonly Given[] | undefined {
  return renamed(unnamedColumns(relation, around), relation.columns);
}

function unnamedColumns({ path, query }: OutputRelation, around: Around): readonly Given[] | undefined {
  if (query) return columnsOf(query, around);
  const [name, schema] = [path.at(-1), path.at(-2)];
  if (name === undefined) return undefined;
  if (schema === undefined && around.named.has(name)) return around.named.get(name);
  const found = relationNamed(around.world, { name, schema });
  if (found?.kind === 'table') return found.table.doubt ? undefined : found.table.columns;
  const text = found?.holder.text;
  const output = text === undefined ? undefined : readOutput(text, around.world.snapshot.dialect, 'view');
  return output && columnsOf(output, { ...around, named: new Map(), depth: around.depth + 1 });
}
