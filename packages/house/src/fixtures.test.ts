import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze, loadChronicle, loadStory, type NamedPoint, type ProjectStory, type Report } from '@refint/core';
import { actionInSql, type ForeignKeyEvent, shownReference } from '@refint/model';
import { dot, json, loadSvg, mermaid, pictureOf } from '@refint/picture';
import deletes from '@refint/plugin-deletes';
import drift from '@refint/plugin-drift';
import indexes from '@refint/plugin-indexes';
import migrations from '@refint/plugin-migrations';
import relations from '@refint/plugin-relations';
import { startPostgres } from '@refint/postgres';
import { type Format, loadStoryViews, loadTimeline, plainColors, plainContext, reporterFor } from '@refint/reporters';
import { openWorkspace, Refusal } from '@refint/workspace';
import { beforeAll, describe, expect, test } from 'vitest';
import { root } from './root.ts';

const plugins = [relations, deletes, indexes, drift, migrations];

/** Where the words of each reporter are kept, beside the project that they are about. */
const files: Readonly<Record<Format, string>> = {
  lines: 'lines.txt',
  pretty: 'pretty.txt',
  json: 'json.json',
  github: 'github.txt',
  gitlab: 'gitlab.json',
  junit: 'junit.xml',
  sarif: 'sarif.json',
  markdown: 'markdown.md',
  'pull-request': 'pull-request.md',
};

/** What the command finds when it is run in the root of the repository. */
async function reportOn(fixture: string): Promise<Report> {
  const workspace = await openWorkspace([`fixtures/${fixture}`], { cwd: root, plugins });
  if (workspace instanceof Refusal) throw new Error(workspace.sentence);
  return analyze(workspace.projects, workspace.settings, workspace.plugins);
}

/** What the command prints; every file was read line by line before it was kept, and is written anew only by `-u`. */
describe.each(['apms', 'db-push', 'midway'])('fixtures/%s', (fixture) => {
  const ruleSummaries = plugins.flatMap(({ rules }) => rules);
  test.each(Object.keys(files) as Format[])('as %s', async (format) => {
    const text = (await reporterFor(format))(await reportOn(fixture), plainContext({ ruleSummaries }));
    await expect(text).toMatchFileSnapshot(join(root, 'fixtures', fixture, 'expected', files[format]));
  });
});

test.each(['timeline.txt', 'timeline.json'])('fixtures/apms as %s', async (file) => {
  const report = await reportOn('apms');
  const [one] = report.projects;
  if (!one?.project.timeline) throw new Error('there is no history');
  const [{ chronicleOf }, { timelineText, timelineJson }] = await Promise.all([loadChronicle(), loadTimeline()]);
  const chronicle = chronicleOf(one.project, one.project.timeline);
  const told = { report: one, chronicle, story: undefined, problems: report.problems };
  const text = file.endsWith('json') ? timelineJson(told) : timelineText(told, plainColors);
  await expect(text).toMatchFileSnapshot(join(root, 'fixtures/apms/expected', file));
});

/** What `refint report` tells, between two migrations if they are named. */
async function storyOfApms(from?: string, to?: string): Promise<ProjectStory> {
  const workspace = await openWorkspace(['fixtures/apms'], { cwd: root, plugins });
  if (workspace instanceof Refusal) throw new Error(workspace.sentence);
  const { projects, settings } = workspace;
  const { migrationNamed, tell } = await loadStory();
  const [input] = projects;
  if (!input) throw new Error('there is no project');
  const point = (word: string | undefined): NamedPoint | undefined =>
    word === undefined ? undefined : { kind: 'migration', name: migrationNamed(word, input) ?? '' };
  const told = await tell({ input, from: point(from), to: point(to), settings, plugins });
  if (told.kind === 'unknown') throw new Error(told.sentence);
  return told.story;
}

test('fixtures/apms as report.md', async () => {
  const { storyMarkdown } = await loadStoryViews();
  const text = await storyMarkdown(await storyOfApms());
  await expect(text).toMatchFileSnapshot(join(root, 'fixtures/apms/expected/report.md'));
});

test.each(['graph.svg', 'graph.mmd', 'graph.dot', 'graph.json'])('fixtures/apms as %s', async (file) => {
  const { projects, problems } = await reportOn('apms');
  const [one] = projects;
  if (!one) throw new Error('there is no project');
  const picture = pictureOf(one.project);
  const text = file.endsWith('svg')
    ? await (await loadSvg()).svg(picture)
    : file.endsWith('mmd')
      ? mermaid(picture)
      : file.endsWith('dot')
        ? dot(picture)
        : json(picture, one.notes, problems);
  await expect(text).toMatchFileSnapshot(join(root, 'fixtures/apms/expected', file));
});

