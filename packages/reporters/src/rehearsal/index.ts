export { type RehearsalPart, rehearsalParts, shownServer } from './parts.ts';
export { rehearsalText } from './text.ts';
