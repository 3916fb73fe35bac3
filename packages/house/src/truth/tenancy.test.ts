import { createRequire } from 'node:module';
import { analyze, type ProjectInput, type Settings } from '@refint/core';
import { edited, type ProposedTenancy, proposedTenancy, shownTableId, sourceOf } from '@refint/model';
import tenancy from '@refint/plugin-tenancy';
import { openWorkspace, Refusal } from '@refint/workspace';
import { describe, expect, test } from 'vitest';
import { type Entry, entriesWith } from './entries.ts';

/**
 * Who the tenants of each project are, as its schema reads, and whether the graph shows them. Projects of which refint
 * reads nothing, since their ORM is not read yet, are left out.
 */
const truth: Readonly<Record<string, { readonly tenants: string | undefined; readonly because: string }>> = {
  'AmruthPillai__Reactive-Resume': { tenants: undefined, because: 'everything is a user’s own' },
  Dokploy__dokploy: { tenants: 'organization', because: 'servers, projects and registries are an organization’s' },
  'EvolutionAPI__evolution-api': { tenants: 'Instance', because: 'each instance is one connected account' },
  'EvolutionAPI__evolution-api--mysql': { tenants: 'Instance', because: 'the same' },
  'SnailyCAD__snaily-cadv4': { tenants: undefined, because: 'one installation is one community' },
  amplication__amplication: { tenants: 'Workspace', because: 'projects, teams and users are a workspace’s' },
  'amplication__amplication--dsg-catalog': { tenants: undefined, because: 'a catalog' },
  'amplication__amplication--plugin-api': { tenants: undefined, because: 'a catalog' },
  'boxyhq__saas-starter-kit': { tenants: 'Team', because: 'members, invitations and keys are a team’s' },
  'cds-snc__platform-forms-client': { tenants: undefined, because: 'forms are shared among users' },
  civitai__civitai: { tenants: undefined, because: 'one community, in which users meet' },
  code100x__cms: { tenants: undefined, because: 'one school' },
  'epicweb-dev__epic-stack': { tenants: undefined, because: 'notes are a user’s own' },
  freeCodeCamp__chapter: {
    tenants: undefined,
    because: 'chapters have events of their own, and users across all of them',
  },
  'homarr-labs__homarr--postgresql': { tenants: undefined, because: 'one installation, boards are shared' },
  hoppscotch__hoppscotch: {
    tenants: 'Team',
    because: 'collections, requests and environments are a team’s, or a user’s',
  },
  'keystonejs__keystone--examples-testing': { tenants: undefined, because: 'an example' },
  langfuse__langfuse: { tenants: 'projects', because: 'all that is measured is a project’s' },
  opengovsg__isomer: { tenants: 'Site', because: 'pages, navigation and permissions are a site’s' },
  'prisma__prisma-examples--azure-functions': { tenants: undefined, because: 'an example' },
  'remix-run__indie-stack': { tenants: undefined, because: 'notes are a user’s own' },
  simstudioai__sim: { tenants: 'workspace', because: 'workflows, files and knowledge are a workspace’s' },
  'spliit-app__spliit': { tenants: 'Group', because: 'expenses and participants are a group’s' },
  'stonith404__pingvin-share': { tenants: undefined, because: 'shares are a user’s own' },
  'triggerdotdev__trigger.dev': { tenants: 'Project', because: 'runs, queues and environments are a project’s' },
  'vercel__ai-chatbot': { tenants: undefined, because: 'chats are a user’s own' },
};

/** Projects with tenants that the graph does not show, and why. */
const hidden: Readonly<Record<string, string>> = {
  teableio__teable: 'bases are a space’s, by columns that reference nothing',
  'teableio__teable--sqlite': 'the same',
  'triggerdotdev__trigger.dev--run-ops': 'projects are in another database',
  'umami-software__umami': 'a website is a team’s or a user’s, so that the column may be null',
  'umami-software__umami--mysql': 'the same',
  'umami-software__umami--pg-v2': 'the same',
};

interface Read {
  readonly inputs: readonly ProjectInput[];
  readonly settings: Settings;
  readonly proposed: ProposedTenancy | undefined;
}

