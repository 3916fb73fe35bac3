export type * from './plan.ts';
export { planFor } from './plan-for.ts';
export { quote, quoteAll, quoteTable, quoteText } from './quote.ts';
export { type Selection, type Selector, selectors } from './selection.ts';
