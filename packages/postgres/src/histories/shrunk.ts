/**
 * The shortest part of a history that still differs, found by leaving out ever smaller stretches of it.
 *
 * @param differs whether a part of the history shows the difference too.
 */
export async function shrunk(
  history: readonly string[],
  differs: (part: readonly string[]) => Promise<boolean>,
): Promise<readonly string[]> {
  let left = history;
  for (let length = Math.ceil(left.length / 2); length >= 1; length = length === 1 ? 0 : Math.ceil(length / 2)) {
    for (let at = 0; at < left.length; ) {
      const part = [...left.slice(0, at), ...left.slice(at + length)];
      if (await differs(part)) left = part;
      else at += length;
    }
  }
  return left;
}
