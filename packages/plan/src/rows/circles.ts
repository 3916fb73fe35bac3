/**
 * Things in an order in which each comes after what it needs, those that need each other together (Tarjan's strongly
 * connected components).
 */
export function inOrderOfNeed<T>(all: readonly T[], needs: (one: T) => readonly T[]): readonly (readonly T[])[] {
  const groups: T[][] = [];
  const numbers = new Map<T, number>();
  const lowest = new Map<T, number>();
  const open: T[] = [];
  const isOpen = new Set<T>();
  for (const start of all) {
    if (numbers.has(start)) continue;
    // By hand, because a chain of tables may be longer than the stack is deep.
    const path: { readonly one: T; readonly rest: Iterator<T> }[] = [];
    const enter = (one: T): void => {
      numbers.set(one, numbers.size);
      lowest.set(one, numbers.size - 1);
      open.push(one);
      isOpen.add(one);
      path.push({ one, rest: needs(one)[Symbol.iterator]() });
    };
    enter(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { one, rest } = top;
      const next = rest.next();
      if (!next.done) {
        if (!numbers.has(next.value)) enter(next.value);
        else if (isOpen.has(next.value)) lower(lowest, one, numbers.get(next.value) ?? 0);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above) lower(lowest, above.one, lowest.get(one) ?? 0);
      if (lowest.get(one) !== numbers.get(one)) continue;
      const group = open.splice(open.indexOf(one));
      for (const member of group) isOpen.delete(member);
      groups.push(group);
    }
  }
  return groups;
}

function lower<T>(lowest: Map<T, number>, one: T, to: number): void {
  lowest.set(one, Math.min(lowest.get(one) ?? to, to));
}
