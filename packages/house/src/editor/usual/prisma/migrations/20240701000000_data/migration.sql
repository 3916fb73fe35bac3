-- What grown histories have besides: rows that are mended, queries that make things, code with variables.
CREATE SCHEMA IF NOT EXISTS "reports";

UPDATE "customers" c SET "name" = upper(trim(c."email")), "settings" = jsonb_build_object('a', 1, 'b', "email")
FROM "Order" o WHERE o."customerId" = c."id" AND c."name" IS NULL AND (o."total" > 10 OR o."isPaid" IN (true, false));
UPDATE "Order" SET "weight" = extract(epoch FROM "paidAt") * 1000, "total" = CASE WHEN "total" > 0 THEN "total" ELSE 0 END;
INSERT INTO "Group" ("name", "code")
SELECT DISTINCT o."shop", coalesce(o."shop", 'x')::text FROM "Order" o
LEFT JOIN "customers" c ON c."id" = o."customerId"
WHERE NOT EXISTS (SELECT 1 FROM "Group" g WHERE g."name" = o."shop") AND o."paidAt" > now() - interval '1 day'
GROUP BY o."shop" HAVING count(*) > 1 ORDER BY 1 DESC LIMIT 10
ON CONFLICT ("code") DO UPDATE SET "name" = excluded."name";
DELETE FROM "OrderItem" WHERE "orderId" NOT IN (SELECT "id" FROM "Order");
WITH paid AS (SELECT "customerId", sum("total") AS total FROM "Order" WHERE "isPaid" GROUP BY "customerId")
UPDATE "customers" SET "updatedAt" = now() FROM paid WHERE paid."customerId" = "customers"."id";

ALTER TABLE "customers" ADD COLUMN "initials" CHAR(2);
CREATE INDEX ON "Order" ("shop", "paidAt");
CREATE INDEX "Order_settings" ON "customers" USING gin ("settings" jsonb_path_ops);
CREATE UNIQUE INDEX "customers_lower" ON "customers" (lower("email"));
CREATE INDEX "Order_shop_idx" ON "Order" ("shop");
ALTER TABLE "OrderItem" ADD CONSTRAINT "OrderItem_article_check" CHECK ("article" <> '' AND length("article") < 100);

CREATE OR REPLACE VIEW "reports"."totals" AS
SELECT o."shop", count(*) AS orders, sum(o."total") AS total, max(c."created_at")::date AS newest
FROM "Order" o JOIN "customers" c ON c."id" = o."customerId" WHERE o."isPaid" GROUP BY o."shop";
CREATE MATERIALIZED VIEW "latest" AS SELECT "id", "email" AS mail, now() AS at FROM "customers" ORDER BY "created_at";
DROP MATERIALIZED VIEW IF EXISTS "latest";
DROP VIEW "paid";

DO $$
DECLARE
  wanted text := 'code';
  found integer;
BEGIN
  SELECT count(*) INTO found FROM information_schema.columns WHERE table_name = 'Group' AND column_name = wanted;
  IF found = 0 THEN
    EXECUTE format('ALTER TABLE %I ADD COLUMN %I text', 'Group', wanted);
  ELSIF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = 'public' AND table_name = 'nowhere') THEN
    ALTER TABLE "Group" DROP COLUMN "code";
  END IF;
END $$;

CREATE OR REPLACE FUNCTION count_orders(shop_name text, OUT total bigint) LANGUAGE sql AS $$
  SELECT count(*) FROM "Order" WHERE "shop" = shop_name
$$;
DROP FUNCTION IF EXISTS count_orders(text);
DROP TRIGGER IF EXISTS touched ON customers;
ALTER TABLE "Group" RENAME COLUMN "code" TO "key";
ALTER TABLE "Group" RENAME COLUMN "key" TO "code";
ALTER SEQUENCE "Group_id_seq" OWNED BY "Group"."id";
SELECT setval('"Group_id_seq"', (SELECT max("id") FROM "Group"));
SELECT pg_catalog.set_config('search_path', 'public', false);
SET statement_timeout = 0;
GRANT SELECT ON "Order" TO PUBLIC;

CREATE TABLE "Visit" (
    "id" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "orderId" BIGINT,
    "created_by" TEXT,
    "page" VARCHAR(40) DEFAULT '',
    "amount" DECIMAL(10,2) NOT NULL DEFAULT 1.00,
    "seenAt" TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP,
    "gone" TEXT,

    CONSTRAINT "Visit_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Visit_customerId_seenAt_idx" ON "Visit" ("customerId", "seenAt" DESC) INCLUDE ("page");
CREATE INDEX "Visit_by_page" ON "Visit" ("page");

DO $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM information_schema.table_constraints
    WHERE constraint_name = 'Visit_orderId_fkey' AND table_name = 'Visit'
  ) THEN
    ALTER TABLE "Visit" ADD CONSTRAINT "Visit_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
  END IF;
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'Visit' AND column_name = 'order_id') THEN
    ALTER TABLE "Visit" ADD CONSTRAINT "Visit_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "Order" ("id");
  END IF;
END $$;
ALTER TABLE "OrderItem" DROP CONSTRAINT "OrderItem_orderId_fkey";
CREATE UNIQUE INDEX "Visit_page_and_the_customer_and_when_it_was_seen_by_somebody_idx" ON "Visit" ("page", "customerId", "seenAt") WHERE "gone" IS NULL;
