import { splitTableId, type TableId } from '@refint/model';
import { UndirectedGraph } from 'graphology';
import louvain from 'graphology-communities-louvain';
import type { Picture } from './picture.ts';

/** The library's types say that the function is called `default`; it is the module itself. */
const partition = louvain as unknown as typeof louvain.default;

/** Tables that are shown together. */
export interface Group {
  /** The table that most others reference, behind the schema where there are several. */
  readonly name: string;
  readonly tables: readonly TableId[];
}

/** A table that more others reference is a hub: lines to it would cover the picture, so it is named where it is referenced. */
const mostLines = 8;

/** More tables than this are cut further, into those that have most to do with one another. */
const mostTogether = 24;

/** The tables that more others reference than can be drawn with a line each. */
export function hubsOf({ references }: Picture): ReadonlySet<TableId> {
  const holders = new Map<TableId, Set<TableId>>();
  for (const { from, to } of references) {
    if (from === to) continue;
    const known = holders.get(to);
    if (known) known.add(from);
    else holders.set(to, new Set([from]));
  }
  return new Set([...holders].flatMap(([table, by]) => (by.size > mostLines ? table : [])));
}

/**
 * Cuts the tables into groups: by schema where there are several, then by what hangs together when references to hubs are left out, and
 * where that is still much, by communities (Blondel et al., "Fast unfolding of communities in large networks", 2008). A table that
 * references nothing but hubs goes to the one that is referenced least.
 */
export function groupsOf(picture: Picture, hubs: ReadonlySet<TableId>): readonly Group[] {
  const schemas = new Set(picture.tables.map(({ schema }) => schema));
  const degree = degrees(picture);
  return [...schemas]
    .sort()
    .flatMap((schema) => {
      const members = picture.tables.filter((table) => table.schema === schema).map(({ id }) => id);
      const prefix = schemas.size > 1 && schema !== '' ? `${schema}: ` : '';
      return together(members, picture, hubs).map((tables) => ({ name: `${prefix}${nameOf(tables, degree)}`, tables }));
    })
    .sort((a, b) => b.tables.length - a.tables.length || (a.name < b.name ? -1 : 1));
}

function together(members: readonly TableId[], picture: Picture, hubs: ReadonlySet<TableId>): readonly TableId[][] {
  const graph = new UndirectedGraph();
  for (const id of members) graph.addNode(id);
  for (const { from, to } of picture.references) {
    if (from !== to && !hubs.has(to) && graph.hasNode(from) && graph.hasNode(to)) graph.mergeEdge(from, to);
  }
  const whole = connected(graph).flatMap((part) => (part.length > mostTogether ? communities(graph, part) : [part]));
  return adopted(whole, picture, hubs);
}

function connected(graph: UndirectedGraph): TableId[][] {
  const seen = new Set<TableId>();
  return graph.nodes().flatMap((start) => {
    if (seen.has(start)) return [];
    const part = [start];
    seen.add(start);
    for (const id of part) {
      for (const next of graph.neighbors(id)) {
        if (seen.has(next)) continue;
        seen.add(next);
        part.push(next);
      }
    }
    return [part.sort()];
  });
}

function communities(whole: UndirectedGraph, part: readonly TableId[]): TableId[][] {
  const graph = new UndirectedGraph();
  for (const id of part) graph.addNode(id);
  whole.forEachEdge((_, __, from, to) => {
    if (graph.hasNode(from) && graph.hasNode(to)) graph.addEdge(from, to);
  });
  const found = new Map<number, TableId[]>();
  for (const [id, at] of Object.entries(partition(graph, { rng: numbers() }))) {
    found.set(at, [...(found.get(at) ?? []), id]);
  }
  return [...found.values()].map((ids) => ids.sort());
}

/** Numbers that look like chance and are the same each time (Park and Miller, 1988). */
function numbers(): () => number {
  let seed = 1;
  return () => (seed = (seed * 16807) % 2147483647) / 2147483647;
}

/** Tables without a company of their own join a hub that they reference; those without any reference stay together. */
function adopted(parts: readonly TableId[][], { references }: Picture, hubs: ReadonlySet<TableId>): TableId[][] {
  const counts = new Map<TableId, number>();
  for (const { to } of references) counts.set(to, (counts.get(to) ?? 0) + 1);
  const home = new Map<TableId, TableId[]>();
  for (const part of parts) for (const id of part) home.set(id, part);
  const alone: TableId[] = [];
  for (const part of parts) {
    const [id = ''] = part;
    if (part.length !== 1 || hubs.has(id)) continue;
    const near = references.filter(({ from, to }) => from === id && to !== id && hubs.has(to) && home.has(to));
    const least = near.map(({ to }) => to).sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0))[0];
    part.length = 0;
    if (least === undefined) alone.push(id);
    else home.get(least)?.push(id);
  }
  return [...parts, alone].filter(({ length }) => length > 0);
}

function degrees({ references }: Picture): ReadonlyMap<TableId, number> {
  const found = new Map<TableId, number>();
  const add = (id: TableId, weight: number) => found.set(id, (found.get(id) ?? 0) + weight);
  for (const { from, to } of references) {
    if (from === to) continue;
    add(to, 1000);
    add(from, 1);
  }
  return found;
}

/** The name of the table in the middle of a group; of several, the first. */
function nameOf(tables: readonly TableId[], degree: ReadonlyMap<TableId, number>): string {
  const [middle = ''] = [...tables].sort((a, b) => (degree.get(b) ?? 0) - (degree.get(a) ?? 0) || (a < b ? -1 : 1));
  return degree.has(middle) ? splitTableId(middle).name : 'without references';
}
