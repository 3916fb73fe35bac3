import type { ProjectCounts, ProjectReport, Report } from '@refint/core';
import { type Enforcement, type Place, RelationGraph, type Source, sourceOf } from '@refint/model';
import type { Finding } from '@refint/rule';

/** Reports made by hand, for the tests of this package. */

/** The place of a text in a source: its first occurrence. */
export function at(source: Source, part: string): Place {
  const start = source.text.indexOf(part);
  if (start < 0) throw new Error(`${source.path} has no ${part}`);
  return { source, span: { start, end: start + part.length } };
}

export const schema = sourceOf(
  'prisma/schema.prisma',
  `model Workspace {
  id      String   @id @db.Uuid
  vendors Vendor[]
}

model Vendor {
  id          String    @id
  workspaceId String    @map("workspace_id") @db.Uuid
  workspace   Workspace @relation(fields: [workspaceId], references: [id], onDelete: Cascade)
}
`,
);

export const migration = sourceOf(
  'prisma/migrations/1_init/migration.sql',
  `CREATE TABLE workspaces (id uuid PRIMARY KEY);
CREATE TABLE vendors (id text PRIMARY KEY, workspace_id uuid NOT NULL);
ALTER TABLE vendors ADD CONSTRAINT vendors_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE RESTRICT;
`,
);

export const finding = (place: Place, more: Partial<Finding> = {}): Finding => ({
  rule: 'deletes/policy',
  message: 'breaks',
  severity: 'error',
  text: 'vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT',
  at: place,
  entity: 'public.vendors.workspace_id -> public.workspaces',
  notes: [],
  fix: undefined,
  fingerprint: '0123456789abcdef',
  ...more,
});

export const policy = finding(at(schema, 'onDelete: Cascade'), {
  notes: [
    { text: 'the database does RESTRICT', at: at(migration, 'ON DELETE RESTRICT') },
    { text: 'workspace isolation, audit trail', at: undefined },
  ],
  fix: {
    title: 'say onDelete: Restrict',
    safe: true,
    edits: [{ ...at(schema, 'Cascade'), text: 'Restrict' }],
  },
});

export const counts = (
  byEnforcement: Partial<Record<Enforcement, number>>,
  more: Partial<ProjectCounts> = {},
): ProjectCounts => {
  const of = (...states: Enforcement[]) => states.reduce((sum, state) => sum + (byEnforcement[state] ?? 0), 0);
  return {
    schemaFiles: 1,
    migrationFiles: 1,
    statements: 3,
    quiet: 0,
    models: 2,
    tables: 2,
    references: Object.values(byEnforcement).reduce((sum, count) => sum + count, 0),
    enforced: of('enforced', 'not-valid', 'database-only'),
    byEnforcement,
    ...more,
  };
};

export const project = (made: Partial<ProjectReport> & { readonly name?: string } = {}): ProjectReport => ({
  project: {
    name: made.name ?? '.',
    declared: undefined,
    timeline: undefined,
    graph: RelationGraph.of(undefined, undefined),
    runner: 'prisma',
    policy: [],
    facts: [],
    notReferences: [],
    ...made.project,
  },
  counts: made.counts ?? counts({ enforced: 1 }),
  hasHistory: made.hasHistory ?? true,
  files: made.files ?? [],
  notes: made.notes ?? [],
});

export const report = (more: Partial<Report> = {}): Report => ({
  projects: [project()],
  findings: [],
  problems: [],
  ...more,
});
