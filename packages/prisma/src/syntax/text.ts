import type { Span } from '@refint/model';

const escapes = /\\(?:u([0-9a-fA-F]{4})|(.))/gsu;
const meanings: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * What a text in double quotes means; it has the escapes of JSON.
 * @param offset where the opening quote stands
 */
export function readText(quoted: string, offset: number, refuse: (span: Span, because: string) => void): string {
  const inside = quoted.slice(1, -1);
  if (!inside.includes('\\')) return inside;
  return inside.replace(escapes, (all: string, code: string | undefined, letter: string | undefined, at: number) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    const meaning = meanings[letter ?? ''];
    if (meaning !== undefined) return meaning;
    const start = offset + 1 + at;
    refuse({ start, end: start + all.length }, `"${all}" is no escape; a backslash is written "\\\\"`);
    return all;
  });
}
