import type { DefaultValue } from '../change.ts';

/**
 * PostgreSQL's own functions that give another value for each row and can stand in a default, with those of uuid-ossp and
 * pgcrypto. Functions of yours are not looked at: what they are is written elsewhere.
 */
export const volatileFunctions: ReadonlySet<string> = new Set([
  'array_sample',
  'array_shuffle',
  'clock_timestamp',
  'gen_random_bytes',
  'gen_random_uuid',
  'gen_salt',
  'lastval',
  'currval',
  'nextval',
  'random',
  'random_normal',
  'setval',
  'timeofday',
  'uuid_generate_v1',
  'uuid_generate_v1mc',
  'uuid_generate_v4',
  'uuidv4',
  'uuidv7',
]);

/** The function because of which each row needs a value of its own; nothing when one value is good for all. */
export function volatileCallIn(value: DefaultValue | undefined): string | undefined {
  if (value?.kind === 'sequence') return 'nextval';
  return value?.calls?.find((name) => volatileFunctions.has(name));
}
