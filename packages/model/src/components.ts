import type { TableId } from './table.ts';

/** Strongly connected components, found without recursion so that a long chain of tables cannot exhaust the stack. */
export function components(nodes: readonly TableId[], next: (node: TableId) => readonly TableId[]): TableId[][] {
  const order = new Map<TableId, number>();
  const low = new Map<TableId, number>();
  const stack: TableId[] = [];
  const onStack = new Set<TableId>();
  const found: TableId[][] = [];

  for (const root of nodes) {
    if (order.has(root)) continue;
    const work: { node: TableId; rest: TableId[] }[] = [];
    const enter = (node: TableId) => {
      order.set(node, order.size);
      low.set(node, order.get(node) ?? 0);
      stack.push(node);
      onStack.add(node);
      work.push({ node, rest: [...next(node)] });
    };
    enter(root);
    for (let top = work.at(-1); top; top = work.at(-1)) {
      const to = top.rest.pop();
      if (to === undefined) {
        work.pop();
        const above = work.at(-1);
        if (above) low.set(above.node, Math.min(low.get(above.node) ?? 0, low.get(top.node) ?? 0));
        if (low.get(top.node) === order.get(top.node)) found.push(popUntil(stack, onStack, top.node));
      } else if (!order.has(to)) enter(to);
      else if (onStack.has(to)) low.set(top.node, Math.min(low.get(top.node) ?? 0, order.get(to) ?? 0));
    }
  }
  return found;
}

function popUntil(stack: TableId[], onStack: Set<TableId>, node: TableId): TableId[] {
  const group: TableId[] = [];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    onStack.delete(top);
    group.push(top);
    if (top === node) break;
  }
  return group;
}
