import type { Config } from '@refint/workspace';

export type { Config } from '@refint/workspace';

/** The configuration as it is, with its types checked and completed while it is written. */
export const defineConfig = (config: Config): Config => config;
