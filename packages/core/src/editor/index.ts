export { ignoring, mendingAll } from './fixes.ts';
