/** An unsafe statement, and the rule that has to find it in a new migration. */
export interface Planted {
  readonly sql: string;
  readonly rule: string;
}

/** The project in which they are planted: tables that people use, made by migrations of long ago. */
export const project: Readonly<Record<string, string>> = {
  '20230101000000_init': `
    CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');
    CREATE TABLE "User" ("id" TEXT NOT NULL, "email" TEXT NOT NULL, "name" VARCHAR(50), "role" "Role" NOT NULL DEFAULT 'USER',
      "age" INTEGER, "teamId" TEXT, "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
    CREATE TABLE "Team" ("id" TEXT NOT NULL, "name" TEXT NOT NULL, "plan" TEXT, CONSTRAINT "Team_pkey" PRIMARY KEY ("id"));
    CREATE TABLE "Order" ("id" SERIAL NOT NULL, "userId" TEXT NOT NULL, "payerId" TEXT, "total" DECIMAL(10,2) NOT NULL, "state" TEXT,
      "placed" BOOLEAN, CONSTRAINT "Order_pkey" PRIMARY KEY ("id"));
    CREATE TABLE "Item" ("orderId" INTEGER, "sku" TEXT, "count" INTEGER, "price" DECIMAL(10,2));
    CREATE TABLE "Log" ("id" INTEGER NOT NULL, "at" TIMESTAMP(3) NOT NULL) PARTITION BY RANGE ("at");
    CREATE TABLE "Log_2023" PARTITION OF "Log" FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
    CREATE UNIQUE INDEX "User_email_key" ON "User"("email");`,
  '20230201000000_relations': `
    ALTER TABLE "User" ADD CONSTRAINT "User_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE SET NULL ON UPDATE CASCADE;
    ALTER TABLE "Order" ADD CONSTRAINT "Order_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
    ALTER TABLE "Item" ADD CONSTRAINT "Item_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE CASCADE ON UPDATE CASCADE;
    ALTER TABLE "Order" ADD CONSTRAINT "Order_state_check" CHECK ("state" <> '') NOT VALID;`,
};

const plantedFor = (rule: string, ...statements: readonly string[]): readonly Planted[] =>
  statements.map((sql) => ({ rule: `migrations/${rule}`, sql }));

