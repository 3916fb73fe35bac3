import { escaped } from '../svg/escape.ts';

/** Text that is HTML already. Nothing else gets into a page without being escaped. */
export interface Markup {
  readonly markup: string;
}

export type Part = Markup | string | number | undefined | readonly Part[];

/** HTML with parts put in: texts are escaped, lists are put one behind the other, and what is absent is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: strings.map((text, at) => text + shown(parts[at])).join('') };
}

/** HTML that was made elsewhere, such as a drawing. */
export const raw = (markup: string): Markup => ({ markup });

export const none = raw('');

function shown(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(shown).join('');
}
