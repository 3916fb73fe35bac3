/** A schema by what it shows. */
export interface Shown {
  readonly name: string;
  readonly text: string;
}

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n';
const inSchemas = (...schemas: string[]): string =>
  `datasource db {\n  provider = "postgresql"\n  schemas = [${schemas.map((name) => `"${name}"`).join(', ')}]\n}\n`;
const views = 'generator client {\n  provider = "prisma-client"\n  previewFeatures = ["views"]\n}\n';
const long = (letter: string): string => letter.repeat(30);

/** Types that a key may have, with every native type that PostgreSQL can index. */
const keyTypes = [
  ...['Int', 'Int @db.SmallInt', 'Int @db.Integer', 'Int @db.Oid', 'BigInt', 'BigInt @db.BigInt'],
  ...[
    'String',
    'String @db.Text',
    'String @db.VarChar',
    'String @db.VarChar(40)',
    'String @db.Char',
    'String @db.Char(2)',
  ],
  ...['String @db.Uuid', 'String @db.Citext', 'String @db.Inet', 'String @db.Bit', 'String @db.Bit(4)'],
  ...['String @db.VarBit', 'String @db.VarBit(9)', 'Boolean', 'Boolean @db.Boolean', 'Bytes', 'Bytes @db.ByteA'],
  ...['Float', 'Float @db.Real', 'Float @db.DoublePrecision', 'Decimal', 'Decimal @db.Decimal'],
  ...[
    'Decimal @db.Decimal(12, 2)',
    'Decimal @db.Decimal(9, 0)',
    'Decimal @db.Money',
    'DateTime',
    'DateTime @db.Timestamp',
  ],
  ...[
    'DateTime @db.Timestamp(0)',
    'DateTime @db.Timestamp(6)',
    'DateTime @db.Timestamptz',
    'DateTime @db.Timestamptz(3)',
  ],
  ...[
    'DateTime @db.Date',
    'DateTime @db.Time',
    'DateTime @db.Time(2)',
    'DateTime @db.Timetz',
    'DateTime @db.Timetz(6)',
  ],
  ...['Json', 'Json @db.JsonB'],
];

const types = keyTypes
  .map((type, at) => {
    const [scalar = '', native = ''] = type.split(/(?<=^\w+) /);
    return `model Key${at} {
  id ${scalar} @id ${native}
  bearers Bearer${at}[]
}
model Bearer${at} {
  id Int @id
  keyId ${scalar} ${native}
  otherId ${scalar}? ${native}
  several ${scalar}[] ${native}
  key Key${at} @relation(fields: [keyId], references: [id])
}
`;
  })
  .join('');

const actions = ['Cascade', 'Restrict', 'NoAction', 'SetNull', 'SetDefault'];
const everyAction = (required: boolean): string => {
  const pairs = actions.flatMap((onDelete) => actions.map((onUpdate) => ({ onDelete, onUpdate })));
  const mark = required ? '' : '?';
  const own = pairs.map(
    ({ onDelete, onUpdate }, at) =>
      `  id${at} Int${mark} @default(0)\n  to${at} Team${mark} @relation("r${at}", fields: [id${at}], references: [id], onDelete: ${onDelete}, onUpdate: ${onUpdate})\n`,
  );
  const back = pairs.map((_, at) => `  from${at} Player[] @relation("r${at}")\n`);
  return `model Team {\n  id Int @id\n${back.join('')}}\nmodel Player {\n  id Int @id\n${own.join('')}}\n`;
};