/** A project as the command reads it, and what is proposed for it; nothing when there is nothing in it that is read. */
async function read({ folder }: Entry): Promise<Read | undefined> {
  const opened = await openWorkspace(['.'], { cwd: folder, plugins: [] });
  if (opened instanceof Refusal) return undefined;
  const { projects } = await analyze(opened.projects, opened.settings, []);
  const project = projects[0]?.project;
  const tables = project?.declared?.snapshot.tables ?? project?.timeline?.last.tables;
  const proposed = project && proposedTenancy(project.graph, tables ?? []);
  const settings = { ...opened.settings, tenancy: proposed && asSettings(proposed) };
  return project && (tables?.length ?? 0) > 0 ? { inputs: opened.projects, settings, proposed } : undefined;
}

const asSettings = ({ root, column, except }: ProposedTenancy) => ({
  root: shownTableId(root),
  column,
  except: except.map(shownTableId),
});

const entries = entriesWith('LICENSE');
const skipped = '41 projects whose tenants are not looked for: the corpus is not there (REFINT_CORPUS)';
if (entries.length === 0) console.log(`skipped: ${skipped}`);

describe.skipIf(entries.length === 0)('tenants of real projects', () => {
  test('are proposed where a reader of the schema sees them, and nowhere else', async () => {
    const proposals: Record<string, string | undefined> = {};
    for (const entry of entries) {
      const found = await read(entry);
      if (found) proposals[entry.name] = found.proposed && shownTableId(found.proposed.root);
    }
    const all = Object.keys({ ...truth, ...hidden }).sort();
    expect(Object.keys(proposals).sort()).toEqual(all);
    expect(proposals).toEqual(Object.fromEntries(all.map((name) => [name, truth[name]?.tenants])));
  });

  test('what the rules say with the proposal, each read and found true', async () => {
    const texts: Record<string, readonly string[]> = {};
    for (const entry of entries) {
      const found = await read(entry);
      if (!found?.proposed) continue;
      const { findings, problems } = await analyze(found.inputs, found.settings, [tenancy]);
      expect(problems.filter(({ text }) => text.startsWith('tenancy'))).toEqual([]);
      const { root, column, except } = asSettings(found.proposed);
      texts[`${entry.name}: ${root} by ${column}, except ${except.join(', ') || 'nothing'}`] = findings.map(
        ({ severity, text, fix }) => `${severity} ${text}${fix ? ' (fix)' : ''}`,
      );
    }
    await expect(`${JSON.stringify(texts, undefined, 2)}\n`).toMatchFileSnapshot('tenancy.json');
  });

  test('what the fixes write is good for Prisma, and mends what it is for', async () => {
    let fixed = 0;
    for (const entry of entries) {
      const found = await read(entry);
      if (!found?.proposed) continue;
      // Without the history: what it dropped counts as not known then, before and after.
      const ask = (inputs: readonly ProjectInput[]) =>
        analyze(
          inputs.map((one) => ({ ...one, migrations: undefined })),
          found.settings,
          [tenancy],
        );
      const before = await ask(found.inputs);
      const edits = before.findings.flatMap(({ fix }) => fix?.edits ?? []);
      for (const source of new Set(edits.map((edit) => edit.source))) {
        const text = edited(source, edits);
        expect([entry.name, lint(text)]).toEqual([entry.name, lint(source.text)]);
        const mended = found.inputs.map((one) => ({
          ...one,
          schema: one.schema.map((file) => (file === source ? sourceOf(source.path, text) : file)),
        }));
        const count = before.findings.filter(({ fix }) => fix).length;
        expect((await ask(mended)).findings).toHaveLength(before.findings.length - count);
        fixed += count;
      }
    }
    expect(fixed).toBeGreaterThan(20);
  });
});

const wasm = createRequire(import.meta.url)('@prisma/prisma-schema-wasm') as { lint(input: string): string };

/** What Prisma has to say of a schema. */
const lint = (text: string): readonly string[] =>
  (JSON.parse(wasm.lint(JSON.stringify([['schema.prisma', text]]))) as readonly { text: string }[]).map(
    (told) => told.text,
  );
