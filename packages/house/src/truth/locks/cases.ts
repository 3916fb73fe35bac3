/** What a statement is tried on: PostgreSQL's own word is asked for each of them, see `asked.ts`. */
export interface Case {
  /** What docs/locks.md lists it under. */
  readonly area: 'columns' | 'constraints' | 'indexes' | 'tables' | 'partitions' | 'names and triggers';
  readonly statement: string;
  /** What is made before, besides the tables that all cases share. */
  readonly given?: string;
  /** The oldest version that has it, where that is not 15. */
  readonly from?: 16 | 17 | 18;
  /** Tables in which rows are looked up for a foreign key: whether that reads all of them is up to the planner. */
  readonly looksUp?: RegExp;
  /** A version that is not asked: PGlite 0.3 does not build this index. */
  readonly not?: 17;
  /** Why refint does not say all of it: then it may only say less than there is. */
  readonly unknown?: string;
}

/**
 * Tables with a row each. `orders` references `customers`, `lines` references `orders`; `events` is partitioned, with a
 * partition for each of two years and one for all others.
 */
export const given = `
  CREATE TYPE mood AS ENUM ('sad', 'glad');
  CREATE DOMAIN plain AS text;
  CREATE DOMAIN short AS text CHECK (length(VALUE) < 9);
  CREATE FUNCTION mine() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
  CREATE FUNCTION fires() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TABLE customers (id int PRIMARY KEY, email varchar(50), name text);
  CREATE TABLE orders (
    id int PRIMARY KEY, customer_id int CONSTRAINT orders_customer REFERENCES customers, buyer int, code varchar(20), note text,
    amount numeric(10,2), whole numeric, at timestamp, zoned timestamptz, state mood, flags bit varying(8), spell interval, uid int NOT NULL,
    small varchar(20) CHECK (small <> ''), indexed varchar(20), partial varchar(20), at3 timestamp(3), time3 time(3), spell3 interval(3),
    short_codes varchar(20)[], net cidr, fixed bit(8), letters char(8), doc json, whole_day date, plain_one plain, proven text, checked int, CONSTRAINT proves CHECK (proven IS NOT NULL)
  );
  CREATE TABLE lines (id int PRIMARY KEY, order_id int CONSTRAINT lines_order REFERENCES orders, customer_id int);
  CREATE INDEX orders_code ON orders (code);
  CREATE INDEX ON orders (lower(indexed));
  CREATE INDEX ON orders (uid) WHERE partial <> '';
  CREATE TRIGGER fires BEFORE INSERT ON lines FOR EACH ROW EXECUTE FUNCTION fires();
  CREATE TABLE events (id int NOT NULL, year int NOT NULL, customer_id int) PARTITION BY LIST (year);
  CREATE TABLE events_1 PARTITION OF events FOR VALUES IN (1);
  CREATE TABLE events_2 PARTITION OF events FOR VALUES IN (2);
  CREATE TABLE events_3 (id int NOT NULL, year int NOT NULL, customer_id int);
  CREATE TABLE loose (id int, number int);
  CREATE TABLE bare (id int);
  CREATE SEQUENCE numbers;
  CREATE TABLE above (id int);
  CREATE TABLE beneath () INHERITS (above);
  CREATE TABLE coded (code varchar(20) PRIMARY KEY);
  CREATE TABLE coding (code varchar(20) REFERENCES coded);
  CREATE TABLE twice (id int, double int GENERATED ALWAYS AS (id * 2) STORED);
  INSERT INTO customers VALUES (1, 'a', 'a');
  INSERT INTO orders VALUES (1, 1, 1, 'a', 'a', 1, 1, now(), now(), 'sad', B'1', '1 day', 1, 'a', 'a', 'a', now(), now(), '1 day', '{a}', '10.0.0.0/8', B'11111111', 'a', '1', now(), 'a', 'a', 1);
  INSERT INTO lines VALUES (1, 1, 1);
  INSERT INTO coded VALUES ('a');
  INSERT INTO coding VALUES ('a');
  INSERT INTO events VALUES (1, 1, 1), (2, 2, 1);
  INSERT INTO events_3 VALUES (3, 3, 1);
  INSERT INTO loose VALUES (1, 1);
  INSERT INTO above VALUES (1);
  INSERT INTO beneath VALUES (1);
`;

