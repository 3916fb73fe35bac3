import type { Source, Span } from '@refint/model';
import { readBlock } from './block.ts';
import { loadGrammar } from './form.ts';
import { type SplitText, splitBlocks } from './split.ts';
import type { BlockTree, Fault } from './tree.ts';

/** A block where it stands: `start` is added to every offset of its tree. */
export interface PlacedBlock {
  readonly source: Source;
  readonly start: number;
  readonly tree: BlockTree;
  /** Why its end is not where it should be. */
  readonly fault: Fault | undefined;
}

export interface SchemaFile {
  readonly source: Source;
  readonly blocks: readonly PlacedBlock[];
  /** What stands between blocks and should not. */
  readonly faults: readonly Fault[];
}

const splits = new WeakMap<Source, SplitText>();
const files = new WeakMap<Source, SchemaFile>();

/** Loads the grammar where one of these files has a line that is not known without it. To be awaited before they are read. */
export async function prepareFiles(sources: readonly Source[]): Promise<void> {
  if (!sources.every(isReadable)) await loadGrammar();
}

const isReadable = (source: Source): boolean => treesOf(source).every((tree) => tree !== undefined);

const trees = new WeakMap<Source, readonly (BlockTree | undefined)[]>();

/** The trees of the blocks; where one needs the grammar, all are looked for anew once it is loaded. */
function treesOf(source: Source): readonly (BlockTree | undefined)[] {
  let known = trees.get(source);
  if (!known?.every((tree) => tree !== undefined)) {
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
  if (!file) {
    const { blocks, faults } = splitOf(source);
    const read = treesOf(source);
    const placed = blocks.map((block, at) => ({
      source,
      start: block.span.start,
      tree: read[at] ?? unprepared(source),
      fault: block.fault,
    }));
    files.set(source, (file = { source, blocks: placed, faults }));
  }
  return file;
}

function unprepared({ path }: Source): never {
  throw new Error(`${path} needs the grammar, which was not loaded: prepareFiles was not awaited`);
}

export const moved = (span: Span, by: number): Span => ({ start: span.start + by, end: span.end + by });
