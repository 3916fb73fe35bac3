import { definePlugin } from '@refint/rule';
import { rules } from './rules/index.ts';

export default definePlugin({ name: 'refint', rules });
