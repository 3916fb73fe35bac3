/** What LIKE asks for, as a regular expression. A backslash takes what follows for itself. */
export function likePattern(pattern: string, ignoresCase: boolean): RegExp {
  const parts = [...pattern.matchAll(/\\(.)|[\s\S]/g)].map(([all, escaped]) => {
    if (escaped !== undefined) return literally(escaped);
    return all === '%' ? '[\\s\\S]*' : all === '_' ? '[\\s\\S]' : literally(all);
  });
  return new RegExp(`^${parts.join('')}$`, ignoresCase ? 'iu' : 'u');
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * What `~` asks for, where PostgreSQL and JavaScript read it the same way: plain characters, classes, groups, alternatives,
 * anchors and counts. Nothing for anything else, such as `\m`, `[[:alpha:]]` or a look around.
 */
export function regularPattern(pattern: string, ignoresCase: boolean): RegExp | undefined {
  if (/\[\[|\[[.=:]|\(\?(?!:)|\\(?![dwsDWS.\\/+*?^$()[\]{}|-])|[*+?}][?+]|\*{3}/.test(pattern)) return undefined;
  try {
    return new RegExp(pattern, ignoresCase ? 'i' : '');
  } catch {
    return undefined;
  }
}
