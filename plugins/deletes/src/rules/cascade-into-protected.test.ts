import { check } from '@refint/testkit';
import rule from './cascade-into-protected.ts';

const kept = { tables: [{ table: ['audit_*'], neverDeleted: true, because: 'the law wants seven years' }] };

check(
  rule,
  'rows that must stay go with a table far away',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE orgs (id INTEGER PRIMARY KEY);
    CREATE TABLE users (id INTEGER PRIMARY KEY, org INTEGER REFERENCES orgs ON DELETE CASCADE);
    CREATE TABLE audit_logs (id INTEGER PRIMARY KEY, actor INTEGER REFERENCES users ON DELETE CASCADE);
    --                                                                                        ^^^^^^^ error: a delete from orgs takes rows of audit_logs along, which must never be deleted: the law wants seven years
    -- note: users.org → orgs.id ON DELETE CASCADE
    -- note: audit_logs.actor → users.id ON DELETE CASCADE
  `,
  },
  kept,
);

check(
  rule,
  'each reference that takes them along, and of two such tables the first that is reached',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE audit_logs (id INTEGER PRIMARY KEY, actor INTEGER, editor INTEGER, parent INTEGER);
    ALTER TABLE audit_logs ADD FOREIGN KEY (actor) REFERENCES users ON DELETE CASCADE;
    --                                                                        ^^^^^^^ error: a delete from users takes rows of audit_logs along, which must never be deleted: the law wants seven years
    -- note: audit_logs.actor → users.id ON DELETE CASCADE
    ALTER TABLE audit_logs ADD FOREIGN KEY (editor) REFERENCES users ON DELETE CASCADE;
    --                                                                         ^^^^^^^ error: a delete from users takes rows of audit_logs along, which must never be deleted: the law wants seven years
    -- note: audit_logs.editor → users.id ON DELETE CASCADE
    ALTER TABLE audit_logs ADD FOREIGN KEY (parent) REFERENCES audit_logs ON DELETE CASCADE;
    CREATE TABLE audit_lines (log INTEGER REFERENCES audit_logs ON DELETE CASCADE);
  `,
  },
  kept,
);

check(
  rule,
  'a delete that refuses, or only nulls, takes nothing along',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE audit_logs (actor INTEGER REFERENCES users ON DELETE SET NULL, editor INTEGER REFERENCES users);
  `,
  },
  kept,
);

check(rule, 'without anything that must stay', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE audit_logs (actor INTEGER REFERENCES users ON DELETE CASCADE);
  `,
});

check(
  rule,
  'of schema and foreign key the one that acts is shown',
  {
    'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    model users {
      id   Int          @id
      logs audit_logs[]
    }

    model audit_logs {
      id    Int   @id
      actor Int
      user  users @relation(fields: [actor], references: [id], onDelete: Restrict)
    }
  `,
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE audit_logs (id INTEGER PRIMARY KEY, actor INTEGER NOT NULL REFERENCES users ON DELETE CASCADE);
    --                                                                                                 ^^^^^^^ error: a delete from users takes rows of audit_logs along, which must never be deleted: the law wants seven years
    -- note: audit_logs.actor → users.id ON DELETE CASCADE
  `,
  },
  kept,
);

const freeze = {
  deletes: [{ from: ['instances.config_id'], onDelete: ['restrict'], because: 'freeze by reference' }],
} as const;

const tables = (instances: string, configs: string) => `
    CREATE TABLE workspaces (id INTEGER PRIMARY KEY);
    CREATE TABLE flows (id INTEGER PRIMARY KEY, workspace INTEGER REFERENCES workspaces ON DELETE CASCADE);
    CREATE TABLE configs (id INTEGER PRIMARY KEY, ${configs});
    CREATE TABLE instances (id INTEGER PRIMARY KEY, ${instances});
    ALTER TABLE instances ADD COLUMN config_id INTEGER REFERENCES configs ON DELETE RESTRICT;
`;
const flow = 'flow INTEGER REFERENCES flows ON DELETE CASCADE';
const workspace = 'workspace INTEGER REFERENCES workspaces ON DELETE CASCADE';

check(
  rule,
  'the rows that should refuse go in the same step',
  {
    'migrations/1/migration.sql': `${tables(flow, flow)}
    --                                                                              ^^^^^^^^ error: instances.config_id → configs.id should refuse, but a delete from flows takes along the rows of both, and so nothing refuses
    -- note: instances.flow → flows.id ON DELETE CASCADE
    -- note: configs.flow → flows.id ON DELETE CASCADE
    -- note: the policy's reason: freeze by reference
`.replace(/;\n\n/, ';\n'),
  },
  freeze,
);

check(
  rule,
  'or before',
  {
    'migrations/1/migration.sql': `${tables(workspace, flow)}
    --                                                                              ^^^^^^^^ error: instances.config_id → configs.id should refuse, but a delete from workspaces takes along the rows of both, and so nothing refuses
    -- note: instances.workspace → workspaces.id ON DELETE CASCADE
    -- note: flows.workspace → workspaces.id ON DELETE CASCADE
    -- note: configs.flow → flows.id ON DELETE CASCADE
    -- note: the policy's reason: freeze by reference
`.replace(/;\n\n/, ';\n'),
  },
  freeze,
);

check(
  rule,
  'a policy that lets rows go as well',
  { 'migrations/1/migration.sql': tables(flow, flow) },
  { deletes: [{ onDelete: ['restrict', 'cascade'] }] },
);

check(
  rule,
  'they would go only later: then it is refused',
  { 'migrations/1/migration.sql': tables(flow, workspace) },
  freeze,
);

check(
  rule,
  'only the referenced rows go: then it is refused too',
  { 'migrations/1/migration.sql': tables('flow INTEGER REFERENCES flows ON DELETE SET NULL', flow) },
  freeze,
);

check(
  rule,
  'the delete begins with the row that references',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE instances (id INTEGER PRIMARY KEY, config_id INTEGER);
    CREATE TABLE configs (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES instances ON DELETE CASCADE);
    ALTER TABLE instances ADD FOREIGN KEY (config_id) REFERENCES configs ON DELETE RESTRICT;
  `,
  },
  freeze,
);
