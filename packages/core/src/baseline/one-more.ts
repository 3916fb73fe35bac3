import { inOrder, type KnownFindings } from './known.ts';

/** Which findings are to be known as well: those of a project that look alike. */
export interface OneMore {
  /** The project, by the name under which the list keeps it. */
  readonly key: string;
  readonly fingerprint: string;
  /** Why they may stay; empty where nobody says, and then the reason that was there stays. */
  readonly reason: string;
}

/**
 * A list of known findings with one more entry, as it would stand in a list of all that is found now. Everything else stays as it
 * was. Nothing where nothing of the kind is found.
 */
export function withOneMore(
  before: KnownFindings,
  now: KnownFindings,
  { key, fingerprint, reason }: OneMore,
): KnownFindings | undefined {
  const entry = now.get(key)?.find((one) => one.fingerprint === fingerprint);
  if (!entry) return undefined;
  const others = (before.get(key) ?? []).filter((one) => one.fingerprint !== fingerprint);
  const more = reason === '' ? entry : { ...entry, reason };
  return new Map([...before, [key, inOrder([...others, more])]]);
}