const columns = [
  'ADD COLUMN more int',
  'ADD COLUMN more int DEFAULT 7',
  'ADD COLUMN more int NOT NULL DEFAULT 7',
  'ADD COLUMN more timestamptz NOT NULL DEFAULT now()',
  'ADD COLUMN more timestamp DEFAULT CURRENT_TIMESTAMP',
  "ADD COLUMN more mood NOT NULL DEFAULT 'sad'",
  "ADD COLUMN more text[] DEFAULT ARRAY['a']::text[]",
  'ADD COLUMN more uuid DEFAULT gen_random_uuid()',
  'ADD COLUMN more double precision DEFAULT random()',
  'ADD COLUMN more timestamptz DEFAULT clock_timestamp()',
  'ADD COLUMN more serial',
  'ADD COLUMN more int GENERATED ALWAYS AS IDENTITY',
  'ADD COLUMN more int GENERATED ALWAYS AS (id + 1) STORED',
  'ADD COLUMN more plain',
  'ADD COLUMN more short',
  'ADD COLUMN more int REFERENCES customers',
  'ADD COLUMN more int NOT NULL DEFAULT 1 REFERENCES customers',
  'ADD COLUMN more int CHECK (more > 0)',
  'ADD COLUMN more int DEFAULT 1 CHECK (more > 0)',
  'ADD COLUMN more int UNIQUE',
  'DROP COLUMN note',
  'DROP COLUMN customer_id',
  'ALTER COLUMN note SET NOT NULL',
  'ALTER COLUMN proven SET NOT NULL',
  'ALTER COLUMN uid SET NOT NULL',
  'ALTER COLUMN uid DROP NOT NULL',
  'ALTER COLUMN uid SET DEFAULT 3',
  'ALTER COLUMN uid DROP DEFAULT',
  'ALTER COLUMN uid ADD GENERATED ALWAYS AS IDENTITY',
  'ALTER COLUMN code TYPE varchar(40)',
  'ALTER COLUMN code TYPE varchar(10)',
  'ALTER COLUMN code TYPE varchar',
  'ALTER COLUMN code TYPE text',
  'ALTER COLUMN code TYPE char(20)',
  'ALTER COLUMN code TYPE text USING code::text',
  'ALTER COLUMN code TYPE text USING upper(code)',
  'ALTER COLUMN note TYPE varchar',
  'ALTER COLUMN note TYPE varchar(40)',
  'ALTER COLUMN note TYPE plain',
  'ALTER COLUMN note TYPE short',
  'ALTER COLUMN small TYPE varchar(40)',
  'ALTER COLUMN amount TYPE numeric(12,2)',
  'ALTER COLUMN amount TYPE numeric(12,3)',
  'ALTER COLUMN amount TYPE numeric',
  'ALTER COLUMN whole TYPE numeric(20,2)',
  'ALTER COLUMN uid TYPE bigint',
  'ALTER COLUMN uid TYPE int',
  'ALTER COLUMN at TYPE timestamp(3)',
  'ALTER COLUMN at TYPE timestamptz',
  "ALTER COLUMN at TYPE timestamptz USING at AT TIME ZONE 'UTC'",
  'ALTER COLUMN zoned TYPE timestamptz(3)',
  'ALTER COLUMN zoned TYPE timestamp(3)',
  'ALTER COLUMN zoned TYPE timestamp(6)',
  'ALTER COLUMN at TYPE timestamptz(3)',
  'ALTER COLUMN at TYPE timestamptz(6)',
  'ALTER COLUMN at3 TYPE timestamptz',
  'ALTER COLUMN at3 TYPE timestamptz(3)',
  'ALTER COLUMN at3 TYPE timestamptz(4)',
  'ALTER COLUMN at3 TYPE timestamptz(6)',
  'ALTER COLUMN state TYPE text',
  'ALTER COLUMN state TYPE mood USING (state::text::mood)',
  'ALTER COLUMN flags TYPE bit varying(16)',
  'ALTER COLUMN spell TYPE interval(3)',
  'ALTER COLUMN customer_id TYPE bigint',
  'ALTER COLUMN id TYPE bigint',
  'ALTER COLUMN indexed TYPE varchar(40)',
  'ALTER COLUMN partial TYPE varchar(40)',
  'ALTER COLUMN at3 TYPE timestamp',
  'ALTER COLUMN at3 TYPE timestamp(6)',
  'ALTER COLUMN at3 TYPE timestamp(1)',
  'ALTER COLUMN time3 TYPE time',
  'ALTER COLUMN spell3 TYPE interval',
  'ALTER COLUMN short_codes TYPE varchar(40)[]',
  'ALTER COLUMN short_codes TYPE varchar[]',
  'ALTER COLUMN short_codes TYPE text[]',
  'ALTER COLUMN net TYPE inet',
  'ALTER COLUMN fixed TYPE bit varying',
  'ALTER COLUMN fixed TYPE bit varying(8)',
  'ALTER COLUMN letters TYPE text',
  'ALTER COLUMN letters TYPE varchar',
  'ALTER COLUMN doc TYPE jsonb',
  'ALTER COLUMN doc TYPE text',
  'ALTER COLUMN whole_day TYPE timestamp',
  'ALTER COLUMN plain_one TYPE text',
  'ALTER COLUMN plain_one TYPE varchar',
  'ALTER COLUMN uid TYPE oid',
  'ALTER COLUMN uid TYPE smallint',
  'ALTER COLUMN uid TYPE numeric',
  'ALTER COLUMN uid TYPE text',
  'ALTER COLUMN state TYPE varchar',
  "ALTER COLUMN code TYPE varchar(40), ALTER COLUMN code SET DEFAULT 'a'",
  'ADD COLUMN more int, ALTER COLUMN note SET NOT NULL',
].map((action): Case => ({ area: 'columns', statement: `ALTER TABLE orders ${action}` }));

