import type { Facts, ReferenceRow } from './facts.ts';

/** Shows beside the picture what the page knows of a table or of a reference: copies of what stands in its tables. */
export interface Details {
  /** `all` with links to files, for who stays there; without for who only passes. */
  table(number: number, how: 'all' | 'short'): void;
  reference(number: number): void;
  nothing(): void;
  /** Puts them where they cover nothing that lies at a part of the width of the picture, from 0 to 1. */
  aside(part: number): void;
}

export function detailsOf({ references, nameOf }: Facts): Details {
  const room = document.getElementById('details');
  const say = (...parts: readonly (Node | string)[]) => room?.replaceChildren(...parts);
  return {
    nothing: () => say(),
    aside: (part) => room?.classList.toggle('left', part > 0.5),
    reference: (number) => {
      const one = references.find((reference) => reference.number === number);
      if (one) say(listOf([one], 'all'));
    },
    table: (number, how) => {
      const row = document.getElementById(`t${number}`);
      const holds = references.filter(({ from }) => from === number);
      const held = references.filter(({ to }) => to === number);
      const title = element('h3', `${nameOf(number)} `);
      if (how === 'all') title.append(...copies(row, '.at'));
      say(
        title,
        ...(holds.length > 0 ? [element('p', `References (${holds.length})`), listOf(holds, how)] : []),
        ...(held.length > 0 ? [element('p', `Referenced by (${held.length})`), listOf(held, how)] : []),
        ...(holds.length + held.length === 0 ? [element('p', 'It has no references, and nothing references it.')] : []),
      );
    },
  };
}

/** Who only passes reads no more than so many. */
const mostShort = 8;

function listOf(references: readonly ReferenceRow[], how: 'all' | 'short'): HTMLElement {
  const list = element('ul', '');
  const shown = how === 'all' ? references : references.slice(0, mostShort);
  for (const { row } of shown) {
    const item = element('li', '');
    const action = row.dataset['delete'] ?? '';
    item.append(...copies(row, '.name'), ' ', ...copies(row, '.state'), ' ');
    if (action !== '') item.append(element('span', `ON DELETE ${action} `));
    item.append(...copies(row, '.why'), ' ');
    if (how === 'all') item.append(...copies(row, '.at').flatMap((link) => [link, ' ']));
    list.append(item);
  }
  if (shown.length < references.length) list.append(element('li', `and ${references.length - shown.length} more`));
  return list;
}

const copies = (from: HTMLElement | null, selector: string): readonly Node[] =>
  [...(from?.querySelectorAll(selector) ?? [])].map((one) => one.cloneNode(true));

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
