/**
 * A question whose answer follows from one thing that never changes, and is worked out once for it. Whoever makes an edit gets another
 * thing where anything is other, so nothing ever has to be given up.
 */
export function remembered<Of extends object, Answer extends {}>(find: (of: Of) => Answer): (of: Of) => Answer {
  const known = new WeakMap<Of, Answer>();
  return (of) => {
    let answer = known.get(of);
    if (answer === undefined) known.set(of, (answer = find(of)));
    return answer;
  };
}

/** Shorter parts of a text are copied by V8. */
const shortestPart = 13;

/**
 * A text that is no part of another one. V8 keeps all of a text as long as somebody has a part of it, and each edit makes a text of a
 * whole file.
 */
export function alone(part: string): string {
  if (part.length < shortestPart) return part;
  const both = ` ${part}`;
  // Put together it is only once somebody looks at a letter of it.
  both.charCodeAt(0);
  return both.slice(1);
}

/** Nobody has so many names, but whoever types makes a new one with each letter, for as long as an editor is open. */
const most = 50_000;

/** A question whose answer follows from a text, and is worked out once for it; all is forgotten when too much is remembered. */
export function rememberedOfText<Answer extends {}>(find: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      if (known.size >= most) known.clear();
      const own = alone(text);
      known.set(own, (answer = find(own)));
    }
    return answer;
  };
}
