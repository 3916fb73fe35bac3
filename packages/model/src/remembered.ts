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
