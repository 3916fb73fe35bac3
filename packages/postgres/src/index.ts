export { differences } from './differences.ts';
export { emptied } from './emptied.ts';
export { fifteen } from './fifteen.ts';
export { startFifteen } from './fifteen-server.ts';
export { writeHistory } from './histories/history.ts';
export { shrunk } from './histories/shrunk.ts';
export { ranOn } from './ran.ts';
export type { Server } from './server.ts';
export { startPostgres } from './start.ts';
