export type * from './plan.ts';
export { quote, quoteAll, quoteTable, quoteText } from './quote.ts';
