import type { Choice } from './choose.ts';
import type { Stage } from './stage.ts';

const most = 12;

/** A box in which people type a part of a table's name, and a list to choose from. */
export function searching(choice: Choice, stage: Stage): void {
  const input = document.querySelector<HTMLInputElement>('#search');
  const list = document.getElementById('found');
  if (!input || !list) return;
  let found: readonly number[] = [];
  let active = -1;
  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const mark = (at: number) => {
    active = at;
    for (const [index, item] of [...list.children].entries()) {
      item.setAttribute('aria-selected', String(index === at));
      if (index === at) item.scrollIntoView({ block: 'nearest' });
    }
    if (at >= 0) input.setAttribute('aria-activedescendant', `found-${at}`);
  };
  const open = () => {
    const tables = matching(choice.tables, input.value);
    found = tables.map(({ number }) => number);
    list.replaceChildren(...tables.map(({ name }, at) => itemOf(name, at)));
    list.hidden = found.length === 0;
    input.setAttribute('aria-expanded', String(found.length > 0));
    if (found.length > 0) mark(0);
    else close();
  };
  const take = (at: number) => {
    const table = found[at];
    if (table === undefined) return;
    close();
    choice.goTo(table);
  };
  input.addEventListener('input', open);
  input.addEventListener('blur', close);
  // The list goes when the box loses the focus, so what is pressed must not take it.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', ({ target }) => take([...list.children].indexOf(target as Element)));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' && list.hidden) open();
    else if (event.key === 'ArrowDown') mark((active + 1) % found.length);
    else if (event.key === 'ArrowUp' && !list.hidden) mark((active - 1 + found.length) % found.length);
    else if (event.key === 'Enter' && !list.hidden) take(active);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  });
  addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    stage.frame.scrollIntoView({ block: 'nearest' });
    input.focus();
  });
}

function itemOf(name: string, at: number): HTMLElement {
  const item = document.createElement('li');
  item.id = `found-${at}`;
  item.setAttribute('role', 'option');
  item.textContent = name;
  return item;
}

/** Names that begin with what was typed, before those that have it in them. */
function matching(tables: Choice['tables'], typed: string): Choice['tables'] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [];
  const at = new Map(tables.map((table) => [table, table.name.toLowerCase().indexOf(wanted)]));
  return tables
    .filter((table) => (at.get(table) ?? -1) >= 0)
    .sort((a, b) => (at.get(a) ?? 0) - (at.get(b) ?? 0) || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .slice(0, most);
}
