export { type OneMore, withOneMore } from '../baseline/one-more.ts';
export { ignoring, knowing, mendingAll } from './fixes.ts';
export type { Page } from './impact-page.ts';
export { Outlook, type Told } from './outlook.ts';
