export { readPrisma } from './read.ts';
