import type { FieldDraft, ModelDraft } from '../schema/draft.ts';

/** Names that the fields of models have, the ones that are still to be written among them. */
export class TakenNames {
  readonly #added = new Map<ModelDraft, Set<string>>();

  /** The first of the names that the model has no field of; from then on it has one. */
  take(model: ModelDraft, names: readonly string[]): string | undefined {
    const added = this.#added.get(model);
    const free = names.find((name) => !model.fields.has(name) && !added?.has(name));
    if (free === undefined) return undefined;
    if (added) added.add(free);
    else this.#added.set(model, new Set([free]));
    return free;
  }
}

/** `author` for the field `authorId`, and what else it may be called: `createdByUser` for `createdBy`. */
export function relationNames({ name }: FieldDraft, to: ModelDraft): readonly string[] {
  const bare = name.replace(/_?(?:id|uid|uuid|fk)$|(?:I[dD]|UID|U[uid]id|Uid|FK)$/, '');
  const isSnake = name.includes('_');
  const longer = (of: string) => (isSnake ? `${of}_${to.name.toLowerCase()}` : `${of}${capital(to.name)}`);
  return bare !== '' && bare !== name ? [bare, longer(bare)] : [longer(name)];
}

/** The field on the other side: `posts`, or `post` where there is at most one; with the role where there are several. */
export function oppositeNames(from: ModelDraft, role: string, isOne: boolean, needsRole: boolean): readonly string[] {
  const own = lowered(from.name);
  const name = isOne ? own : plural(own);
  const isSnake = role.includes('_') || name.includes('_');
  const withRole = isSnake ? `${role}_${name}` : `${role}${capital(name)}`;
  if (needsRole && role === 'parent' && !isOne) return ['children', withRole];
  return needsRole ? [withRole] : [name, withRole];
}

export const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** `apiKey` for ApiKey, `urlList` for URLList. */
const lowered = (name: string): string => name.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (letters) => letters.toLowerCase());

function plural(word: string): string {
  if (/[^s]s$/.test(word) && !/(?:us|is)$/.test(word)) return word;
  if (/(?:s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
