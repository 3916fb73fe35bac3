import { choosing } from './choose.ts';
import { filtering } from './filter.ts';
import { printing } from './print.ts';
import { searching } from './search.ts';
import { sorting } from './sort.ts';
import { stageIn } from './stage.ts';
import { theme } from './theme.ts';

/** Makes the page answer: whatever a script is needed for is hidden until now. */
for (const hidden of document.querySelectorAll('.tools, .keys')) hidden.removeAttribute('hidden');
theme();
sorting();
filtering();
const stage = stageIn('stage');
if (stage) {
  searching(choosing(stage), stage);
  printing(stage);
}
