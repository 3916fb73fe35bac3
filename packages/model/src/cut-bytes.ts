const plain = /^[\0-\x7f]*$/;

/** The beginning of a name that has at most so many bytes of UTF-8; no letter is cut in two. */
export function cutBytes(name: string, bytes: number): string {
  if (plain.test(name)) return name.slice(0, bytes);
  let length = 0;
  let cut = '';
  for (const letter of name) {
    length += bytesOf(letter.codePointAt(0) ?? 0);
    if (length > bytes) return cut;
    cut += letter;
  }
  return name;
}

/** How many bytes a letter has in UTF-8. */
const bytesOf = (code: number): number => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
