import { check } from '@refint/testkit';
import rule from './policy.ts';

const restrict = {
  to: ['workspaces'],
  onDelete: ['restrict'],
  priority: 'medium',
  because: 'workspace isolation',
} as const;

const schema = (action: string, finding = '') => `
  datasource db {
    provider = "postgresql"
  }

  model Workspace {
    id      Int      @id
    vendors Vendor[]

    @@map("workspaces")
  }

  model Vendor {
    id          Int       @id
    workspaceId Int       @map("workspace_id")
    workspace   Workspace @relation(fields: [workspaceId], references: [id]${action})
${finding}
    @@map("vendors")
  }
`;

check(
  rule,
  'an action of the schema that breaks the record',
  schema(
    ', onDelete: Cascade',
    `  //                                                                                   ^^^^^^^ error: vendors.workspace_id → workspaces.id says Cascade where the policy says RESTRICT
  // note: the policy's reason: priority medium: workspace isolation`,
  ),
  { deletes: [restrict] },
);

check(rule, 'the action that the record asks for', schema(', onDelete: Restrict'), { deletes: [restrict] });

check(rule, 'a default that nobody wrote and that the record asks for', schema(''), { deletes: [restrict] });

check(
  rule,
  'a default that nobody wrote and that breaks the record',
  schema(
    '',
    `  //^^^^^^^^^ error: vendors.workspace_id → workspaces.id says Restrict where the policy says CASCADE
  // note: no onDelete is written and workspaceId is required, where Prisma takes Restrict`,
  ),
  { deletes: [{ from: ['vendors'], onDelete: ['cascade'] }] },
);

check(rule, 'the first entry that matches decides', schema(', onDelete: Cascade'), {
  deletes: [{ from: ['vendors.workspace_id'], onDelete: ['cascade'] }, restrict],
});

check(rule, 'what no entry matches is free', schema(', onDelete: Cascade'), {
  deletes: [{ from: ['*_items'], onDelete: ['restrict'] }],
});

check(
  rule,
  'an action that only the migrations have',
  {
    'migrations/1/migration.sql': `
      CREATE TABLE workspaces (id INTEGER PRIMARY KEY);
      CREATE TABLE vendors (id INTEGER, workspace_id INTEGER REFERENCES workspaces ON DELETE SET NULL);
      --                                                                                     ^^^^^^^^ error: vendors.workspace_id → workspaces.id says SET NULL where the policy says RESTRICT
      -- note: the policy's reason: priority medium: workspace isolation
    `,
  },
  { deletes: [restrict] },
);

check(
  rule,
  'NO ACTION refuses as RESTRICT does, unless it can wait',
  {
    'migrations/1/migration.sql': `
      CREATE TABLE workspaces (id INTEGER PRIMARY KEY);
      CREATE TABLE vendors (id INTEGER, workspace_id INTEGER REFERENCES workspaces);
      CREATE TABLE clusters (id INTEGER, workspace_id INTEGER CONSTRAINT late REFERENCES workspaces DEFERRABLE);
      --                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: clusters.workspace_id → workspaces.id says NO ACTION where the policy says RESTRICT
      -- note: the policy's reason: priority medium: workspace isolation
      -- note: no ON DELETE is written, and then PostgreSQL takes NO ACTION
    `,
  },
  { deletes: [restrict] },
);
