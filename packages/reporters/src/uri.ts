/** A path as a relative URI reference, or as a file's when it is absolute: every odd letter is encoded. */
export function uriOf(path: string): string {
  const parts = path
    .replaceAll('\\', '/')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/');
  const drive = /^[A-Za-z]:$/.test(parts[0] ?? '');
  const encoded = parts.map((part, at) => (drive && at === 0 ? part : encodeURIComponent(part))).join('/');
  if (drive) return `file:///${encoded}`;
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}
