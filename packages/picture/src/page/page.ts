import type { ProjectStory } from '@refint/core';
import { doing } from '@refint/model';
import { loadStoryViews } from '@refint/reporters';
import type { Picture } from '../graph/picture.ts';
import { deletesOf, typesOf } from './agreement.ts';
import { clientCode, clientHash, styleHash } from './generated.ts';
import { graphSection } from './graph-section.ts';
import { beforeAndAfter, headOf, targetsOf } from './head.ts';
import { invariantsOf, tenantsOf } from './holding.ts';
import { inventoryOf } from './inventory.ts';
import { keysOf } from './keys.ts';
import { html, type Markup, raw } from './markup.ts';
import { type Links, placeLink } from './places.ts';
import { rehearsedIn } from './rehearsed.ts';
import { type Section, type Told, titleOf } from './story-words.ts';
import { pageStyle } from './style.ts';
import { tablesOf } from './tables-section.ts';
import { timelineOf } from './timeline.ts';
import { limitsOf, workOf } from './work.ts';

/**
 * A story as one page: it asks for nothing over a network, and runs no script and no style but the ones whose hashes stand at its top.
 * Without the script it is the same text, with a picture that does not move.
 */
export async function page(story: ProjectStory, picture: Picture, links: Links): Promise<string> {
  doing('writing the page');
  const told: Told = { story, picture, words: await loadStoryViews(), at: placeLink(links, story.project) };
  const sections = [
    targetsOf(told),
    await graphSection(told),
    inventoryOf(told),
    keysOf(told),
    deletesOf(told),
    typesOf(told),
    tenantsOf(told),
    invariantsOf(told),
    timelineOf(told),
    rehearsedIn(told),
    beforeAndAfter(told),
    tablesOf(told),
    workOf(told),
    limitsOf(told),
  ].filter((section) => section !== undefined);
  return whole(told, sections).markup;
}

const policy = [
  "default-src 'none'",
  `script-src '${clientHash}'`,
  `style-src '${styleHash}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const whole = (told: Told, sections: readonly Section[]): Markup => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${titleOf(told.story)}: ${told.words.shownVerdict(told.story.verdict)}</title>
<link rel="icon" href="data:,">
<style>${raw(pageStyle)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<nav aria-label="Parts of the report">
<p class="mark">refint</p>
<ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul>
<button type="button" id="theme" hidden>Theme: system</button>
</nav>
<main id="main" tabindex="-1">
${headOf(told)}
${sections.map(
  ({ id, title, content }) => html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${content}
</section>
`,
)}
</main>
<script>${raw(clientCode)}</script>
</body>
</html>
`;
