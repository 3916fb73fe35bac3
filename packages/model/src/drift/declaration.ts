import type { Declared } from '../declared.ts';

/** Of what a schema declares, the part that is compared with migrations. */
export type Declaration = Pick<Declared, 'snapshot' | 'dialect' | 'relationMode'> & {
  readonly datasource: Pick<Declared['datasource'], 'schemas' | 'previewFeatures'>;
};
