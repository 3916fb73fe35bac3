/** The families of characters: each decides what kind of token begins. */
export const STRAY = 0;
export const SPACE = 1;
export const LETTER = 2;
export const DIGIT = 3;
export const PUNCTUATION = 4;
export const QUOTE = 5;
export const DOUBLE_QUOTE = 6;
export const DOLLAR = 7;
export const POINT = 8;
export const COLONS = 9;
export const BACKSLASH = 10;
export const OPERATORS = 11;
export const OPENS = 12;
export const CLOSES = 13;

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_';
const digits = '0123456789';

/** What a token may be that begins with a character. Everything outside ASCII is a letter. */
export const families = new Uint8Array(65536).fill(LETTER).fill(STRAY, 0, 128);
/** What everything outside ASCII is in a word. */
export const FOREIGN = 128;
/** What goes on in a word: a number from 1 to 64 for each of letters, digits, `_` and `$`, or FOREIGN. */
export const inWord = new Uint8Array(65536).fill(FOREIGN).fill(0, 0, 128);
setFamily(' \t\n\r\f\v', SPACE);
setFamily(letters, LETTER);
setFamily(digits, DIGIT);
setFamily(',;', PUNCTUATION);
setFamily('([', OPENS);
setFamily(')]', CLOSES);
setFamily("'", QUOTE);
setFamily('"', DOUBLE_QUOTE);
setFamily('$', DOLLAR);
setFamily('.', POINT);
setFamily(':', COLONS);
setFamily('\\', BACKSLASH);
setFamily('-+*/<>=~!@#%^&|`?', OPERATORS);
let numbered = 0;
for (const letter of `${letters}${digits}$`) inWord[letter.charCodeAt(0)] = ++numbered;

function setFamily(characters: string, family: number): void {
  for (let at = 0; at < characters.length; at++) families[characters.charCodeAt(at)] = family;
}
