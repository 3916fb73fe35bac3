CREATE INDEX CONCURRENTLY "Order_paid" ON "Order" USING btree ("paidAt" DESC NULLS LAST) WHERE "isPaid" = true;
