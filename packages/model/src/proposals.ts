export { isCalledAfter } from './called-after.ts';
export { proposedTenancy } from './proposed-tenancy.ts';
