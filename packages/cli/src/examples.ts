/** What people type, and what for, as the end of a help text has it; by verb, `''` for the command itself. Each of them is run by a test. */
export const examples: Readonly<Record<string, readonly (readonly [command: string, what: string])[]>> = {
  '': [['refint check', 'the projects in this folder']],
  check: [
    ['refint check', 'the projects in this folder'],
    ['refint check --since origin/main', 'only what a branch brings'],
    ['refint check --staged', 'only what a commit brings, as a hook'],
    ['refint check --format sarif:out.sarif', 'a file for code scanning'],
  ],
  baseline: [
    ['refint baseline --reason "older than refint"', 'from now on only what is new'],
    ['refint baseline --prune', 'take out what is mended'],
  ],
  init: [
    ['refint init --dry-run', 'see what would be written'],
    ['refint init --hook husky --ci github', 'and a hook, and a workflow'],
  ],
  references: [
    ['refint references', 'what enforces each reference'],
    ['refint references --inferred --format markdown', 'for a page of a wiki'],
  ],
  timeline: [
    ['refint timeline', 'what each migration did'],
    ['refint timeline --table users', 'what became of one table'],
  ],
  impact: [
    ['refint impact users', 'what goes with a row of users'],
    ['refint impact users --format mermaid', 'the same as a picture'],
  ],
  report: [
    ['refint report --format html --output report.html', 'a page for a browser'],
    ['refint report --from v1.0', 'what came since a release'],
    ['refint report --from init --to author', 'between two migrations'],
  ],
  plan: [
    ['refint plan --dry-run', 'see what would be written'],
    ['refint plan --for skipped --out plan', 'only what guards left out'],
    ['refint plan --guarded --write', 'put it among the migrations'],
  ],
  rehearse: [
    ['refint rehearse', 'on the newest PostgreSQL'],
    ['refint rehearse --format json:rehearsed.json', 'into a file'],
  ],
  graph: [
    ['refint graph --output graph.svg', 'the whole picture'],
    ['refint graph --around users --depth 2', 'what lies around a table'],
    ['refint graph --format mermaid', 'for a page of Markdown'],
  ],
  catalog: [['refint catalog --output catalog.json', 'for a program of your own']],
  relations: [['refint relations', 'what the schema declares']],
  config: [
    ['refint config print', 'what holds here, and why'],
    ['refint config print prisma/schema.prisma', 'what holds for a file'],
  ],
  lsp: [['refint lsp --stdio', 'as editors start it']],
  rules: [['refint rules', 'with their severities']],
  explain: [['refint explain relations/missing-foreign-key', 'with examples']],
};