/** Everything below is derived by hand from the story that fixtures/apms/README.md tells, not from what refint says. */
describe('the story', () => {
  let report: Report;
  beforeAll(async () => {
    report = await reportOn('apms');
  });

  const project = () => report.projects[0]!.project;
  const about = (rule: string) => report.findings.filter((finding) => finding.rule === rule);
  /** The line on which a finding stands, without what is before its first word. */
  const lineOf = ({ at: { source, span } }: Report['findings'][number]) =>
    source.text
      .slice(source.text.lastIndexOf('\n', span.start - 1) + 1)
      .split('\n', 1)[0]!
      .trim();

  test('of its 18 guarded foreign keys 15 are created and 3 are skipped', () => {
    const own = project().timeline!.foreignKeyEvents.filter(({ moment }) =>
      /add_master_tables_fks$/.test(moment.migration.name),
    );
    const named = (what: ForeignKeyEvent['what']) =>
      own
        .filter((event) => event.what === what)
        .map((event) => shownReference(event))
        .sort();
    expect(named('added')).toEqual([
      'approval_policy_master.workspace_id → workspaces.id',
      'approval_role_master.workspace_id → workspaces.id',
      'atp_scope_master.workspace_id → workspaces.id',
      'atp_submission_documents.submission_id → atp_submissions.id',
      'atp_submissions.scope_id → atp_scope_master.id',
      'atp_submissions.workflow_instance_id → workflow_instances.id',
      'cluster_master.workspace_id → workspaces.id',
      'punchlist_items.punchlist_id → punchlists.id',
      'punchlists.workflow_instance_id → workflow_instances.id',
      'vendor_master.workspace_id → workspaces.id',
      'workflow_instances.config_version_id → config_versions.id',
      'workflow_instances.scope_id → atp_scope_master.id',
      'workflow_instances.vendor_id → vendor_master.id',
      'workflow_instances.workspace_id → workspaces.id',
      'workflow_stages.workflow_instance_id → workflow_instances.id',
    ]);
    expect(named('validated')).toEqual(named('added'));
    expect(named('skipped')).toEqual([
      'approval_policy_stages.approval_policy_id → approval_policy_master.id',
      'approver_overrides.workflow_instance_id → workflow_instances.id',
      'workflow_stage_actions.stage_id → workflow_stages.id',
    ]);
  });

  test.each([
    ['approval_policy_stages', 'approval_policy_id', 'approval_policy_stages.policy_id → approval_policy_master.id'],
    ['approver_overrides', 'workflow_instance_id', 'approver_overrides.workflow_stage_id → workflow_stages.id'],
    ['workflow_stage_actions', 'stage_id', 'workflow_stage_actions.workflow_stage_id → workflow_stages.id'],
  ])('%s.%s is missing, and what was meant is named', (table, column, meant) => {
    const found = about('migrations/skipped-foreign-key').filter(({ text }) => text.includes(`${table}.${column}`));
    expect(found.map(({ text }) => text)).toEqual([expect.stringContaining(`${table} has no column ${column}`)]);
    expect(found[0]!.notes.map(({ text }) => text)).toContainEqual(expect.stringContaining(meant));
    expect(about('migrations/skipped-foreign-key')).toHaveLength(3);
  });

  test('every action that breaks the decision record is found, and no other', () => {
    expect(about('deletes/policy').map(lineOf).sort()).toEqual(
      [
        'AtpScopeMaster',
        'VendorMaster',
        'ApprovalRoleMaster',
        'ApprovalPolicyMaster',
        'ClusterMaster',
        'WorkflowInstance',
        'WorkflowInstance.site',
        'AtpSubmission.workflowInstance',
        'Punchlist.workflowInstance',
      ]
        .map(declaration)
        .sort(),
    );
  });

  test('the schema and the database disagree on the same references, but for the one that is not there', () => {
    const broken = about('deletes/policy').map(lineOf);
    const differing = about('deletes/action-differs').map(lineOf);
    expect(broken.filter((line) => !differing.includes(line))).toEqual([declaration('WorkflowInstance.site')]);
    expect(differing.filter((line) => !broken.includes(line))).toEqual([]);
    expect(differing).toHaveLength(8);
  });

  test('the other 17 of the 39 declared relations have no foreign key', () => {
    expect(
      about('relations/missing-foreign-key')
        .map(({ text }) => /[\w.]+ → [\w.]+/.exec(text)?.[0])
        .sort(),
    ).toEqual([
      'approval_policy_stages.policy_id → approval_policy_master.id',
      'approval_policy_stages.role_id → approval_role_master.id',
      'approver_overrides.acting_approver_id → users.id',
      'approver_overrides.replaced_approver_id → users.id',
      'approver_overrides.workflow_stage_id → workflow_stages.id',
      'atp_submission_documents.uploaded_by_id → users.id',
      'atp_submissions.submitted_by_id → users.id',
      'cluster_approver_master.role_id → approval_role_master.id',
      'cluster_approver_master.user_id → users.id',
      'config_versions.created_by_id → users.id',
      'punchlist_items.assignee_id → users.id',
      'punchlists.raised_by_id → users.id',
      'workflow_instances.site_id → sites.id',
      'workflow_instances.started_by_id → users.id',
      'workflow_stage_actions.actor_id → users.id',
      'workflow_stage_actions.workflow_stage_id → workflow_stages.id',
      'workflow_stages.role_id → approval_role_master.id',
    ]);
    expect(project().declared!.snapshot.relations).toHaveLength(39);
  });

  test('nothing else is said, and nothing was not understood', () => {
    const counts = new Map<string, number>();
    for (const { rule } of report.findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      'deletes/action-differs': 8,
      'deletes/policy': 9,
      'indexes/foreign-key-without-index': 3,
      'migrations/skipped-foreign-key': 3,
      'relations/missing-foreign-key': 17,
      'relations/missing-target': 3,
    });
    expect(report.problems).toEqual([]);
  });

  test('PostgreSQL ends with the foreign keys that refint replays', async () => {
    const db = await startPostgres();
    const folder = join(root, 'fixtures/apms/prisma/migrations');
    for (const { name } of readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .sort(byName)) {
      await db.exec(readFileSync(join(folder, name, 'migration.sql'), 'utf8'));
    }
    const { rows } = await db.query<{ name: string; definition: string }>(
      `SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE contype = 'f' ORDER BY conname COLLATE "C"`,
    );
    await db.close();
    const replayed = project().timeline!.last.foreignKeys.map((key) => ({
      name: key.name,
      definition:
        `FOREIGN KEY (${key.columns.join(', ')}) REFERENCES ${key.referencedTable.replace('public.', '')}(${key.referencedColumns.join(', ')})` +
        ` ON UPDATE ${actionInSql(key.onUpdate)} ON DELETE ${actionInSql(key.onDelete)}${key.validated ? '' : ' NOT VALID'}`,
    }));
    expect(replayed.sort(byName)).toEqual(rows);
    expect(rows).toHaveLength(22);
  });

  const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

  /** The line of the schema that declares a relation, by `Model.field`; `Model` alone means its workspace. */
  function declaration(name: string): string {
    const [model, field = 'workspace'] = name.split('.');
    const text = readFileSync(join(root, 'fixtures/apms/prisma/schema.prisma'), 'utf8');
    const body = new RegExp(`^model ${model} \\{$[^]*?^\\}$`, 'm').exec(text)?.[0] ?? '';
    return new RegExp(`^ +${field} +.*@relation.*$`, 'm').exec(body)![0].trim();
  }
});

