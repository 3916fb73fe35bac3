// Keeps one comment on a pull request up to date: the last step of action.yml. It runs on a runner that has nothing of this
// repository installed, so it is plain JavaScript without dependencies.
import { readFileSync } from 'node:fs';

const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_REF, REFINT_TOKEN, REFINT_REPORT } = process.env;

const [, number] = /^refs\/pull\/(\d+)\//.exec(GITHUB_REF ?? '') ?? [];
const body = readFileSync(REFINT_REPORT, 'utf8');
/** The first line shows nowhere, and is the same for each run in a folder of the repository. */
const marker = body.slice(0, body.indexOf('\n'));

if (!REFINT_TOKEN) {
  say('error', 'a comment was asked for, and there is no token; give the step github.token as its token');
  process.exitCode = 1;
} else if (number === undefined) {
  say('warning', `no comment was written: ${GITHUB_REF} is no pull request`);
} else {
  try {
    await bringUpToDate();
  } catch (error) {
    // The report is in the log and the summary all the same, and what is said there decides about the job.
    say('warning', `the comment could not be written: ${error.message}`);
  }
}

async function bringUpToDate() {
  const old = await ownComment();
  if (old) await ask('PATCH', `issues/comments/${old.id}`, { body });
  else if (!isGood()) await ask('POST', `issues/${number}/comments`, { body });
}

/** Nobody has to read that nothing is wrong, unless they read before that something was. */
function isGood() {
  return /^No findings(?! and)/m.test(body) && !body.includes('<b>');
}

/** The comment of an earlier run. One that a stranger began with the same line would stay theirs to edit, so it is not taken. */
async function ownComment() {
  for (let page = 1; ; page++) {
    const comments = await ask('GET', `issues/${number}/comments?per_page=100&page=${page}`);
    const own = comments.find((one) => one.body?.startsWith(marker) && isTrusted(one));
    if (own || comments.length < 100) return own;
  }
}

function isTrusted({ user, author_association: association }) {
  return user?.type === 'Bot' || ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(association);
}

async function ask(method, path, content) {
  const response = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${REFINT_TOKEN}`,
      'x-github-api-version': '2022-11-28',
      'user-agent': 'refint',
    },
    ...(content && { body: JSON.stringify(content) }),
  });
  if (response.status === 403 || response.status === 404) {
    throw new Error(
      'the token may not write to pull requests, as in those from forks; "permissions: pull-requests: write"',
    );
  }
  if (!response.ok) throw new Error(`GitHub answers ${response.status} to ${method} ${path}`);
  return response.json();
}

function say(level, sentence) {
  const text = sentence.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  process.stdout.write(`::${level} title=refint::${text}\n`);
}
