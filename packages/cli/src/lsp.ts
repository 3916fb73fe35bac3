import { existsSync } from 'node:fs';
import { serve } from '@refint/language-server';
import { Refusal } from '@refint/workspace';
import { defaultPlugins } from './default-plugins.ts';
import { pageUrl } from './rule-page.ts';
import { version } from './version.ts';
