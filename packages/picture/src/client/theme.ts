const themes = ['', 'light', 'dark'] as const;
const words = { '': 'Theme: system', light: 'Theme: light', dark: 'Theme: dark' } as const;
const key = 'refint-theme';

/** A button that goes through the themes. A browser that keeps nothing for files forgets the choice. */
export function theme(): void {
  const button = document.getElementById('theme');
  if (!button) return;
  let now = themes.find((one) => one === kept()) ?? '';
  const show = () => {
    if (now === '') document.documentElement.removeAttribute('data-theme');
    else document.documentElement.setAttribute('data-theme', now);
    button.textContent = words[now];
  };
  button.hidden = false;
  button.addEventListener('click', () => {
    now = themes[(themes.indexOf(now) + 1) % themes.length] ?? '';
    keep(now);
    show();
  });
  show();
}

function kept(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(name: string): void {
  try {
    localStorage.setItem(key, name);
  } catch {
    // Then it holds for this time only.
  }
}
