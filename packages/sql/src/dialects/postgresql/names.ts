/**
 * The name that a bare, quoted or U& word stands for: bare words fold to lower case (ASCII letters only, as in a UTF-8
 * database), and every name is cut to 63 bytes.
 */
export function nameOf(text: string, start = 0, end = text.length): string {
  if (text.charCodeAt(start) === 34) {
    const inside = text.slice(start + 1, end - 1);
    const name = inside.indexOf('"') < 0 ? inside : inside.replaceAll('""', '"');
    return name.length * 3 <= mostBytes ? name : cut(name);
  }
  if (text.charCodeAt(end - 1) === 34 && end - start > 3) {
    return cut(fromCodePoints(text.slice(start + 3, end - 1).replaceAll('""', '"')));
  }
  const word = text.slice(start, end);
  return isFolded(text, start, end) ? word : foldIdentifier(word);
}

/** Whether a bare word is one already that the database keeps as it is: most are, and asking letter by letter costs least. */
function isFolded(text: string, start: number, end: number): boolean {
  if (end - start > mostBytes) return false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code > 127 || (code >= 65 && code <= 90)) return false;
  }
  return true;
}

/** A bare identifier as the database keeps it: in lower case and at most 63 bytes long. */
export const foldIdentifier = (word: string): string =>
  cut(/[A-Z]/.test(word) ? word.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : word);

const mostBytes = 63;

/** PostgreSQL cuts a name to NAMEDATALEN - 1 bytes, and never through a character. */
export function cut(name: string): string {
  if (name.length <= mostBytes && !/[^\0-\x7f]/.test(name)) return name;
  let bytes = 0;
  let at = 0;
  for (const letter of name) {
    const code = letter.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > mostBytes) return name.slice(0, at);
    at += letter.length;
  }
  return name;
}

/** The value of '…', E'…', U&'…', B'…', X'…', N'…' or $tag$…$tag$. */
export function stringOf(written: string): string {
  const first = written.charCodeAt(0);
  if (first === 36) {
    const tag = written.indexOf('$', 1) + 1;
    return written.slice(tag, written.length - tag);
  }
  const open = written.indexOf("'");
  const inside = written.slice(open + 1, -1);
  const value = inside.indexOf("'") < 0 ? inside : inside.replaceAll("''", "'");
  if (open === 0) return value;
  const prefix = first | 32;
  if (prefix === 101) return withoutEscapes(inside);
  return prefix === 117 ? fromCodePoints(value) : value;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function withoutEscapes(inside: string): string {
  const sequence = /''|\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;
  return inside.replace(
    sequence,
    (all, octal?: string, hex?: string, short?: string, long?: string, plain?: string) => {
      if (plain !== undefined) return escapes[plain] ?? plain;
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
      const code = hex ?? short ?? long;
      return code === undefined ? "'" : letterOf(Number.parseInt(code, 16), all);
    },
  );
}

const fromCodePoints = (text: string): string =>
  text.replace(/\\(?:\\|([0-9a-fA-F]{4})|\+([0-9a-fA-F]{6}))/g, (all, short?: string, long?: string) => {
    const code = short ?? long;
    return code === undefined ? '\\' : letterOf(Number.parseInt(code, 16), all);
  });

const letterOf = (code: number, otherwise: string): string =>
  code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;

/** Whether a key word, in upper case, can't be the name of a table or column: reserved, or for types and functions. */
export const isReserved = (word: string): boolean => reserved.has(word);

const reserved = new Set(
  `ALL ANALYSE ANALYZE AND ANY ARRAY AS ASC ASYMMETRIC AUTHORIZATION BINARY BOTH CASE CAST CHECK COLLATE COLLATION COLUMN
  CONCURRENTLY CONSTRAINT CREATE CROSS CURRENT_CATALOG CURRENT_DATE CURRENT_ROLE CURRENT_SCHEMA CURRENT_TIME
  CURRENT_TIMESTAMP CURRENT_USER DEFAULT DEFERRABLE DESC DISTINCT DO ELSE END EXCEPT FALSE FETCH FOR FOREIGN FREEZE FROM
  FULL GRANT GROUP HAVING ILIKE IN INITIALLY INNER INTERSECT INTO IS ISNULL JOIN LATERAL LEADING LEFT LIKE LIMIT
  LOCALTIME LOCALTIMESTAMP NATURAL NOT NOTNULL NULL OFFSET ON ONLY OR ORDER OUTER OVERLAPS PLACING PRIMARY REFERENCES
  RETURNING RIGHT SELECT SESSION_USER SIMILAR SOME SYMMETRIC SYSTEM_USER TABLE TABLESAMPLE THEN TO TRAILING TRUE UNION
  UNIQUE USER USING VARIADIC VERBOSE WHEN WHERE WINDOW WITH`.split(/\s+/),
);
