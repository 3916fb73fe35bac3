import { type Dialect, implied, type Origin, type ReferentialAction } from '@refint/model';
import type { FieldDraft } from './draft.ts';

const words: Readonly<Record<string, ReferentialAction>> = {
  Cascade: 'cascade',
  Restrict: 'restrict',
  NoAction: 'no-action',
  SetNull: 'set-null',
  SetDefault: 'set-default',
};

/** The action that a word of Prisma stands for. */
export const actionNamed = (word: string): ReferentialAction | undefined =>
  Object.hasOwn(words, word) ? words[word] : undefined;

/** The word of Prisma that another word was meant to be: `CASCADE` and `set_null` as SQL and other tools write them. */
export const actionMeant = (word: string): string | undefined =>
  Object.keys(words).find((known) => known.toLowerCase() === word.replaceAll(/[\s_-]/g, '').toLowerCase());

interface Fact {
  readonly value: ReferentialAction;
  readonly origin: Origin;
}

/**
 * What Prisma does on delete where nothing is written: it counts a relation as required when any of its own fields is,
 * even if the relation field is optional (Prisma, "Referential actions", checked against 31 databases).
 */
export function defaultOnDelete(
  relation: FieldDraft,
  fields: readonly FieldDraft[],
  { dialect, relationMode }: { readonly dialect: Dialect; readonly relationMode: 'foreign-keys' | 'prisma' },
): Fact {
  const required = [...fields, relation].find(({ tree }) => tree.arity === 'required');
  if (!required) {
    const names = fields.map(({ name }) => name).join(', ');
    return {
      value: 'set-null',
      origin: implied(
        relation.model.at(relation.tree.name.span),
        `no onDelete is written and ${names} ${fields.length === 1 ? 'is' : 'are'} optional, where Prisma takes SetNull`,
      ),
    };
  }
  // SQL Server has no RESTRICT; where Prisma emulates relations it does the restricting itself.
  const value = dialect === 'sqlserver' && relationMode === 'foreign-keys' ? 'no-action' : 'restrict';
  return {
    value,
    origin: implied(
      // The relation is what people mend; the words name the field that decides.
      relation.model.at(relation.tree.name.span),
      `no onDelete is written and ${required.name} is required, where Prisma takes ${value === 'restrict' ? 'Restrict' : 'NoAction'}`,
    ),
  };
}

/** On update, Prisma cascades everywhere. */
export const defaultOnUpdate = (relation: FieldDraft): Fact => ({
  value: 'cascade',
  origin: implied(relation.model.at(relation.tree.name.span), 'no onUpdate is written, where Prisma takes Cascade'),
});
