/** Shows those rows of the inventory that have all words that were typed, and the state that was chosen. */
export function filtering(): void {
  const text = document.querySelector<HTMLInputElement>('#filter');
  const state = document.querySelector<HTMLSelectElement>('#state');
  const shown = document.querySelector('#shown');
  const rows = [...document.querySelectorAll<HTMLTableRowElement>('#inventory tbody tr')];
  if (!text || !state || !shown) return;
  const texts = rows.map((row) => (row.textContent ?? '').toLowerCase());
  const filter = () => {
    const words = text.value.toLowerCase().split(/\s+/);
    let count = 0;
    for (const [at, row] of rows.entries()) {
      const fits = words.every((word) => texts[at]?.includes(word)) && isIn(row, state.value);
      row.hidden = !fits;
      if (fits) count++;
    }
    shown.textContent = `${count} of ${rows.length}`;
  };
  text.addEventListener('input', filter);
  state.addEventListener('change', filter);
}

const isIn = ({ dataset }: HTMLElement, state: string): boolean =>
  state === '' || (state === 'not-enforced' ? dataset['standing'] === 'missing' : dataset['state'] === state);