/** In the styles in which people and generators write them. */
export const planted: readonly Planted[] = [
  ...plantedFor(
    'foreign-key-locks-writes',
    'ALTER TABLE "Order" ADD CONSTRAINT "Order_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;',
    'ALTER TABLE "Order" ADD FOREIGN KEY ("payerId") REFERENCES "User";',
    'alter table public."Order" add constraint payer foreign key ("payerId") references public."User"(id);',
    'ALTER TABLE "Order" ADD COLUMN "teamId" TEXT;\nALTER TABLE "Order" ADD CONSTRAINT t FOREIGN KEY ("teamId") REFERENCES "Team"("id");',
    `ALTER TABLE "Order" ADD COLUMN "teamId" TEXT NOT NULL DEFAULT 'main' REFERENCES "Team"("id");`,
    'CREATE TABLE "Plan" ("id" TEXT PRIMARY KEY);\nALTER TABLE "Team" ADD CONSTRAINT p FOREIGN KEY ("plan") REFERENCES "Plan"("id");',
    'ALTER TABLE "Order" DROP CONSTRAINT "Order_userId_fkey", ADD CONSTRAINT "Order_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE;',
    'ALTER TABLE "Order" DROP CONSTRAINT "Order_userId_fkey";\nALTER TABLE "Order" ADD CONSTRAINT "Order_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE;',
    'DO $$ BEGIN\n  ALTER TABLE "Order" ADD CONSTRAINT payer FOREIGN KEY ("payerId") REFERENCES "User"("id");\nEXCEPTION WHEN duplicate_object THEN NULL;\nEND $$;',
    `DO $$ BEGIN\n  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'payer') THEN\n    ALTER TABLE "Order" ADD CONSTRAINT payer FOREIGN KEY ("payerId") REFERENCES "User"("id");\n  END IF;\nEND $$;`,
    'ALTER TABLE "User" RENAME TO "Person";\nALTER TABLE "Order" ADD CONSTRAINT payer FOREIGN KEY ("payerId") REFERENCES "Person"("id");',
  ),
  ...plantedFor(
    'validate-in-same-transaction',
    'ALTER TABLE "Order" ADD CONSTRAINT payer FOREIGN KEY ("payerId") REFERENCES "User"("id") NOT VALID;\nALTER TABLE "Order" VALIDATE CONSTRAINT payer;',
    'ALTER TABLE "Order" ADD CONSTRAINT paid CHECK ("total" >= 0) NOT VALID;\nALTER TABLE "Order" VALIDATE CONSTRAINT paid;',
    'ALTER TABLE "Order" ADD COLUMN "note" TEXT;\nALTER TABLE "Order" VALIDATE CONSTRAINT "Order_state_check";',
    'BEGIN;\nALTER TABLE "Order" ADD CONSTRAINT payer FOREIGN KEY ("payerId") REFERENCES "User"("id") NOT VALID;\nALTER TABLE "Order" VALIDATE CONSTRAINT payer;\nCOMMIT;',
    `DO $$ BEGIN\n  EXECUTE 'ALTER TABLE "Order" ADD CONSTRAINT payer FOREIGN KEY ("payerId") REFERENCES "User"("id") NOT VALID';\n  EXECUTE 'ALTER TABLE "Order" VALIDATE CONSTRAINT payer';\nEND $$;`,
  ),
  ...plantedFor(
    'concurrently-in-transaction',
    'CREATE INDEX CONCURRENTLY "Order_payerId_idx" ON "Order"("payerId");\nCREATE INDEX CONCURRENTLY "Order_state_idx" ON "Order"("state");',
    `SET lock_timeout = '5s';\nCREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON "Team"("name");`,
    'DROP INDEX CONCURRENTLY "User_email_key";\nSELECT 1;',
    'ALTER TABLE "Order" ADD COLUMN "note" TEXT;\nCREATE INDEX CONCURRENTLY ON "Order"("note");',
    'COMMIT;\nCREATE INDEX CONCURRENTLY i ON "Team"("name");',
  ),
  ...plantedFor(
    'index-locks-writes',
    'CREATE INDEX "Order_payerId_idx" ON "Order"("payerId");',
    'CREATE UNIQUE INDEX "Team_name_key" ON "Team"("name");',
    'CREATE INDEX IF NOT EXISTS i ON public."Order" USING btree ("state", "placed");',
    'create index on "User" (lower("name"));',
    'CREATE INDEX i ON "Order"("state") WHERE "placed" IS NULL;',
    'CREATE INDEX i ON "User" USING hash ("name");',
    'ALTER TABLE "User" ADD COLUMN "handle" TEXT;\nCREATE UNIQUE INDEX "User_handle_key" ON "User"("handle");',
    'DROP INDEX "User_email_key";\nCREATE UNIQUE INDEX "User_email_teamId_key" ON "User"("email", "teamId");',
    'CREATE INDEX i ON "Log"("id");',
  ),
  ...plantedFor(
    'add-required-column',
    'ALTER TABLE "User" ADD COLUMN "handle" TEXT NOT NULL;',
    'ALTER TABLE "Order" ADD COLUMN "due" TIMESTAMP(3) NOT NULL, ADD COLUMN "note" TEXT;',
    'ALTER TABLE "Team" ADD COLUMN IF NOT EXISTS "slug" VARCHAR(20) NOT NULL;',
    'ALTER TABLE "Order" DROP COLUMN "state", ADD COLUMN "state" "Role" NOT NULL;',
    'ALTER TABLE "Item" ADD COLUMN "id" TEXT NOT NULL, ADD CONSTRAINT "Item_pkey" PRIMARY KEY ("id");',
  ),
  ...plantedFor(
    'set-not-null-scan',
    'ALTER TABLE "Order" ALTER COLUMN "payerId" SET NOT NULL;',
    `UPDATE "Order" SET "state" = 'new' WHERE "state" IS NULL;\nALTER TABLE "Order" ALTER COLUMN "state" SET NOT NULL, ALTER COLUMN "state" SET DEFAULT 'new';`,
    'alter table "User" alter "age" set not null;',
    'ALTER TABLE "User" ADD COLUMN "score" INTEGER;\nUPDATE "User" SET "score" = 0;\nALTER TABLE "User" ALTER COLUMN "score" SET NOT NULL;',
    'ALTER TABLE "Team" ADD CONSTRAINT planned CHECK ("plan" IS NOT NULL) NOT VALID;\nALTER TABLE "Team" ALTER COLUMN "plan" SET NOT NULL;',
  ),
  ...plantedFor(
    'column-type-rewrite',
    'ALTER TABLE "User" ALTER COLUMN "age" SET DATA TYPE BIGINT;',
    'ALTER TABLE "User" ALTER COLUMN "name" TYPE VARCHAR(20);',
    'ALTER TABLE "Order" ALTER COLUMN "total" TYPE DECIMAL(10,4);',
    'ALTER TABLE "User" ALTER COLUMN "createdAt" TYPE TIMESTAMPTZ USING "createdAt" AT TIME ZONE \'UTC\';',
    'CREATE TYPE "Role_new" AS ENUM (\'USER\');\nALTER TABLE "User" ALTER COLUMN "role" DROP DEFAULT;\nALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");',
    'ALTER TABLE "Order" ALTER COLUMN "id" TYPE BIGINT;',
    'ALTER TABLE "Item" ALTER COLUMN "count" TYPE TEXT USING "count"::text;',
    'ALTER TABLE "Team" ALTER COLUMN "plan" TYPE JSONB USING "plan"::jsonb;',
  ),
  ...plantedFor(
    'volatile-default-rewrite',
    'ALTER TABLE "Item" ADD COLUMN "id" UUID NOT NULL DEFAULT gen_random_uuid();',
    'ALTER TABLE "Item" ADD COLUMN "id" SERIAL NOT NULL;',
    'ALTER TABLE "Item" ADD COLUMN "id" BIGINT GENERATED BY DEFAULT AS IDENTITY;',
    'ALTER TABLE "Item" ADD COLUMN "sum" NUMERIC GENERATED ALWAYS AS ("price" * "count") STORED;',
    'CREATE SEQUENCE numbers;\nALTER TABLE "Item" ADD COLUMN "number" INTEGER NOT NULL DEFAULT nextval(\'numbers\');',
    'ALTER TABLE "User" ADD COLUMN "seen" TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp();',
  ),
  ...plantedFor(
    'check-locks-table',
    'ALTER TABLE "Order" ADD CONSTRAINT paid CHECK ("total" >= 0);',
    'ALTER TABLE "Order" DROP CONSTRAINT "Order_state_check", ADD CONSTRAINT "Order_state_check" CHECK ("state" IN (\'a\', \'b\'));',
    'ALTER TABLE "User" ADD COLUMN "score" INTEGER CHECK ("score" > 0);',
    'ALTER TABLE "Log" ADD CHECK ("id" > 0);',
  ),
  ...plantedFor(
    'unique-locks-table',
    'ALTER TABLE "Team" ADD CONSTRAINT "Team_name_key" UNIQUE ("name");',
    'ALTER TABLE "Order" ADD UNIQUE ("userId", "state") DEFERRABLE INITIALLY DEFERRED;',
    'ALTER TABLE "User" ADD COLUMN "handle" TEXT UNIQUE;',
  ),
  ...plantedFor(
    'primary-key-locks-table',
    'ALTER TABLE "Item" ADD PRIMARY KEY ("orderId", "sku");',
    'ALTER TABLE "User" DROP CONSTRAINT "User_pkey" CASCADE, ADD CONSTRAINT "User_pkey" PRIMARY KEY ("email");',
    'CREATE UNIQUE INDEX i ON "Item"("sku");\nALTER TABLE "Item" ADD CONSTRAINT "Item_pkey" PRIMARY KEY USING INDEX i;',
  ),
  ...plantedFor(
    'drop-locks-referenced',
    'ALTER TABLE "Order" DROP CONSTRAINT "Order_userId_fkey";',
    'DROP TABLE "Item";',
    'DROP TABLE IF EXISTS "Order" CASCADE;',
    'ALTER TABLE "User" DROP COLUMN "teamId";',
    'ALTER TABLE "User" DROP CONSTRAINT "User_pkey" CASCADE;',
  ),
];