const unknownColumns: readonly Case[] = [
  {
    area: 'columns',
    statement: 'ALTER TABLE orders ADD COLUMN more int DEFAULT mine()',
    unknown: 'whether a function of yours gives the same value for all rows is not looked at',
  },
  {
    area: 'columns',
    statement: 'ALTER TABLE orders ALTER COLUMN at TYPE timestamptz',
    given: "SET TimeZone TO 'Asia/Tokyo'",
    unknown: 'in which time zone a session is is not known; in UTC both are kept in the same way',
  },
];

const otherColumns: readonly Case[] = [
  'ALTER TABLE orders ADD COLUMN more int GENERATED ALWAYS AS (id + 1) VIRTUAL',
  'ALTER TABLE twice ALTER COLUMN double SET EXPRESSION AS (id * 3)',
  'ALTER TABLE twice ALTER COLUMN double DROP EXPRESSION',
  'ALTER TABLE coded ALTER COLUMN code TYPE varchar(40), ADD COLUMN more uuid DEFAULT gen_random_uuid()',
  'ALTER TABLE coding ALTER COLUMN code TYPE varchar(40), ADD COLUMN more uuid DEFAULT gen_random_uuid()',
  'ALTER TABLE bare ADD COLUMN more int NOT NULL',
  'ALTER TABLE bare ADD COLUMN more int PRIMARY KEY',
  'ALTER TABLE above ADD COLUMN more int',
  'ALTER TABLE above ADD COLUMN more uuid DEFAULT gen_random_uuid()',
  'ALTER TABLE above ALTER COLUMN id SET NOT NULL',
  'ALTER TABLE above ALTER COLUMN id TYPE bigint',
  'ALTER TABLE above ALTER COLUMN id SET DEFAULT 1',
  'ALTER TABLE ONLY above ALTER COLUMN id SET DEFAULT 1',
  'ALTER TABLE above DROP COLUMN id',
  'ALTER TABLE coded ALTER COLUMN code TYPE varchar(40)',
  'ALTER TABLE coding ALTER COLUMN code TYPE varchar(40)',
  'ALTER TABLE coding ALTER COLUMN code TYPE text',
].map((statement): Case => ({ area: 'columns', statement, ...since(statement) }));

function since(statement: string): Pick<Case, 'from'> {
  if (statement.includes('VIRTUAL')) return { from: 18 };
  return statement.includes('SET EXPRESSION') ? { from: 17 } : {};
}

