import { check, checkFix } from '@refint/testkit';
import rule from './implicit-action.ts';

const head = `
  datasource db {
    provider = "postgresql"
  }

  model users {
    id    Int     @id
    posts posts[]
    likes likes[]
    pages pages[]
    tags  tags[]
  }

  model tags {
    id    Int     @id
    users users[]
  }
`;

check(
  rule,
  'one or both are left out',
  `${head}
  model posts {
    id     Int   @id
    author Int
    user   users @relation(fields: [author], references: [id])
  //^^^^ hint: posts.author → users.id has no onDelete and no onUpdate: Prisma takes Restrict and Cascade
  }

  model likes {
    id     Int    @id
    author Int?
    user   users? @relation(fields: [author], references: [id], onUpdate: NoAction)
  //^^^^ hint: likes.author → users.id has no onDelete: Prisma takes SetNull
  }

  model pages {
    id     Int   @id
    author Int
    user   users @relation(fields: [author], references: [id], onDelete: Cascade, onUpdate: Cascade)
  }
`,
);

checkFix(
  rule,
  'by writing them behind the columns',
  `${head}
  model posts {
    id     Int   @id
    author Int
    user   users @relation(fields: [author], references: [id], map: "own") // by
  }

  model likes {
    id     Int    @id
    author Int?
    user   users? @relation(onUpdate: NoAction, fields: [author], references: [id])
  }

  model pages {
    id     Int   @id
    author Int
    user   users @relation(fields: [author], references: [id], onDelete: Cascade)
  }
`,
  `${head}
  model posts {
    id     Int   @id
    author Int
    user   users @relation(fields: [author], references: [id], onDelete: Restrict, onUpdate: Cascade, map: "own") // by
  }

  model likes {
    id     Int    @id
    author Int?
    user   users? @relation(onUpdate: NoAction, fields: [author], references: [id], onDelete: SetNull)
  }

  model pages {
    id     Int   @id
    author Int
    user   users @relation(fields: [author], references: [id], onDelete: Cascade, onUpdate: Cascade)
  }
`,
);

check(
  rule,
  'only what is asked for',
  `${head}
  model posts {
    id     Int   @id
    author Int
    user   users @relation(fields: [author], references: [id])
  //^^^^ hint: posts.author → users.id has no onDelete: Prisma takes Restrict
  }

  model likes {
    id     Int   @id
    author Int
    user   users @relation(fields: [author], references: [id], onDelete: Cascade)
  }

  model pages {
    id     Int   @id
    author Int
    user   users @relation(fields: [author], references: [id], onDelete: Cascade, onUpdate: Cascade)
  }
`,
  { options: { actions: 'onDelete' } },
);

checkFix(
  rule,
  'only what is asked for',
  `${head}
  model posts {
    id     Int   @id
    author Int
    user   users @relation(fields: [author], references: [id])
  }

  model likes {
    id     Int    @id
    author Int?
    user   users? @relation(fields: [author], references: [id], onDelete: SetNull)
  }

  model pages {
    id     Int   @id
    author Int
    user   users @relation(fields: [author], references: [id], onUpdate: Cascade)
  }
`,
  `${head}
  model posts {
    id     Int   @id
    author Int
    user   users @relation(fields: [author], references: [id], onUpdate: Cascade)
  }

  model likes {
    id     Int    @id
    author Int?
    user   users? @relation(fields: [author], references: [id], onDelete: SetNull, onUpdate: Cascade)
  }

  model pages {
    id     Int   @id
    author Int
    user   users @relation(fields: [author], references: [id], onUpdate: Cascade)
  }
`,
  { options: { actions: 'onUpdate' } },
);
