import { PrismaParser } from '@mrleebo/prisma-ast';

/** A token as the parser takes it; offsets count from the block's start, the last one is inside. */
export interface Token {
  readonly tokenTypeIdx: number;
  readonly tokenType: object;
  readonly image: string;
  readonly startOffset: number;
  readonly endOffset: number;
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

let made: Inside | undefined;

// Checking the grammar itself costs milliseconds at every start; a test does it instead.
const parser = (): Inside =>
  (made ??= new PrismaParser({ nodeLocationTracking: 'none', skipValidations: true } as object) as unknown as Inside);

export type TokenName =
  | 'Identifier'
  | 'StringLiteral'
  | 'NumberLiteral'
  | 'FieldAttribute'
  | 'BlockAttribute'
  | 'QuestionMark'
  | 'LCurly'
  | 'RCurly'
  | 'LRound'
  | 'RRound'
  | 'LSquare'
  | 'RSquare'
  | 'Comma'
  | 'Colon'
  | 'Equals';

export function token(name: TokenName, image: string, startOffset: number): Token {
  const tokenType = parser().tokensMap[name] ?? {};
  return {
    tokenTypeIdx: tokenType.tokenTypeIdx ?? 0,
    tokenType,
    image,
    startOffset,
    endOffset: startOffset + image.length - 1,
  };
}

/** The tree of a line, or the token at which it stops being one; nothing at all when the line ends too early. */
export function parseLine(
  rule: RuleName,
  tokens: Token[],
): { readonly tree: CstNode } | { readonly unexpected: Token | undefined } {
  const grammar = parser();
  grammar.input = tokens;
  const tree = grammar[rule]();
  const [error] = grammar.errors;
  if (!error) return { tree };
  return { unexpected: Number.isFinite(error.token.startOffset) ? error.token : undefined };
}
