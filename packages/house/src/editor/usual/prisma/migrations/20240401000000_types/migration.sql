-- AlterEnum
BEGIN;
CREATE TYPE "role_new" AS ENUM ('BUYER', 'seller', 'ADMIN');
ALTER TABLE "customers" ALTER COLUMN "role" DROP DEFAULT;
ALTER TABLE "customers" ALTER COLUMN "role" TYPE "role_new" USING ("role"::text::"role_new");
ALTER TYPE "role" RENAME TO "role_old";
ALTER TYPE "role_new" RENAME TO "role";
DROP TYPE "role_old";
ALTER TABLE "customers" ALTER COLUMN "role" SET DEFAULT 'BUYER';
COMMIT;

ALTER TYPE "role" ADD VALUE 'GUEST';
ALTER TYPE "role" ADD VALUE IF NOT EXISTS 'OTHER' BEFORE 'GUEST';

-- AlterTable
ALTER TABLE "customers" ALTER COLUMN "name" SET DATA TYPE VARCHAR(200);
ALTER TABLE "Draft" ALTER COLUMN "text" TYPE TEXT;
ALTER TABLE "Draft" DROP CONSTRAINT "Draft_pkey",
ADD COLUMN     "uuid" UUID NOT NULL DEFAULT gen_random_uuid(),
ADD CONSTRAINT "Draft_pkey" PRIMARY KEY ("uuid");
UPDATE "customers" SET "name" = 'nobody' WHERE "name" IS NULL;

-- DropTable
DROP TABLE "Draft";
DROP TABLE IF EXISTS "Draft" CASCADE;
