-- DropForeignKey
ALTER TABLE "Order" DROP CONSTRAINT "Order_customer_fkey";

-- DropIndex
DROP INDEX "Order_note_idx";

-- AlterTable
ALTER TABLE "Order" DROP COLUMN "note",
ADD COLUMN     "paidAt" TIMESTAMP(3),
ALTER COLUMN "weight" DROP DEFAULT;
ALTER TABLE "customers" RENAME COLUMN "oldName" TO "nick";
ALTER TABLE "customers" ALTER COLUMN "nick" SET NOT NULL;
ALTER TABLE "customers" DROP COLUMN "nick";
ALTER TABLE "Order" RENAME CONSTRAINT "Order_pkey" TO "orders_pkey";
ALTER INDEX "customers_newest" RENAME TO "customers_new";
ALTER INDEX "customers_new" RENAME TO "customers_newest";

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE UNIQUE INDEX "Order_shop_number_key" ON "Order"("shop", "number");
CREATE INDEX IF NOT EXISTS "Order_customerId_idx" ON "Order"("customerId");
