import type { Random } from './random.ts';
import type { Qualified, State } from './state.ts';

const long = 'a_name_that_goes_on_and_on_until_it_is_longer_than_what_is_kept_of_it';

const pools = {
  table: `users posts tags teams members orders items logs events Order orderLine Ünits Team Member`
    .split(' ')
    .concat('with space', `${long}_t`, `tables_${long}`, `Mixed_${long}`),
  column: `a b c d e user_id team_id parentId createdAt Kind größe`
    .split(' ')
    .concat('two words', `${long}_c`, `columns_${long}`),
  constraint: `fk fk2 Key ck uq named users_pkey posts_a_fkey`.split(' ').concat(`${long}_k`),
  index: `i j Idx by_a users_a_idx`.split(' ').concat(`${long}_i`, 'an index'),
  type: `mood role Status State kind`.split(' ').concat(`${long}_e`),
  domain: `positive Email short`.split(' '),
  schema: `app auth Billing other`.split(' '),
  view: `v w View summary`.split(' '),
  sequence: `q numbers Seq users_id_seq`.split(' '),
} as const;

/** A name for something new. The lists are short, so that names are taken now and then. */
export const newName = (random: Random, of: keyof typeof pools): string => random.pick(pools[of]);

/** A name as SQL needs it. */
export const ident = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

export const idents = (names: readonly string[]): string => names.map(ident).join(', ');

export const full = ({ schema, name }: Qualified): string => `${ident(schema)}.${ident(name)}`;

/** How a thing is called: mostly without its schema, where that means the same. */
export function called(state: State, random: Random, thing: Qualified): string {
  const things = [...state.tables, ...state.views, ...state.sequences, ...state.types];
  const first = state.path.find((schema) => things.some((one) => one.schema === schema && one.name === thing.name));
  return first === thing.schema && random.chance(0.75) ? ident(thing.name) : full(thing);
}

/** A name for something new, in the first schema of the path or in another one. */
export function placed(state: State, random: Random, name: string): string {
  const schema = random.pick(state.schemas);
  return state.path.length > 0 && random.chance(0.75) ? ident(name) : `${ident(schema)}.${ident(name)}`;
}
