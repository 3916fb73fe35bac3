import type { Expression } from '@refint/model';

/** What the checks of a table say about the values of one column: constants that they compare with. */
export interface Hints {
  readonly constants: readonly (string | number | boolean)[];
  /** Patterns of LIKE. */
  readonly patterns: readonly string[];
  /** Whether its length is asked for: then numbers among the constants may be lengths. */
  readonly isMeasured: boolean;
}

const measures = new Set(['length', 'char_length', 'character_length', 'octet_length', 'cardinality', 'array_length']);

/** Constants that an expression has beside each column that it names: of the same comparison, in its order. */
export function hintsIn(expressions: readonly Expression[]): ReadonlyMap<string, Hints> {
  const found = new Map<
    string,
    { constants: Set<string | number | boolean>; patterns: Set<string>; isMeasured: boolean }
  >();
  const visit = (e: Expression): void => {
    const parts = partsOf(e);
    if (e.kind === 'operator' && !['and', 'or', 'not'].includes(e.operator)) note(e);
    else if (e.kind === 'call') note(e);
    for (const part of parts) visit(part);
  };
  const note = (e: Expression): void => {
    const within = [...inside(e)];
    const literals = within.filter((one) => one.kind === 'literal').map((one) => one.value);
    const isMeasured = within.some((one) => one.kind === 'call' && measures.has(one.name.toLowerCase()));
    const isLike = e.kind === 'operator' && /like$|^!?~~/.test(e.operator);
    for (const one of within) {
      if (one.kind !== 'name') continue;
      const name = one.path.at(-1) ?? '';
      const own = found.get(name) ?? { constants: new Set(), patterns: new Set(), isMeasured: false };
      for (const literal of literals) {
        if (literal === null) continue;
        if (isLike && typeof literal === 'string') own.patterns.add(literal);
        else own.constants.add(literal);
      }
      found.set(name, { ...own, isMeasured: own.isMeasured || isMeasured });
    }
  };
  for (const expression of expressions) {
    for (const name of namesIn(expression))
      found.set(name, found.get(name) ?? { constants: new Set(), patterns: new Set(), isMeasured: false });
    visit(expression);
  }
  return new Map(
    [...found].map(([name, { constants, patterns, isMeasured }]) => [
      name,
      { constants: [...constants], patterns: [...patterns], isMeasured },
    ]),
  );
}

/** An expression and all that it is made of. */
function* inside(e: Expression): Generator<Expression> {
  yield e;
  for (const part of partsOf(e)) yield* inside(part);
}

function partsOf(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case 'operator':
      return e.operands;
    case 'call':
      return e.args;
    case 'list':
      return e.items;
    case 'cast':
      return [e.value];
    case 'case':
      return [...e.branches.flatMap(({ when, then }) => [when, then]), ...(e.otherwise ? [e.otherwise] : [])];
    default:
      return [];
  }
}

/** The columns that an expression names. */
export function namesIn(e: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  for (const one of inside(e)) if (one.kind === 'name') names.add(one.path.at(-1) ?? '');
  return names;
}
