import { visible } from '@refint/reporters';

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text as content or as the value of an attribute: nothing in it is markup, and what would paint or turn the writing round is shown. */
export const escaped = (text: string): string => visible(text).replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
