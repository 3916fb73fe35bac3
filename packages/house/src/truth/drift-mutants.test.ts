import { driftOf, sourceOf } from '@refint/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Looked, startLooked } from './drift-engine.ts';
import { mutationsOf } from './drift-mutations.ts';
import { projectOf } from './drift-project.ts';
import { stepsIn, stepsOf } from './drift-steps.ts';
import { writtenByPrisma } from './untouched-engine.ts';
import { dice, invented } from './untouched-invented.ts';
import { shown } from './untouched-schemas.ts';

let looked: Looked;

beforeAll(async () => {
  looked = await startLooked();
});
afterAll(() => looked.close());

/** What a declared table does not tell: names before PostgreSQL cut them, and that a type is asked for as an unsupported one. */
const untold = ['tables, columns, enums and values whose names', 'types that Prisma does not support'];

const schemas = [
  ...shown.filter(({ name, text }) => text.length < 8_000 && !untold.some((words) => name.startsWith(words))),
  ...Array.from({ length: 20 }, (_, at) => invented(at + 100)),
].map((schema, seed) => ({ ...schema, seed }));

test.each(schemas)(
  'what people do past Prisma: $name',
  async ({ text, seed }) => {
    const schema = sourceOf('schema.prisma', text);
    const base = await writtenByPrisma([schema]);
    if ('refused' in base) throw new Error(base.refused);
    const { timeline: before } = await projectOf([schema], base.sql);
    for (const round of [1, 2, 3]) {
      expect(await looked.holding([base.sql])).toEqual([]);
      const ran: string[] = [];
      for (const statement of mutationsOf(before.last, dice(seed * 10 + round))) {
        if ((await looked.also(statement)) === undefined) ran.push(statement);
      }
      const { declared, timeline } = await projectOf([schema], [base.sql, ...ran.map((one) => `${one};`)].join('\n'));
      const written = await looked.migrationTo([schema]);
      if ('refused' in written) throw new Error(written.refused);
      expect({ ran, steps: stepsOf(driftOf(declared, timeline.last)) }).toEqual({ ran, steps: stepsIn(written.sql) });
    }
  },
  60_000,
);