/** Schemas that we wrote, each for something that Prisma has a habit about. */
export const shown: readonly Shown[] = [
  { name: 'every type that may be a key', text: `${datasource}${types}` },
  { name: 'every pair of actions, optional', text: datasource + everyAction(false) },
  { name: 'every pair of actions, required', text: datasource + everyAction(true) },
  {
    name: 'self relations: a tree, a list with one successor, a required one',
    text: `${datasource}
model Node {
  id Int @id @default(autoincrement())
  parentId Int?
  parent Node? @relation("tree", fields: [parentId], references: [id])
  parts Node[] @relation("tree")
  nextId Int? @unique
  next Node? @relation("list", fields: [nextId], references: [id], onDelete: NoAction, onUpdate: NoAction)
  previous Node? @relation("list")
  ownerId Int
  owner Node @relation("owner", fields: [ownerId], references: [id])
  owned Node[] @relation("owner")
}`,
  },
  {
    name: 'composite keys and references, shared tenant column',
    text: `${datasource}
model Tenant {
  id String @id @db.Uuid
  users User[]
  posts Post[]
}
model User {
  tenantId String @db.Uuid
  number Int
  email String @db.VarChar(200)
  tenant Tenant @relation(fields: [tenantId], references: [id], onDelete: Cascade)
  posts Post[] @relation("author")
  reviewed Post[] @relation("reviewer")
  @@id([tenantId, number])
  @@unique([tenantId, email])
}
model Post {
  id BigInt @default(autoincrement())
  tenantId String @db.Uuid
  authorNumber Int
  reviewerTenant String? @db.Uuid
  reviewerEmail String? @db.VarChar(200)
  tenant Tenant @relation(fields: [tenantId], references: [id], onDelete: Cascade)
  author User @relation("author", fields: [tenantId, authorNumber], references: [tenantId, number])
  reviewer User? @relation("reviewer", fields: [reviewerTenant, reviewerEmail], references: [tenantId, email])
  @@id([tenantId, id])
  @@index([reviewerTenant, reviewerEmail])
}`,
  },
  {
    name: 'a composite reference whose columns stand in another order, in part optional',
    text: `${datasource}
model Place {
  country String @db.Char(2)
  city String
  code Int
  events Event[]
  @@id([country, city])
  @@unique([city, code])
  byCode Event[] @relation("code")
}
model Event {
  id Int @id
  city String
  country String? @db.Char(2)
  code Int?
  place Place? @relation(fields: [city, country], references: [city, country])
  coded Place? @relation("code", fields: [code, city], references: [code, city])
}`,
  },
  {
    name: 'one-to-one: by unique, by shared key, by composite',
    text: `${datasource}
model User {
  id Int @id @default(autoincrement())
  profile Profile?
  badge Badge?
  seat Seat?
  @@unique([id, id2])
  id2 Int
}
model Profile {
  id Int @id
  userId Int? @unique
  user User? @relation(fields: [userId], references: [id])
}
model Badge {
  userId Int @id
  user User @relation(fields: [userId], references: [id], onDelete: Cascade)
}
model Seat {
  id Int @id
  a Int
  b Int
  user User @relation(fields: [a, b], references: [id, id2])
  @@unique([a, b])
}`,
  },
  {
    name: 'implicit many-to-many: plain, named, twice, with itself, twice with itself',
    text: `${datasource}
model Zebra {
  id String @id @db.Uuid
  apples Apple[]
  liked Apple[] @relation("likes")
  friends Zebra[] @relation("friends")
  friendOf Zebra[] @relation("friends")
  foes Zebra[] @relation("foes")
  foeOf Zebra[] @relation("foes")
}
model Apple {
  number BigInt @id @default(autoincrement())
  zebras Zebra[]
  likers Zebra[] @relation("likes")
  tags tag[]
}
model tag {
  id Int @id
  apples Apple[]
  others Tag[]
}
model Tag {
  id Int @id @db.SmallInt
  others tag[]
}`,
  },
  {
    name: 'implicit many-to-many over mapped keys and tables',
    text: `${datasource}
model Article {
  key String @id @map("article_key") @db.VarChar(26)
  labels Label[]
  @@map("articles")
}
model Label {
  id Int @id(map: "labels_pk") @map("label_id")
  articles Article[]
  @@map("labels")
}`,
  },
  {
    name: 'names that are mapped, with letters of all kinds',
    text: `${datasource}
enum Mood {
  happy @map("sehr fröhlich")
  sad @map("l ennui")
  @@map("Stimmung, alt")
}
model Person {
  id Int @id(map: "person pk") @map("Person Id")
  mood Mood @default(happy) @map("die Stimmung")
  moods Mood[] @default([happy, sad])
  mail String @unique(map: "uq.mail") @map("e-mail")
  bossId Int? @map("Chef")
  boss Person? @relation("boss", fields: [bossId], references: [id], map: "fk Chef")
  team Person[] @relation("boss")
  bossMail String? @map("Chef.Mail")
  bossByMail Person? @relation("mail", fields: [bossMail], references: [mail])
  teamByMail Person[] @relation("mail")
  @@index([bossId, mood(sort: Desc)], map: "idx 'x'")
  @@index([bossMail])
  @@map("leute.größe $1")
}`,
  },
  {
    name: 'reserved words as names',
    text: `${datasource}
model user {
  select Int @id
  from Int?
  group user? @relation("order", fields: [from], references: [select])
  table user[] @relation("order")
  check order[]
}
model order {
  primary Int
  foreign Int
  references user @relation(fields: [foreign], references: [select])
  @@id([primary, foreign])
  @@unique([foreign])
}`,
  },
  {
    name: 'several schemas: references and enums across them, the same name twice',
    text: `${inSchemas('auth', 'public', 'Shop 2')}
enum Role {
  admin
  guest
  @@schema("auth")
}
enum ShopRole {
  admin
  owner
  @@map("Role")
  @@schema("Shop 2")
}
model User {
  id Int @id
  role Role @default(guest)
  shopRole ShopRole?
  orders Order[]
  account Account?
  shops Shop[]
  @@schema("auth")
}
model Account {
  id Int @id
  user User @relation(fields: [id], references: [id])
  @@map("User")
  @@schema("public")
}
model Order {
  id Int @id
  userId Int
  roles Role[]
  user User @relation(fields: [userId], references: [id])
  @@index([userId])
  @@schema("Shop 2")
}
model Shop {
  id Int @id
  users User[]
  @@map("shop")
  @@schema("Shop 2")
}`,
  },
  {
    name: 'no table in public',
    text: `${inSchemas('a', 'b')}
model One {
  id Int @id
  twos Two[]
  others Two[] @relation("many")
  @@schema("a")
}
model Two {
  id Int @id
  oneId Int
  one One @relation(fields: [oneId], references: [id])
  ones One[] @relation("many")
  @@schema("b")
}`,
  },
  {
    name: 'constraint names that would be too long',
    text: `${datasource}
model ${long('A')}${long('B')} {
  id Int @id
  ${long('c')}${long('d')} Int @unique
  ${long('e')}${long('f')} Int?
  to ${long('A')}${long('B')}? @relation("self", fields: [${long('e')}${long('f')}], references: [${long('c')}${long('d')}])
  from ${long('A')}${long('B')}[] @relation("self")
  @@index([${long('e')}${long('f')}])
}
model Other {
  id Int @id
  a Int
  b Int? @map("${long('ä')}")
  to Other? @relation("größer", fields: [b], references: [id])
  from Other[] @relation("größer")
  @@index([a, b])
  @@unique([b, a])
  @@map("${long('ü')}")
}`,
  },
  {
    name: 'a join table whose name is long',
    text: `${datasource}
model Left {
  id Int @id
  rights Right[] @relation("${long('n')}${long('m')}")
  others Right[] @relation("${long('n')}${long('k')}")
}
model Right {
  id Int @id
  lefts Left[] @relation("${long('n')}${long('m')}")
  others Left[] @relation("${long('n')}${long('k')}")
}`,
  },
  {
    name: 'tables, columns, enums and values whose names are cut by PostgreSQL',
    text: `${datasource}
enum Kind {
  one
  @@map("${long('k')}${long('i')}kind_of_it")
}
model Cut {
  id Int @id @map("${long('i')}${long('d')}_column")
  kind Kind
  uses Use[]
  @@map("${long('t')}${long('a')}_table")
}
model Use {
  id Int @id
  cutId Int @map("${long('c')}${long('u')}_column")
  cut Cut @relation(fields: [cutId], references: [id])
  @@index([cutId])
  @@map("${long('u')}${long('s')}_table")
}`,
  },
  {
    name: 'enums as keys, in references, with defaults',
    text: `${datasource}
enum Colour {
  red
  green
}
model Paint {
  colour Colour @id
  walls Wall[]
}
model Wall {
  id Int @id
  colour Colour @default(red)
  second Colour? @default(green)
  all Colour[] @default([red])
  paint Paint @relation(fields: [colour], references: [colour], onDelete: SetDefault)
}`,
  },
  {
    name: 'types that Prisma does not support',
    text: `${datasource}
model Thing {
  id Int @id
  search Unsupported("tsvector")?
  area Unsupported("circle")
  spans Unsupported("int4range")[]
  bits Unsupported("bit(3)")? @default(dbgenerated("'101'"))
  key Unsupported("macaddr")? @unique
  uses Use[] @ignore
}
model Use {
  id Int @id
  thingId Int
  thing Thing @relation(fields: [thingId], references: [id])
  @@ignore
}`,
  },
  {
    name: 'types that no index can hold, lists, defaults of every kind',
    text: `${datasource}
model Box {
  id String @id @default(uuid())
  code String @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  json Json @db.Json
  xml String @db.Xml
  xmls String[] @db.Xml
  made DateTime @default(now())
  changed DateTime @updatedAt
  day DateTime @default("2020-02-02T00:00:00Z") @db.Date
  money Decimal @default(1.50) @db.Money
  flag Boolean @default(true)
  big BigInt @default(9007199254740993)
  float Float @default(-1.5)
  text String @default("it's \\"so\\" \\\\ new\\nline")
  bytes Bytes @default("SGVsbG8=")
  data Json @default("{\\"a\\": [1, 2]}")
  numbers Int[] @default([1, 2])
  words String[] @default(["a", "b'c"])
  none String[] @default([])
  serial Int @default(autoincrement())
  small Int @default(autoincrement()) @db.SmallInt
  bigger BigInt @default(autoincrement())
}`,
  },
  {
    name: 'views and relations to them',
    text: `${views}${datasource}
model User {
  id Int @id
  stats Stats?
  posts Post[]
}
model Post {
  id Int @id
  userId Int
  user User @relation(fields: [userId], references: [id])
}
view Stats {
  userId Int @unique
  posts Int
  user User @relation(fields: [userId], references: [id])
}`,
  },
  {
    name: 'ignored models and fields',
    text: `${datasource}
model Kept {
  id Int @id
  gone Gone[] @ignore
  goneId Int? @ignore
  secret String? @ignore
}
model Gone {
  id Int @id
  keptId Int
  kept Kept @relation(fields: [keptId], references: [id], onDelete: Cascade)
  @@ignore
}
model Keyless {
  keptId Int?
  note String?
  @@ignore
}`,
  },
  {
    name: 'relationMode prisma',
    text: `datasource db {
  provider = "postgresql"
  relationMode = "prisma"
}
model User {
  id Int @id
  posts Post[]
  liked Post[] @relation("likes")
}
model Post {
  id Int @id
  userId Int?
  user User? @relation(fields: [userId], references: [id])
  likers User[] @relation("likes")
  @@index([userId])
}`,
  },
  {
    name: 'relationMode foreignKeys, a circle of references',
    text: `datasource db {
  provider = "postgresql"
  relationMode = "foreignKeys"
}
model A {
  id Int @id
  bId Int
  b B @relation(fields: [bId], references: [id])
  cs C[]
}
model B {
  id Int @id
  cId Int?
  c C? @relation(fields: [cId], references: [id])
  as A[]
}
model C {
  id Int @id
  aId Int
  a A @relation(fields: [aId], references: [id])
  bs B[]
}`,
  },
  {
    name: 'indexes of every kind',
    text: `${datasource}
model Doc {
  id Int @id
  data Json
  tags String[]
  title String @db.VarChar(100)
  at DateTime
  place String @db.Inet
  a Int
  b Int
  @@index([data(ops: JsonbPathOps)], type: Gin)
  @@index([tags], type: Gin)
  @@index([title], type: Hash)
  @@index([at], type: Brin)
  @@index([place(ops: InetOps)], type: Gist)
  @@index([place], type: SpGist, map: "by place")
  @@index([a, b(sort: Desc)])
  @@unique([b, a])
  @@unique([a(sort: Desc)], map: "a is unique")
}`,
  },
  {
    name: 'partial indexes',
    text: `generator client {
  provider = "prisma-client"
  previewFeatures = ["partialIndexes"]
}
${datasource}
model Doc {
  id Int @id
  title String
  deleted Boolean
  @@unique([title], where: raw("deleted = false"))
  @@index([title, deleted], where: { deleted: true })
}`,
  },
  {
    name: 'two relations over the same columns, to two keys of one table',
    text: `${datasource}
model Target {
  id Int @id
  code Int @unique(map: "target_code")
  one Row[] @relation("one")
  two Row[] @relation("two")
}
model Row {
  id Int @id
  ref Int
  one Target @relation("one", fields: [ref], references: [id], map: "row_one")
  two Target @relation("two", fields: [ref], references: [code], map: "row_two")
}`,
  },
  {
    name: 'names that every JavaScript object has',
    text: `${datasource}
model Constructor {
  id Int @id
  proto Int? @map("__proto__")
  hasOwn Int? @map("toString")
  to Constructor? @relation("valueOf", fields: [hasOwn], references: [id])
  valueOf Constructor[] @relation("valueOf")
  @@map("constructor")
}`,
  },
  {
    name: 'extensions',
    text: `generator client {
  provider = "prisma-client"
  previewFeatures = ["postgresqlExtensions"]
}
datasource db {
  provider = "postgresql"
  extensions = [citext, pgcrypto(map: "pgcrypto"), uuid_ossp(map: "uuid-ossp")]
}
model Mail {
  address String @id @db.Citext
  key String @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  answers Mail[] @relation("answers")
  toId String? @db.Citext
  to Mail? @relation("answers", fields: [toId], references: [address])
}`,
  },
  {
    name: 'what is true of a schema is said of it without migrations too',
    text: `${datasource}
model Owner {
  id Int @id
  name String @unique @db.VarChar(20)
  pets Pet[]
  named Pet[] @relation("named")
}
model Pet {
  id Int @id
  ownerId Int
  ownerName String @db.Text
  owner Owner @relation(fields: [ownerId], references: [id], onDelete: SetNull)
  named Owner @relation("named", fields: [ownerName], references: [name], onDelete: SetDefault)
}
model Chicken {
  id Int @id
  eggId Int? @unique
  egg Egg? @relation("hatched", fields: [eggId], references: [id], onDelete: Cascade)
  laid Egg[] @relation("laid")
}
model Egg {
  id Int @id
  henId Int
  hen Chicken @relation("laid", fields: [henId], references: [id], onDelete: Cascade)
  chick Chicken? @relation("hatched")
}
model Tree {
  id Int @id
  branches Branch[]
  nests Nest[]
  chickenId Int?
}
model Branch {
  id Int @id
  treeId Int
  tree Tree @relation(fields: [treeId], references: [id], onDelete: Cascade)
  twigs Twig[]
}
model Twig {
  id Int @id
  branchId Int
  branch Branch @relation(fields: [branchId], references: [id], onDelete: Cascade)
  birds Bird[]
}
model Nest {
  id Int @id
  treeId Int
  tree Tree @relation(fields: [treeId], references: [id], onDelete: Cascade)
  birds Bird[]
}
model Bird {
  id Int @id
  twigId Int
  nestId Int
  twig Twig @relation(fields: [twigId], references: [id], onDelete: Cascade)
  nest Nest @relation(fields: [nestId], references: [id])
}`,
  },
];
