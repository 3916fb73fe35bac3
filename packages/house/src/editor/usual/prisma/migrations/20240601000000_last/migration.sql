-- RedefineTables
ALTER TABLE "Group" RENAME TO "CustomerGroup";
ALTER TABLE "CustomerGroup" RENAME TO "Group";
ALTER TABLE "Group" ADD COLUMN "code" TEXT NOT NULL DEFAULT 'x', ADD CONSTRAINT "Group_code_key" UNIQUE ("code");
