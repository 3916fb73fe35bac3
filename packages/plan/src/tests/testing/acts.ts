/** Every action, and what stands in its way. */
export const acts = `
CREATE TYPE kind AS ENUM ('one', 'two');
CREATE TABLE tenants (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL UNIQUE);
CREATE TABLE people (
  tenant uuid NOT NULL REFERENCES tenants, id int GENERATED ALWAYS AS IDENTITY, kind kind NOT NULL,
  boss int, PRIMARY KEY (tenant, id),
  CONSTRAINT people_boss FOREIGN KEY (tenant, boss) REFERENCES people (tenant, id) ON DELETE SET NULL (boss));
CREATE TABLE posts (
  id bigserial PRIMARY KEY, tenant uuid, author int, slug varchar(10) NOT NULL UNIQUE CHECK (slug <> ''),
  CONSTRAINT posts_author FOREIGN KEY (tenant, author) REFERENCES people ON DELETE CASCADE ON UPDATE CASCADE);
CREATE TABLE labels (slug varchar(10) REFERENCES posts (slug) ON DELETE SET DEFAULT ON UPDATE SET NULL DEFAULT 'none', id int PRIMARY KEY);
CREATE TABLE details (post bigint PRIMARY KEY REFERENCES posts ON DELETE CASCADE ON UPDATE CASCADE, note text);
CREATE TABLE notes (
  id int PRIMARY KEY, post bigint NOT NULL REFERENCES posts ON DELETE SET NULL,
  label int REFERENCES labels ON DELETE SET NULL ON UPDATE SET DEFAULT DEFERRABLE INITIALLY DEFERRED,
  about bigint CONSTRAINT notes_about REFERENCES posts ON DELETE SET NULL, CHECK (about IS NOT NULL OR label IS NOT NULL));
CREATE TABLE eggs (id int PRIMARY KEY, hen int NOT NULL);
CREATE TABLE hens (id int PRIMARY KEY, egg int NOT NULL REFERENCES eggs ON DELETE RESTRICT ON UPDATE RESTRICT);
ALTER TABLE eggs ADD CONSTRAINT eggs_hen FOREIGN KEY (hen) REFERENCES hens;
CREATE TABLE pairs (
  a int, b int, full_a int, full_b int, UNIQUE (a, b),
  CONSTRAINT pairs_full FOREIGN KEY (full_a, full_b) REFERENCES pairs (a, b) MATCH FULL ON DELETE SET NULL);
CREATE TABLE nodes (id int PRIMARY KEY, parent int NOT NULL REFERENCES nodes ON DELETE CASCADE);`;
