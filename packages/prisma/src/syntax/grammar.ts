import { PrismaParser } from '@mrleebo/prisma-ast';

/** A token as the parser takes it. Its offset is its place among the tokens of its line. */
export interface Token {
  readonly tokenTypeIdx: number;
  readonly tokenType: object;
  readonly image: string;
  readonly startOffset: number;
}

/** A node of the syntax tree that the parser makes. */
export interface CstNode {
  readonly name: string;
  readonly children: Readonly<Record<string, readonly (CstNode | Token)[]>>;
}

export type RuleName = 'field' | 'blockAttribute' | 'enum' | 'assignment';

/**
 * The parts of prisma-ast's parser that are used, which its types keep private. Its rules are applied to one line at a
 * time, because a line is what Prisma's grammar is made of, and a mistake then costs one line. Its lexer is not used: it
 * drops what it does not know and swallows line ends.
 */
interface Inside {
  input: Token[];
  readonly errors: readonly { readonly token: Token }[];
  readonly tokensMap: Readonly<Record<string, { readonly tokenTypeIdx?: number }>>;
  readonly field: () => CstNode;
  readonly blockAttribute: () => CstNode;
  readonly enum: () => CstNode;
  readonly assignment: () => CstNode;
}

// A line needs no more than these; to analyse the rules for blocks and whole files would cost as much again.
const rulesOfLines: readonly string[] = [
  ...['field', 'blockAttribute', 'enum', 'assignment', 'fieldAttribute'],
  ...['attributeArg', 'keyedArg', 'value', 'array', 'object', 'func'],
];

class LineParser extends PrismaParser {
  override performSelfAnalysis(): void {
    (this as unknown as { definedRulesNames: readonly string[] }).definedRulesNames = rulesOfLines;
    super.performSelfAnalysis();
  }
}

let made: Inside | undefined;

// Checking the grammar itself costs milliseconds at every start; a test does it instead.
const parser = (): Inside =>
  (made ??= new LineParser({ nodeLocationTracking: 'none', skipValidations: true } as object) as unknown as Inside);

/** The letters of a shape, and what they are to the parser. */
const tokenNames: Readonly<Record<string, string>> = {
  n: 'Identifier',
  t: 'StringLiteral',
  d: 'NumberLiteral',
  '@': 'FieldAttribute',
  '#': 'BlockAttribute',
  '?': 'QuestionMark',
  '(': 'LRound',
  ')': 'RRound',
  '{': 'LCurly',
  '}': 'RCurly',
  '[': 'LSquare',
  ']': 'RSquare',
  ',': 'Comma',
  ':': 'Colon',
  '=': 'Equals',
};

/**
 * The tree of a line of this shape, or the token at which it stops being one; nothing at all when the line ends too
 * early. The shape has a letter for each token: `n` a name, `t` a text, `d` a number, `#` for `@@`, any other mark itself.
 */
export function parseShape(
  rule: RuleName,
  shape: string,
): { readonly tree: CstNode } | { readonly unexpected: number | undefined } {
  const grammar = parser();
  grammar.input = Array.from(shape, (letter, at) => {
    const tokenType = grammar.tokensMap[tokenNames[letter] ?? ''] ?? {};
    return { tokenTypeIdx: tokenType.tokenTypeIdx ?? 0, tokenType, image: letter, startOffset: at };
  });
  const tree = grammar[rule]();
  const [error] = grammar.errors;
  if (!error) return { tree };
  const { startOffset } = error.token;
  return { unexpected: Number.isFinite(startOffset) ? startOffset : undefined };
}
