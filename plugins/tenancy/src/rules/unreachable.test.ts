import { check } from '@refint/testkit';
import rule from './unreachable.ts';

const tenancy = { tenancy: { root: 'workspaces', column: 'workspace_id', except: ['jobs*'] } };

const known = `
    CREATE TABLE workspaces (id INTEGER PRIMARY KEY);
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE countries (id INTEGER PRIMARY KEY);
    CREATE TABLE addresses (id INTEGER PRIMARY KEY, country INTEGER REFERENCES countries);
    CREATE TABLE posts (
      id INTEGER PRIMARY KEY,
      workspace_id INTEGER REFERENCES workspaces,
      author INTEGER REFERENCES users,
      address INTEGER UNIQUE REFERENCES addresses
    );
    CREATE TABLE comments (post INTEGER REFERENCES posts);
    CREATE TABLE sessions (id INTEGER PRIMARY KEY, "user" INTEGER REFERENCES users);
    CREATE TABLE jobs (id INTEGER PRIMARY KEY);
    CREATE TABLE job_runs (job INTEGER REFERENCES jobs);`;

check(
  rule,
  'tables of tenants, what they share, what is excepted, and all that hangs on these',
  { 'migrations/1/migration.sql': known },
  tenancy,
);

check(
  rule,
  'one finding for what hangs together',
  {
    'migrations/1/migration.sql': `${known}
    CREATE TABLE events (id INTEGER PRIMARY KEY);
    --           ^^^^^^ warning: events belongs to no tenant: no reference leads from it to workspaces
    -- note: neither does what hangs on it: event_files, event_lines
    -- note: if this is meant, name it in tenancy.except
    CREATE TABLE event_lines (id INTEGER PRIMARY KEY, event INTEGER REFERENCES events);
    CREATE TABLE event_files (line INTEGER REFERENCES event_lines);
    CREATE TABLE payloads (id INTEGER PRIMARY KEY);
    --           ^^^^^^^^ warning: payloads belongs to no tenant: no reference leads from it to workspaces
    -- note: if this is meant, name it in tenancy.except
  `,
  },
  tenancy,
);

check(
  rule,
  'tables that reference one another in a circle',
  {
    'migrations/1/migration.sql': `${known}
    CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER);
    --           ^ warning: a belongs to no tenant: no reference leads from it to workspaces
    -- note: neither does what hangs on it: b
    -- note: if this is meant, name it in tenancy.except
    CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a);
    ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
  `,
  },
  tenancy,
);

check(
  rule,
  'a table with the column is somebody else’s matter',
  { 'migrations/1/migration.sql': `${known}\n    CREATE TABLE pages (workspace_id INTEGER);` },
  tenancy,
);