test('where nobody can know, nothing is called missing', async () => {
  const [pushed, midway] = await Promise.all([reportOn('db-push'), reportOn('midway')]);
  const states = (report: Report) =>
    report.projects[0]!.project.graph.references.map((one) => `${shownReference(one)} ${one.enforcement}`).sort();
  expect([...pushed.findings, ...midway.findings].map(({ rule }) => rule).sort()).toEqual([
    'deletes/set-null-on-required',
    // What the schema itself has no index for, whatever the database holds.
    ...Array(6).fill('indexes/foreign-key-without-index'),
    'migrations/foreign-key-not-validated',
    'relations/type-mismatch',
  ]);
  expect(states(pushed).filter((state) => !state.endsWith(' unknown'))).toEqual([]);
  expect(states(midway)).toEqual([
    'credit_notes.invoice_id → invoices.id not-valid',
    'invoices.customer_id → customers.id unknown',
    'payments.invoice_id → invoices.id enforced',
  ]);
  for (const { projects } of [pushed, midway]) expect(projects[0]!.notes).toHaveLength(1);
});

/** The report that people wrote by hand, from the story that fixtures/apms was written after: its numbers where they were right. */
describe('the report of the story', () => {
  test('16 tables were made with 21 checks, one partial unique index and one foreign key', async () => {
    const { counts, changes, invariants } = await storyOfApms('init', 'add_master_tables_final_v2');
    const { before, after } = counts;
    expect(before).toMatchObject({ tables: 5, foreignKeys: 5, checks: 0, partialUniqueIndexes: 0 });
    expect(after).toMatchObject({ tables: 21, foreignKeys: 6, checks: 21, partialUniqueIndexes: 1 });
    expect(changes.created.flatMap(({ keys }) => keys.map(({ reference }) => reference))).toEqual([
      'config_versions.workspace_id → workspaces.id',
    ]);
    expect(invariants.filter(({ kind }) => kind === 'partial-unique')).toMatchObject([
      { name: 'config_versions_one_active_per_workspace', state: 'added', table: 'config_versions' },
    ]);
  });

  const fks = 'add_master_tables_fks';

  test('then 15 foreign keys, with the actions that were decided, and by the priority that the record gives them', async () => {
    const { changes } = await storyOfApms('add_master_tables_final_v2', fks);
    const told = changes.created.map(({ priority, keys }) => [
      priority,
      keys.map(({ reference, onDelete }) => `${reference} ${actionInSql(onDelete)}`),
    ]);
    // The record of the fixture calls all that a workflow references critical, and says nothing of the scope of a submission.
    expect(told).toEqual([
      [
        'critical',
        [
          'workflow_instances.config_version_id → config_versions.id RESTRICT',
          'workflow_instances.scope_id → atp_scope_master.id RESTRICT',
          'workflow_instances.workspace_id → workspaces.id RESTRICT',
        ],
      ],
      [
        'high',
        [
          'atp_submission_documents.submission_id → atp_submissions.id CASCADE',
          'atp_submissions.workflow_instance_id → workflow_instances.id RESTRICT',
          'punchlist_items.punchlist_id → punchlists.id CASCADE',
          'punchlists.workflow_instance_id → workflow_instances.id RESTRICT',
          'workflow_stages.workflow_instance_id → workflow_instances.id CASCADE',
        ],
      ],
      [
        'medium',
        [
          'approval_policy_master.workspace_id → workspaces.id RESTRICT',
          'approval_role_master.workspace_id → workspaces.id RESTRICT',
          'atp_scope_master.workspace_id → workspaces.id RESTRICT',
          'cluster_master.workspace_id → workspaces.id RESTRICT',
          'vendor_master.workspace_id → workspaces.id RESTRICT',
        ],
      ],
      ['low', ['workflow_instances.vendor_id → vendor_master.id SET NULL']],
      [undefined, ['atp_submissions.scope_id → atp_scope_master.id RESTRICT']],
    ]);
  });

  test('three were skipped, and none of the 15 was minimal locking: both steps are in one file', async () => {
    const { changes, migrations, verdict } = await storyOfApms('add_master_tables_final_v2', fks);
    expect(changes.missed.map(({ what, reference }) => `${what} ${reference}`).sort()).toEqual([
      'skipped approval_policy_stages.approval_policy_id → approval_policy_master.id',
      'skipped approver_overrides.workflow_instance_id → workflow_instances.id',
      'skipped workflow_stage_actions.stage_id → workflow_stages.id',
    ]);
    const [only] = migrations;
    expect(only?.transactions).toMatchObject([{ together: 'file' }]);
    expect(only?.split.files).toBe('two');
    expect(only?.split.because).toHaveLength(15);
    expect(verdict.verdict).toBe('no-go');
  });

  test('what each skipped one was meant for is known where the schema is', async () => {
    const { changes } = await storyOfApms('add_master_tables_final_v2');
    expect(changes.missed.map(({ reference, meant }) => [reference.split(' ', 1)[0], meant?.reference]).sort()).toEqual(
      [
        ['approval_policy_stages.approval_policy_id', 'approval_policy_stages.policy_id → approval_policy_master.id'],
        ['approver_overrides.workflow_instance_id', 'approver_overrides.workflow_stage_id → workflow_stages.id'],
        ['workflow_stage_actions.stage_id', 'workflow_stage_actions.workflow_stage_id → workflow_stages.id'],
      ],
    );
  });

  test('all types agree: ids are text, but for workspaces', async () => {
    const { families } = await storyOfApms();
    expect(new Set(families.map(({ verdict }) => verdict))).toEqual(new Set(['aligned']));
    expect(families.filter(({ type }) => type !== 'text').map(({ referenced, type }) => [referenced, type])).toEqual([
      ['workspaces.id', 'uuid'],
    ]);
  });

  test('9 references are against the record, and 17 that the schema declares are enforced by nothing', async () => {
    const { references } = await storyOfApms();
    expect(references.filter(({ onDelete }) => onDelete.broken.length > 0)).toHaveLength(9);
    expect(references.filter(({ enforcement }) => enforcement === 'declared-only')).toHaveLength(17);
  });
});
