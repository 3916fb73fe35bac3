export { type Hosting, serve } from './serve.ts';
