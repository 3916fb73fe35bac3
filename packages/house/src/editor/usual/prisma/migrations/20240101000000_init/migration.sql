-- CreateEnum
CREATE TYPE "role" AS ENUM ('BUYER', 'seller');

-- CreateTable
CREATE TABLE "customers" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" VARCHAR(100),
    "role" "role" NOT NULL DEFAULT 'BUYER',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "settings" JSONB,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "inviterId" TEXT,
    "oldName" TEXT,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Group" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "_CustomerToGroup" (
    "A" TEXT NOT NULL,
    "B" INTEGER NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "customers_email_key" ON "customers"("email");
CREATE INDEX "customers_newest" ON "customers"("created_at" DESC);
CREATE UNIQUE INDEX "_CustomerToGroup_AB_unique" ON "_CustomerToGroup"("A", "B");
CREATE INDEX "_CustomerToGroup_B_index" ON "_CustomerToGroup"("B");

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_inviterId_fkey" FOREIGN KEY ("inviterId") REFERENCES "customers"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "_CustomerToGroup" ADD CONSTRAINT "_CustomerToGroup_A_fkey" FOREIGN KEY ("A") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_CustomerToGroup" ADD CONSTRAINT "_CustomerToGroup_B_fkey" FOREIGN KEY ("B") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;
