CREATE EXTENSION IF NOT EXISTS "pgcrypto";
CREATE TABLE IF NOT EXISTS public.returns (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  order_id bigint NOT NULL,
  position integer NOT NULL CHECK (position > 0),
  reason text,
  raw tsvector,
  UNIQUE (order_id, position)
);

DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'returns_item_fkey') THEN
    ALTER TABLE returns ADD CONSTRAINT returns_item_fkey
      FOREIGN KEY (order_id, position) REFERENCES "OrderItem" ("orderId", position) ON DELETE RESTRICT NOT VALID;
  END IF;
EXCEPTION
  WHEN duplicate_object THEN null;
END $$;
ALTER TABLE returns VALIDATE CONSTRAINT returns_item_fkey;

CREATE OR REPLACE FUNCTION touch() RETURNS trigger AS $$
BEGIN
  NEW."updatedAt" = now();
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER touched BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION touch();
CREATE VIEW paid AS SELECT * FROM "Order" WHERE "isPaid";
COMMENT ON TABLE returns IS 'what came back';
INSERT INTO "Group" (name) VALUES ('all');
