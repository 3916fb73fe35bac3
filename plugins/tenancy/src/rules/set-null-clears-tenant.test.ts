import { check } from '@refint/testkit';
import rule from './set-null-clears-tenant.ts';

const tenancy = { tenancy: { root: 'workspaces', column: 'workspace_id', except: [] } };
const tables = (required: string) => `
    CREATE TABLE workspaces (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER, workspace_id INTEGER REFERENCES workspaces, PRIMARY KEY (workspace_id, id));
    CREATE TABLE notes (post INTEGER, workspace_id INTEGER${required} REFERENCES workspaces ON DELETE SET NULL);`;

check(
  rule,
  'all columns of a key are nulled',
  {
    'migrations/1/migration.sql': `${tables('')}
    ALTER TABLE notes ADD FOREIGN KEY (workspace_id, post) REFERENCES posts ON DELETE SET NULL;
    --                                                                                ^^^^^^^^ error: notes(workspace_id, post) → posts(workspace_id, id) sets workspace_id to null together with post: after the delete of the referenced row, the row belongs to nobody
    -- note: in a migration ON DELETE SET NULL (post) leaves it, from PostgreSQL 15 on
    ALTER TABLE notes ADD FOREIGN KEY (workspace_id, post) REFERENCES posts ON UPDATE SET NULL;
    --                                                                                ^^^^^^^^ error: notes(workspace_id, post) → posts(workspace_id, id) sets workspace_id to null together with post: after a change of the key of the referenced row, the row belongs to nobody
  `,
  },
  tenancy,
);

check(
  rule,
  'only the columns that are named',
  {
    'migrations/1/migration.sql': `${tables('')}
    ALTER TABLE notes ADD FOREIGN KEY (workspace_id, post) REFERENCES posts ON DELETE SET NULL (post);
  `,
  },
  tenancy,
);

check(
  rule,
  'a tenant that is required makes the delete fail, which another rule says',
  {
    'migrations/1/migration.sql': `${tables(' NOT NULL')}
    ALTER TABLE notes ADD FOREIGN KEY (workspace_id, post) REFERENCES posts ON DELETE SET NULL;
  `,
  },
  tenancy,
);
