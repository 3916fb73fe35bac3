import type { Problem, Source, Span } from '@refint/model';
import type { SchemaFile } from '../syntax/file.ts';
import type { PlacedBlock } from '../syntax/placed.ts';

/** One problem for each block that is broken, and one for each stretch between blocks that is nothing. */
export function unreadable(file: SchemaFile): readonly Problem[] {
  const between = file.faults.map((fault) => problem(file.source, fault.span, `this cannot be read: ${fault.because}`));
  return [...between, ...file.blocks.flatMap(inBlock)].sort(
    (a, b) => (a.at?.span.start ?? 0) - (b.at?.span.start ?? 0),
  );
}

const none: readonly never[] = [];

function inBlock(block: PlacedBlock): readonly Problem[] {
  const { source, tree, fault } = block;
  if (tree.faults.length === 0 && !fault) return none;
  const faults = [
    ...tree.faults.map(({ span, because }) => ({ span: block.at(span).span, because })),
    ...(fault ? [fault] : []),
  ];
  const [first] = faults;
  if (!first) return [];
  const others = faults.length - 1;
  const more =
    others === 0 ? '' : others === 1 ? '; nor can one more line of it' : `; nor can ${others} more lines of it`;
  return [problem(source, first.span, `${tree.keyword} ${tree.name.text} cannot be read: ${first.because}${more}`)];
}

const problem = (source: Source, span: Span, text: string): Problem => ({
  kind: 'unreadable',
  text,
  at: { source, span },
  fatal: true,
});
