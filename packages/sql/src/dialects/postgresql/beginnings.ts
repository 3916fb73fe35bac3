/** Words that, two in a row at the beginning of a line, can only begin a statement that changes the schema. */
export const defining: readonly string[] = ['CREATE', 'ALTER', 'DROP'];
export const defined: readonly string[] =
  `TABLE INDEX TYPE DOMAIN SCHEMA SEQUENCE VIEW MATERIALIZED FUNCTION PROCEDURE TRIGGER EXTENSION POLICY UNIQUE TEMP TEMPORARY
  UNLOGGED FOREIGN OR`.split(/\s+/);

/** The other statements whose first two words say enough. */
export const others: readonly (readonly [string, string])[] = [
  ['COMMENT', 'ON'],
  ['INSERT', 'INTO'],
  ['DELETE', 'FROM'],
];

const pairs = [`(?:${defining.join('|')})[ \\t]+(?:${defined.join('|')})`, ...others.map((two) => two.join('[ \\t]+'))];
const lines = new RegExp(`\\n([ \\t]*)(?:${pairs.join('|')})\\b`, 'gi');

/**
 * Where in a stretch of a text a line begins like a statement; nothing where none does.
 *
 * @param flush only lines that are not indented, as what stands in the body of a block is
 */
export function lineOfStatement(text: string, from: number, to: number, flush: boolean): number | undefined {
  lines.lastIndex = from;
  for (let found = lines.exec(text); found && found.index < to; found = lines.exec(text)) {
    if (!flush || found[1] === '') return found.index + 1;
  }
  return undefined;
}
