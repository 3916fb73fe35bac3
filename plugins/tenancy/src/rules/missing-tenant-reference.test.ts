import { check } from '@refint/testkit';
import rule from './missing-tenant-reference.ts';

const tenancy = { tenancy: { root: 'workspaces', column: 'workspace_id', except: ['audit_*'] } };

check(
  rule,
  'a column that references nothing',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE workspaces (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, workspace_id INTEGER REFERENCES workspaces);
    CREATE TABLE pages (id INTEGER PRIMARY KEY, "workspaceId" INTEGER NOT NULL);
    --                                          ^^^^^^^^^^^^^ warning: pages has workspaceId, and nothing says that it references workspaces: its rows may belong to nobody
    CREATE TABLE audit_logs (workspace_id INTEGER);
  `,
  },
  tenancy,
);

check(
  rule,
  'a column that is held by a key that carries it, or that references something else',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE workspaces (id INTEGER PRIMARY KEY);
    CREATE TABLE accounts (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER, workspace_id INTEGER REFERENCES workspaces, PRIMARY KEY (workspace_id, id));
    CREATE TABLE notes (post_id INTEGER, workspace_id INTEGER, FOREIGN KEY (workspace_id, post_id) REFERENCES posts);
    CREATE TABLE bills (workspace_id INTEGER REFERENCES accounts);
  `,
  },
  tenancy,
);

check(
  rule,
  'a table that joins rows of tenants without saying whose',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE workspaces (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, workspace_id INTEGER NOT NULL REFERENCES workspaces);
    CREATE TABLE tags (id INTEGER PRIMARY KEY, workspace_id INTEGER NOT NULL REFERENCES workspaces);
    CREATE TABLE lines (id INTEGER PRIMARY KEY, post INTEGER NOT NULL REFERENCES posts);
    CREATE TABLE tagged (post INTEGER REFERENCES posts, tag INTEGER REFERENCES tags, PRIMARY KEY (post, tag));
    --           ^^^^^^ hint: tagged joins rows of posts and tags and has no workspace_id: they may be those of two tenants
    -- note: tagged.post → posts.id
    -- note: tagged.tag → tags.id
    CREATE TABLE files (post INTEGER REFERENCES posts, tag INTEGER REFERENCES tags);
  `,
  },
  tenancy,
);

check(
  rule,
  'the relation is in the schema, and a join table that nobody wrote can have no column more',
  `
  datasource db {
    provider = "postgresql"
  }

  model workspaces {
    id    Int     @id
    posts posts[]
    tags  tags[]
  }

  model posts {
    id           Int        @id
    workspace_id Int
    workspace    workspaces @relation(fields: [workspace_id], references: [id])
    tags         tags[]
  }

  model tags {
    id           Int        @id
    workspace_id Int
    workspace    workspaces @relation(fields: [workspace_id], references: [id])
    posts        posts[]
  }

  model pages {
    id           Int @id
    workspace_id Int
  //^^^^^^^^^^^^ warning: pages has workspace_id, and nothing says that it references workspaces: its rows may belong to nobody
  }
`,
  tenancy,
);

check(
  rule,
  'of a history that starts in its middle nothing is known',
  {
    'migrations/1/migration.sql': `
    ALTER TABLE others ADD COLUMN a INTEGER;
    CREATE TABLE workspaces (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, workspace_id INTEGER);
    CREATE TABLE notes (workspace INTEGER REFERENCES workspaces);
  `,
  },
  tenancy,
);

check(rule, 'without a tenancy', {
  'migrations/1/migration.sql': `
    CREATE TABLE workspaces (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, workspace_id INTEGER);
  `,
});
