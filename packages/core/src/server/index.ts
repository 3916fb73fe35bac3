export { catalogIn } from './catalog-in.ts';
export { comparable } from './comparable.ts';
export { differences } from './differences.ts';
export type { Server } from './server.ts';
