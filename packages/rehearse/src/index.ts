import { rehearse } from './rehearse.ts';

export type { Answer, Ask } from './ask.ts';
export { type SeenTable, type Sight, seenNow } from './locks/seen.ts';
export { rehearse };

/** What the command loads by name. `contract` grows when something changes its meaning. */
export default { contract: 1, rehearse } as const;
