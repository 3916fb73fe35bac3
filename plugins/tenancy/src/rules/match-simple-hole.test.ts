import { check } from '@refint/testkit';
import rule from './match-simple-hole.ts';

const tenancy = { tenancy: { root: 'workspaces', column: 'workspace_id', except: [] } };
const tables = (column: string) => `
    CREATE TABLE workspaces (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER, workspace_id INTEGER REFERENCES workspaces, PRIMARY KEY (workspace_id, id));
    CREATE TABLE notes (
      post INTEGER,
      workspace_id INTEGER${column}
    );`;

check(
  rule,
  'a tenant that may be null',
  {
    'migrations/1/migration.sql': `${tables('')}
    ALTER TABLE notes ADD FOREIGN KEY (workspace_id, post) REFERENCES posts;
    --                                 ^^^^^^^^^^^^^^^^^^ warning: notes(workspace_id, post) → posts(workspace_id, id) is not checked where workspace_id is null: post may then be anything
    -- note: workspace_id may be null
  `,
  },
  tenancy,
);

check(
  rule,
  'only the reference may be null: then there is none',
  {
    'migrations/1/migration.sql': `${tables(' NOT NULL')}
    ALTER TABLE notes ADD FOREIGN KEY (workspace_id, post) REFERENCES posts;
  `,
  },
  tenancy,
);

check(
  rule,
  'MATCH FULL looks at such rows',
  {
    'migrations/1/migration.sql': `${tables('')}
    ALTER TABLE notes ADD FOREIGN KEY (workspace_id, post) REFERENCES posts MATCH FULL;
  `,
  },
  tenancy,
);

check(
  rule,
  'and so may a check',
  {
    'migrations/1/migration.sql': `${tables(',\n      CHECK ((workspace_id IS NULL) = (post IS NULL))')}
    ALTER TABLE notes ADD FOREIGN KEY (workspace_id, post) REFERENCES posts;
  `,
  },
  tenancy,
);