/** What one action writes anew, another one of the same statement may have to check. */
const severalColumns: readonly Case[] = ['coded', 'coding'].flatMap((table) =>
  [
    'ALTER COLUMN code TYPE varchar(40), ALTER COLUMN number TYPE bigint',
    'ALTER COLUMN number TYPE bigint, ALTER COLUMN code TYPE varchar(40)',
    'ALTER COLUMN code TYPE varchar(40), ALTER COLUMN number TYPE oid',
  ].map(
    (actions): Case => ({
      area: 'columns',
      statement: `ALTER TABLE ${table} ${actions}`,
      given: `ALTER TABLE ${table} ADD COLUMN number int`,
    }),
  ),
);

const constraints: readonly Case[] = [
  ...[
    'DROP CONSTRAINT orders_customer, ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers ON DELETE CASCADE',
    'ADD FOREIGN KEY (buyer) REFERENCES customers',
    'ADD FOREIGN KEY (buyer) REFERENCES customers NOT VALID',
    'ADD FOREIGN KEY (buyer) REFERENCES orders',
    'ADD CHECK (uid > 0)',
    'ADD CHECK (uid > 0) NOT VALID',
    'ADD UNIQUE (uid)',
    'DROP CONSTRAINT orders_customer',
    'DROP CONSTRAINT proves',
    'DROP CONSTRAINT orders_pkey CASCADE',
    'ALTER CONSTRAINT orders_customer DEFERRABLE',
    'ADD EXCLUDE (uid WITH =)',
  ].map((action): Case => ({ area: 'constraints', statement: `ALTER TABLE orders ${action}` })),
  { area: 'constraints', statement: 'ALTER TABLE events ADD FOREIGN KEY (customer_id) REFERENCES customers' },
  { area: 'constraints', statement: 'ALTER TABLE events ADD CHECK (id > 0)' },
  { area: 'constraints', statement: 'ALTER TABLE events ADD UNIQUE (id, year)' },
  {
    area: 'constraints',
    statement: 'ALTER TABLE loose ADD FOREIGN KEY (id, number) REFERENCES events',
    given: 'ALTER TABLE events ADD PRIMARY KEY (id, year)',
  },
  {
    area: 'constraints',
    statement: 'ALTER TABLE events VALIDATE CONSTRAINT positive',
    given: 'ALTER TABLE events ADD CONSTRAINT positive CHECK (id > 0) NOT VALID',
  },
  {
    area: 'constraints',
    statement: 'ALTER TABLE events DROP CONSTRAINT positive',
    given: 'ALTER TABLE events ADD CONSTRAINT positive CHECK (id > 0)',
  },
  {
    area: 'constraints',
    statement: 'ALTER TABLE events DROP CONSTRAINT customer',
    given: 'ALTER TABLE events ADD CONSTRAINT customer FOREIGN KEY (customer_id) REFERENCES customers',
  },
  { area: 'constraints', statement: 'ALTER TABLE above ADD CHECK (id > 0)' },
  { area: 'constraints', statement: 'ALTER TABLE above ADD UNIQUE (id)' },
  { area: 'constraints', statement: 'ALTER TABLE above ADD FOREIGN KEY (id) REFERENCES customers' },
  {
    area: 'constraints',
    statement: 'ALTER TABLE orders VALIDATE CONSTRAINT later',
    given: 'ALTER TABLE orders ADD CONSTRAINT later FOREIGN KEY (buyer) REFERENCES customers NOT VALID',
  },
  { area: 'constraints', statement: 'ALTER TABLE orders VALIDATE CONSTRAINT orders_customer' },
  {
    area: 'constraints',
    statement: 'ALTER TABLE orders VALIDATE CONSTRAINT positive',
    given: 'ALTER TABLE orders ADD CONSTRAINT positive CHECK (uid > 0) NOT VALID',
  },
  {
    area: 'constraints',
    statement: 'ALTER TABLE orders ADD CONSTRAINT taken UNIQUE USING INDEX taken',
    given: 'CREATE UNIQUE INDEX taken ON orders (uid)',
  },
  { area: 'constraints', statement: 'ALTER TABLE loose ADD PRIMARY KEY (id)' },
  {
    area: 'constraints',
    statement: 'ALTER TABLE loose ADD CONSTRAINT taken PRIMARY KEY USING INDEX taken',
    given: 'CREATE UNIQUE INDEX taken ON loose (id)',
  },
  {
    area: 'constraints',
    statement: 'ALTER TABLE loose ADD CONSTRAINT taken PRIMARY KEY USING INDEX taken',
    given: 'ALTER TABLE loose ALTER COLUMN id SET NOT NULL; CREATE UNIQUE INDEX taken ON loose (id)',
  },
  {
    area: 'constraints',
    statement: 'ALTER TABLE loose ALTER COLUMN id SET NOT NULL',
    given: 'ALTER TABLE loose ADD CONSTRAINT proves CHECK (id IS NOT NULL) NOT VALID',
  },
  {
    area: 'constraints',
    statement: 'ALTER TABLE loose ALTER COLUMN id SET NOT NULL',
    given: 'ALTER TABLE loose ADD CONSTRAINT proves CHECK (id IS NOT NULL AND number > 0)',
  },
  {
    area: 'constraints',
    statement: 'ALTER TABLE loose ADD CONSTRAINT needs NOT NULL id NOT VALID',
    from: 18,
  },
];

