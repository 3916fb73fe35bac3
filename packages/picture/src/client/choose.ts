import { detailsOf } from './details.ts';
import { factsOnPage } from './facts.ts';
import type { Area, Stage } from './stage.ts';

/** The tables of a picture, to be chosen by pointer or by keys. */
export interface Choice {
  /** Names and numbers of all tables. */
  readonly tables: readonly { readonly number: number; readonly name: string }[];
  /** Brings a table into view, chooses it and gives it the focus. */
  goTo(table: number): void;
}

interface Node {
  readonly number: number;
  readonly group: SVGGElement;
  readonly area: Area;
}

export function choosing(stage: Stage): Choice {
  const facts = factsOnPage();
  const details = detailsOf(facts);
  const { frame } = stage;
  const nodes = nodesIn(frame);
  const byNumber = new Map(nodes.map((node) => [node.number, node]));
  const lines = new Map<number, SVGGElement[]>();
  for (const line of frame.querySelectorAll<SVGGElement>('[data-r]')) {
    const number = Number(line.dataset['r']);
    lines.set(number, [...(lines.get(number) ?? []), line]);
  }
  let chosen: number | undefined;
  const clear = () => {
    chosen = undefined;
    frame.classList.remove('chosen-one');
    for (const one of frame.querySelectorAll('.near, .chosen')) one.classList.remove('near', 'chosen');
    details.nothing();
  };
  const makeRoom = (node: Node | undefined) => {
    const seen = stage.seen();
    if (node) details.aside((middle(node.area).x - seen.x) / seen.width);
  };
  const choose = (table: number) => {
    clear();
    chosen = table;
    const node = byNumber.get(table);
    makeRoom(node);
    frame.classList.add('chosen-one');
    node?.group.classList.add('near', 'chosen');
    for (const { number, from, to } of facts.references) {
      if (from !== table && to !== table) continue;
      for (const line of lines.get(number) ?? []) line.classList.add('near');
      for (const end of [from, to]) byNumber.get(end)?.group.classList.add('near');
    }
    details.table(table, 'all');
  };
  const goTo = (table: number) => {
    const node = byNumber.get(table);
    if (!node) return;
    stage.show(node.area);
    choose(table);
    focus(node);
  };
  const focus = (node: Node) => {
    for (const one of nodes) one.group.setAttribute('tabindex', one === node ? '0' : '-1');
    node.group.focus({ preventScroll: true });
  };

  for (const { number, group } of nodes) {
    const own = facts.references.filter(({ from }) => from === number);
    const missing = own.filter(({ row }) => row.dataset['standing'] === 'missing').length;
    group.setAttribute('role', 'button');
    group.setAttribute('tabindex', '-1');
    const words = own.length === 1 ? '1 reference' : `${own.length} references`;
    group.setAttribute('aria-description', missing > 0 ? `${words}, ${missing} not enforced` : words);
  }
  frame.addEventListener('pointerover', ({ target, clientX }) => {
    if (chosen !== undefined || frame.classList.contains('held')) return;
    const { table, reference } = numbersAt(target);
    const { left, width } = frame.getBoundingClientRect();
    details.aside((clientX - left) / width);
    if (table !== undefined) details.table(table, 'short');
    else if (reference !== undefined) details.reference(reference);
    else details.nothing();
  });
  frame.addEventListener('pointerleave', () => {
    if (chosen === undefined) details.nothing();
  });
  frame.addEventListener('click', ({ target }) => {
    if (frame.classList.contains('held')) return;
    const { table, reference, isMention } = numbersAt(target);
    const to = facts.references.find(({ number }) => number === reference)?.to;
    if (isMention && to !== undefined) goTo(to);
    else if (table !== undefined) choose(table);
    else if (reference !== undefined) {
      clear();
      for (const line of lines.get(reference) ?? []) line.classList.add('chosen');
      details.reference(reference);
    } else clear();
  });
  frame.addEventListener('focusin', ({ target }) => {
    const { table } = numbersAt(target);
    if (table === undefined || chosen !== undefined) return;
    makeRoom(byNumber.get(table));
    details.table(table, 'short');
  });
  frame.addEventListener('keydown', (event) => {
    const { table } = numbersAt(event.target);
    const node = table === undefined ? undefined : byNumber.get(table);
    if (event.key === 'Enter' && !node) {
      const first = (chosen === undefined ? undefined : byNumber.get(chosen)) ?? nearest(nodes, middle(stage.seen()));
      if (first) reach(first);
    } else if (event.key === 'Enter' && node) choose(node.number);
    else if (event.key === 'Escape') {
      if (chosen === undefined) frame.focus({ preventScroll: true });
      else clear();
    } else if (node && event.key in directions) {
      const next = nextTo(node, nodes, event.key as keyof typeof directions);
      if (next) reach(next);
    } else return;
    event.preventDefault();
  });
  const reach = (node: Node) => {
    stage.reveal(node.area);
    focus(node);
  };
  return { tables: nodes.map(({ number }) => ({ number, name: facts.nameOf(number) })), goTo };
}

const nodesIn = (frame: HTMLElement): readonly Node[] =>
  [...frame.querySelectorAll<SVGGElement>('[data-t]')].flatMap((group) => {
    const box = group.querySelector<SVGRectElement>('.box');
    if (!box) return [];
    const [x, y, width, height] = [box.x, box.y, box.width, box.height].map((length) => length.baseVal.value);
    return [
      {
        number: Number(group.dataset['t']),
        group,
        area: { x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0 },
      },
    ];
  });

/** The table or the reference that a part of the picture belongs to. */
function numbersAt(target: EventTarget | null): {
  readonly table: number | undefined;
  readonly reference: number | undefined;
  readonly isMention: boolean;
} {
  const part = target instanceof Element ? target : undefined;
  const numberOf = (name: string) => {
    const value = part?.closest<SVGGElement>(`[data-${name}]`)?.dataset[name];
    return value === undefined ? undefined : Number(value);
  };
  return { table: numberOf('t'), reference: numberOf('r'), isMention: part?.classList.contains('mention') ?? false };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const middle = ({ x, y, width, height }: Area): Point => ({ x: x + width / 2, y: y + height / 2 });

function nearest(nodes: readonly Node[], { x, y }: Point): Node | undefined {
  const far = (node: Node) => Math.hypot(middle(node.area).x - x, middle(node.area).y - y);
  return nodes.reduce<Node | undefined>((best, node) => (best && far(best) <= far(node) ? best : node), undefined);
}

const directions = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
} as const;

/** The nearest table in a direction; what lies aside counts as farther than it is. */
function nextTo(from: Node, nodes: readonly Node[], key: keyof typeof directions): Node | undefined {
  const { x, y } = directions[key];
  const start = middle(from.area);
  let best: Node | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    const to = middle(node.area);
    const ahead = (to.x - start.x) * x + (to.y - start.y) * y;
    const aside = Math.abs((to.x - start.x) * y) + Math.abs((to.y - start.y) * x);
    const far = ahead + aside * 2.5;
    if (ahead <= 1 || far >= least) continue;
    best = node;
    least = far;
  }
  return best;
}
