import type { Change } from '@refint/model';

type Matching<C, K, E> = C extends { readonly kind: K; readonly entity: infer X } ? (E extends X ? C : never) : never;

/** The changes of a kind that can be about an entity, such as `ChangeOf<'drop', 'table'>`. */
export type ChangeOf<K extends Change['kind'], E extends Change['entity']> = Matching<Change, K, E>;