const indexes: readonly Case[] = [
  { area: 'indexes', statement: 'CREATE INDEX ON orders (uid)' },
  { area: 'indexes', statement: 'CREATE UNIQUE INDEX ON orders (uid)' },
  { area: 'indexes', statement: 'CREATE INDEX ON orders (uid) WHERE uid > 3' },
  { area: 'indexes', statement: 'CREATE INDEX CONCURRENTLY ON orders (seen(uid))', not: 17 },
  { area: 'indexes', statement: 'CREATE INDEX ON events (id)' },
  { area: 'indexes', statement: 'CREATE INDEX ON ONLY events (id)' },
  { area: 'indexes', statement: 'CREATE INDEX ON above (id)' },
  { area: 'indexes', statement: 'DROP INDEX orders_code' },
  { area: 'indexes', statement: 'DROP INDEX events_id', given: 'CREATE INDEX events_id ON events (id)' },
  { area: 'indexes', statement: 'ALTER INDEX orders_code RENAME TO other' },
];

const tables: readonly Case[] = [
  { area: 'tables', statement: 'CREATE TABLE more (id int REFERENCES customers)' },
  { area: 'tables', statement: 'CREATE TABLE more (LIKE customers)' },
  { area: 'tables', statement: 'CREATE TABLE more () INHERITS (loose)' },
  { area: 'tables', statement: 'DROP TABLE loose' },
  { area: 'tables', statement: 'DROP TABLE above CASCADE' },
  { area: 'tables', statement: 'DROP TABLE beneath' },
  { area: 'tables', statement: 'CREATE MATERIALIZED VIEW seen_orders AS SELECT id FROM orders' },
  { area: 'tables', statement: 'DROP TABLE loose, lines' },
  { area: 'tables', statement: 'DROP TABLE lines' },
  { area: 'tables', statement: 'DROP TABLE customers CASCADE' },
  { area: 'tables', statement: 'DROP TABLE events' },
  { area: 'tables', statement: 'CREATE VIEW seen_orders AS SELECT id FROM orders' },
];

