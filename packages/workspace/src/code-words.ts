/** A word of a program: a text in quotes, a name, or a single sign. */
export interface Word {
  readonly kind: 'text' | 'name' | 'sign';
  readonly value: string;
}

const pattern =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'((?:\\[\s\S]|[^'\\\n])*)'|"((?:\\[\s\S]|[^"\\\n])*)"|`((?:\\[\s\S]|[^`\\])*)`|([A-Za-z_$][\w$]*)|(\S)/g;

/**
 * The words of JavaScript or TypeScript, without comments. A template with a hole in it is the sign `` ` ``, because what
 * it says is not known before the program runs.
 */
export function wordsOf(code: string): Word[] {
  const words: Word[] = [];
  for (const [, single, double, template, name, sign] of code.matchAll(pattern)) {
    const text = single ?? double ?? (template?.includes('${') ? undefined : template);
    if (text !== undefined) words.push({ kind: 'text', value: text.replace(/\\(.)/gs, '$1') });
    else if (template !== undefined) words.push({ kind: 'sign', value: '`' });
    else if (name !== undefined) words.push({ kind: 'name', value: name });
    else if (sign !== undefined) words.push({ kind: 'sign', value: sign });
  }
  return words;
}
