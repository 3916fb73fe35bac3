export { rehearsalText } from './text.ts';
