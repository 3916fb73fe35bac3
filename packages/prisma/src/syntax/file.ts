import type { Place, Source } from '@refint/model';
import { readBlock, readEdited } from './block.ts';
import { loadGrammar } from './form.ts';
import { PlacedBlock } from './placed.ts';
import { type SplitText, splitBlocks } from './split.ts';
import { splitAgain } from './split-again.ts';
import type { BlockTree, Fault } from './tree.ts';

export interface SchemaFile {
  readonly source: Source;
  readonly blocks: readonly PlacedBlock[];
  /** What stands between blocks and should not. */
  readonly faults: readonly Fault[];
}

const splits = new WeakMap<Source, SplitText>();
const files = new WeakMap<Source, SchemaFile>();

/**
 * Loads the grammar where one of these files has a line that is not known without it. To be awaited before they are read.
 *
 * @param before the same files as they were, one for each, where that is known
 */
export async function prepareFiles(sources: readonly Source[], before: readonly Source[] = []): Promise<void> {
  for (const [at, source] of sources.entries()) splitLike(source, before[at]);
  if (!sources.every(isReadable)) await loadGrammar();
}

/** Looks for the blocks of a source that took the place of another one. */
function splitLike(source: Source, before: Source | undefined): void {
  const split = before && splits.get(before);
  const known = before && trees.get(before);
  if (!split || !known || splits.has(source)) return;
  const again = splitAgain(source, before, split);
  splits.set(source, again.split);
  const { blocks } = again.split;
  const [from, to] = [again.first, blocks.length - again.last];
  const old = split.blocks.slice(again.first, split.blocks.length - again.last);
  const read = new Map(old.map(({ span }, at) => [before.text.slice(span.start, span.end), known[from + at]]));
  const between = blocks
    .slice(from, to)
    .map((block) => read.get(source.text.slice(block.span.start, block.span.end)) ?? readEdited(source.text, block));
  trees.set(source, [...known.slice(0, from), ...between, ...known.slice(known.length - again.last)]);
}

const isReadable = (source: Source): boolean => treesOf(source).every(isThere);

const isThere = (tree: BlockTree | undefined): boolean => tree !== undefined;

const trees = new WeakMap<Source, readonly (BlockTree | undefined)[]>();

/** The trees of the blocks; where one needs the grammar, all are looked for anew once it is loaded. */
function treesOf(source: Source): readonly (BlockTree | undefined)[] {
  let known = trees.get(source);
  if (!known?.every(isThere)) {
    known = splitOf(source).blocks.map((block) => readBlock(source.text, block));
    trees.set(source, known);
  }
  return known;
}

/** The blocks of a source as texts; they are looked for once. */
export function splitOf(source: Source): SplitText {
  let split = splits.get(source);
  if (!split) splits.set(source, (split = splitBlocks(source.text)));
  return split;
}

/** The blocks of one schema file. A source is read once; of a changed one only the changed blocks are. */
export function readFile(source: Source): SchemaFile {
  let file = files.get(source);
  if (!file) files.set(source, (file = fileOf(source, [])));
  return file;
}

/** A file with those of its blocks that were placed before, where they are now. */
function fileOf(source: Source, placed: readonly (PlacedBlock | undefined)[]): SchemaFile {
  const { blocks, faults } = splitOf(source);
  const read = treesOf(source);
  const all: PlacedBlock[] = [];
  for (const [at, { span, fault }] of blocks.entries())
    all.push(placed[at] ?? new PlacedBlock(source, span.start, read[at] ?? unprepared(source), fault));
  return { source, blocks: all, faults };
}

/** A file in which blocks are others than before, those at the same place among all. */
export interface Differing {
  readonly pairs: readonly { readonly was: PlacedBlock; readonly now: PlacedBlock }[];
  /** Moves what stayed the same, and gives the file. What the file was before is no more. */
  move(): SchemaFile;
  /** Where a place in what stayed the same is by now. */
  placeNow(place: Place): Place | undefined;
}

/** What differs between a file and what it was before; nothing where it has more or fewer blocks than it had. */
export function differing(before: SchemaFile, source: Source): Differing | undefined {
  const { blocks } = splitOf(source);
  const read = treesOf(source);
  if (blocks.length !== before.blocks.length) return undefined;
  const placed: (PlacedBlock | undefined)[] = [];
  const starts: number[] = [];
  for (const [at, was] of before.blocks.entries()) {
    placed.push(isSame(was, read[at], blocks[at]?.fault) ? was : undefined);
    starts.push(was.start);
  }
  const file = fileOf(source, placed);
  const pairs: { was: PlacedBlock; now: PlacedBlock }[] = [];
  for (const [at, now] of file.blocks.entries()) if (!placed[at]) pairs.push({ was: before.blocks[at]!, now });
  return {
    pairs,
    placeNow({ source: old, span }) {
      const at = old === before.source ? lastUpTo(starts, span.start) : -1;
      const block = placed[at];
      const { start, end } = blocks[at]?.span ?? { start: 0, end: 0 };
      const by = start - (starts[at] ?? 0);
      if (!block || span.end + by > end) return undefined;
      return { source, span: { start: span.start + by, end: span.end + by } };
    },
    move() {
      for (const [at, { span, fault }] of blocks.entries()) placed[at]?.move(source, span.start, fault);
      files.delete(before.source);
      files.set(source, file);
      return file;
    },
  };
}

/** Where the last of some numbers stands that is not larger than another one; they are in order. */
function lastUpTo(numbers: readonly number[], most: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! <= most) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const isSame = ({ tree, fault }: PlacedBlock, other: BlockTree | undefined, now: Fault | undefined): boolean =>
  tree === other && fault?.because === now?.because;

function unprepared({ path }: Source): never {
  throw new Error(`${path} needs the grammar, which was not loaded: prepareFiles was not awaited`);
}
