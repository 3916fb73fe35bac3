import type { Stage } from './stage.ts';

/** On paper nothing can be opened: what is folded is opened before, and the picture is shown whole. */
export function printing(stage: Stage): void {
  let closed: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details')].filter(({ open }) => !open);
    for (const one of closed) one.open = true;
    stage.whole();
  });
  addEventListener('afterprint', () => {
    for (const one of closed) one.open = false;
    closed = [];
  });
}