const partitions: readonly Case[] = [
  { area: 'partitions', statement: 'CREATE TABLE events_4 PARTITION OF events FOR VALUES IN (4)' },
  {
    area: 'partitions',
    statement: 'CREATE TABLE events_4 PARTITION OF events FOR VALUES IN (4)',
    given: 'CREATE TABLE others PARTITION OF events DEFAULT',
    unknown: 'which partition takes all other rows is not read',
  },
  { area: 'partitions', statement: 'ALTER TABLE events ATTACH PARTITION events_3 FOR VALUES IN (3)' },
  {
    area: 'partitions',
    statement: 'ALTER TABLE events ATTACH PARTITION events_3 FOR VALUES IN (3)',
    given: 'ALTER TABLE events_3 ADD CHECK (year = 3)',
  },
  {
    area: 'partitions',
    statement: 'ALTER TABLE events ATTACH PARTITION events_3 FOR VALUES IN (3)',
    given: 'CREATE TABLE others PARTITION OF events DEFAULT',
    unknown: 'which partition takes all other rows is not read',
  },
  { area: 'partitions', statement: 'ALTER TABLE bare INHERIT above' },
  { area: 'partitions', statement: 'ALTER TABLE above INHERIT bare' },
  { area: 'partitions', statement: 'ALTER TABLE beneath NO INHERIT above' },
  { area: 'partitions', statement: 'ALTER TABLE events DETACH PARTITION events_2' },
  {
    area: 'partitions',
    statement: 'ALTER TABLE events ATTACH PARTITION events_3 FOR VALUES IN (3)',
    given: 'ALTER TABLE events ADD FOREIGN KEY (customer_id) REFERENCES customers',
  },
  {
    area: 'partitions',
    statement: 'ALTER TABLE events DETACH PARTITION events_2',
    given: 'ALTER TABLE events ADD FOREIGN KEY (customer_id) REFERENCES customers',
  },
  {
    area: 'partitions',
    statement: 'CREATE TABLE events_4 PARTITION OF events FOR VALUES IN (4)',
    given: 'ALTER TABLE events ADD FOREIGN KEY (customer_id) REFERENCES customers',
  },
  {
    area: 'partitions',
    statement: 'DROP TABLE events_2',
    given: 'ALTER TABLE events ADD FOREIGN KEY (customer_id) REFERENCES customers',
  },
  { area: 'partitions', statement: 'ALTER TABLE events ALTER COLUMN customer_id SET DEFAULT 1' },
  { area: 'partitions', statement: 'ALTER TABLE events ALTER COLUMN id DROP NOT NULL' },
  { area: 'partitions', statement: 'ALTER TABLE events ALTER COLUMN id TYPE bigint' },
  { area: 'partitions', statement: 'ALTER TABLE events RENAME COLUMN id TO number' },
  { area: 'partitions', statement: 'CREATE TRIGGER t AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION fires()' },
  {
    area: 'partitions',
    statement: 'DROP TRIGGER t ON events',
    given: 'CREATE TRIGGER t AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION fires()',
  },
  { area: 'partitions', statement: 'ALTER TABLE events RENAME TO happenings' },
  { area: 'partitions', statement: 'ALTER TABLE events ADD COLUMN more int' },
  { area: 'partitions', statement: 'ALTER TABLE events ADD COLUMN more uuid DEFAULT gen_random_uuid()' },
  { area: 'partitions', statement: 'ALTER TABLE events ALTER COLUMN customer_id SET NOT NULL' },
  { area: 'partitions', statement: 'DROP TABLE events_2' },
];

const names: readonly Case[] = [
  'ALTER TABLE orders RENAME TO purchases',
  'ALTER TABLE orders RENAME COLUMN note TO remark',
  'ALTER TABLE orders RENAME CONSTRAINT proves TO proof',
  'ALTER TABLE orders SET SCHEMA other',
  'CREATE TRIGGER more BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION fires()',
  'CREATE CONSTRAINT TRIGGER more AFTER INSERT ON orders FROM customers FOR EACH ROW EXECUTE FUNCTION fires()',
  'DROP TRIGGER fires ON lines',
  'ALTER TRIGGER fires ON lines RENAME TO other',
  'CREATE POLICY mine ON orders USING (true)',
  'ALTER TABLE above RENAME COLUMN id TO number',
  'ALTER SEQUENCE numbers OWNED BY loose.id',
  "ALTER TYPE mood ADD VALUE 'calm'",
].map((statement): Case => ({ area: 'names and triggers', statement }));

export const cases: readonly Case[] = [
  ...columns,
  ...otherColumns,
  ...unknownColumns,
  ...severalColumns,
  ...constraints,
  ...indexes,
  ...tables,
  ...partitions,
  ...names,
].map((one) => ({ ...one, ...lookedUpBy(one) }));

function lookedUpBy({ statement, given: more = '' }: Case): Pick<Case, 'looksUp'> {
  if (/REFERENCES events/.test(statement)) return { looksUp: /^events/ };
  if (/TABLE coding .*number TYPE bigint/.test(statement)) return { looksUp: /^coded$/ };
  const isCustomer =
    /REFERENCES customers|VALIDATE CONSTRAINT later|customer_id TYPE bigint/.test(statement) ||
    (/ATTACH/.test(statement) && /REFERENCES customers/.test(more));
  return isCustomer ? { looksUp: /^customers$/ } : {};
}
