export { ignoring, mendingAll } from './fixes.ts';
export { Outlook, type Told } from './outlook.ts';
