import { cpSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../root.ts';
import { rangeIn } from './editor.ts';
import { files, init, schema } from './project.ts';
import { Scene, shown } from './scene.ts';

const scene = new Scene();
const start = scene.start.bind(scene);
const { write } = scene;

describe('diagnostics', () => {
  test('are sent about what is typed, before it is saved, and go when it is mended', async () => {
    const editor = await start();
    await editor.open(schema);
    expect(await editor.diagnostics(schema)).toEqual([]);
    await editor.replace(schema, 'onDelete: Cascade', 'onDelete: SetNull');
    expect(shown(await editor.diagnostics(schema))).toEqual([
      expect.stringMatching(/^13:74-13:81 2 deletes\/action-differs /),
      expect.stringMatching(/^13:74-13:81 1 deletes\/set-null-on-required /),
    ]);
    await editor.replace(schema, 'onDelete: SetNull', 'onDelete: Cascade');
    expect(await editor.diagnostics(schema)).toEqual([]);
  });

  test('name the other end of a conflict, and the page of the rule', async () => {
    const editor = await start();
    await editor.open(schema);
    await editor.replace(schema, 'onDelete: Cascade', 'onDelete: Restrict');
    const [found] = await editor.diagnostics(schema);
    expect(found?.code).toBe('deletes/action-differs');
    expect(found?.relatedInformation?.map(({ location }) => location)).toEqual([
      { uri: editor.uri(init), range: expect.objectContaining({ start: expect.objectContaining({ line: 3 }) }) },
    ]);
    const page = new URL(found?.codeDescription?.href ?? '');
    expect(readFileSync(page, 'utf8')).toMatch(/^# deletes\/action-differs/);
  });

  test('count UTF-16 code units, whatever the line ends with', async () => {
    const editor = await start();
    const text = files[init].replaceAll('\n', '\r\n').replace('CREATE TABLE "Post"', '/* 👋👋 */ CREATE TABLE "Post"');
    await editor.open(init, text.replace('REFERENCES "User"', 'REFERENCES "👋 Nobody"'));
    const [found] = await editor.diagnostics(init);
    expect(found?.code).toBe('relations/missing-target');
    const line = editor.text(init).split('\n')[3]!;
    expect(line.slice(found!.range.start.character, found!.range.end.character)).toContain('"👋 Nobody"');
  });

  test('know the lines that a carriage return ends', async () => {
    const editor = await start();
    await editor.open(schema, files[schema].replace('model User {', '// old\rmodel User {'));
    const text = editor.text(schema);
    const at = text.indexOf('onDelete: Cascade') - text.lastIndexOf('\n', text.indexOf('onDelete: Cascade')) - 1;
    const range = { start: { line: 14, character: at }, end: { line: 14, character: at + 'onDelete: Cascade'.length } };
    await editor.change(schema, { range, text: 'onDelete: SetNull' });
    expect(shown(await editor.diagnostics(schema))).toEqual([
      expect.stringMatching(/^14:74-14:81 2 deletes\/action-differs /),
      expect.stringMatching(/^14:74-14:81 1 deletes\/set-null-on-required /),
    ]);
  });

  test('a line that is half typed costs no other line its diagnostics', async () => {
    const editor = await start();
    await editor.open(schema);
    await editor.replace(schema, 'onDelete: Cascade', 'onDelete: SetNull');
    await editor.replace(schema, '  posts Post[]', '  posts Post[\n  name  Str');
    const codes = (await editor.diagnostics(schema)).map(({ code }) => code);
    expect(codes).toContain('deletes/set-null-on-required');
    expect(codes).toContain(undefined);
  });

  test('a migration that is only open is part of the history', async () => {
    const editor = await start();
    const path = 'prisma/migrations/20240102000000_drop/migration.sql';
    await editor.open(path, 'ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";\n');
    await editor.diagnostics(path);
    expect(Object.keys(editor.all())).toEqual([schema]);
    expect(shown(editor.all()[schema] ?? [])).toEqual([expect.stringContaining('relations/missing-foreign-key')]);
    await editor.close(path);
    expect(await editor.next(schema)).toEqual([]);
  });

  test('files that change, move or go on the disk are read again', async () => {
    const editor = await start();
    await editor.open(schema);
    await editor.diagnostics(schema);
    write({ [init]: files[init].replace('ON DELETE CASCADE', 'ON DELETE RESTRICT') });
    await editor.watched(init);
    expect(shown(await editor.next(schema))).toEqual([expect.stringContaining('deletes/action-differs')]);
    renameSync(join(scene.folder, dirname(init)), join(scene.folder, 'prisma/migrations/20230101000000_other'));
    write({ 'prisma/migrations/20230101000000_other/migration.sql': files[init] });
    await editor.watched(init);
    expect(await editor.next(schema)).toEqual([]);
  });

  test('an ignore that hides nothing fades', async () => {
    const editor = await start();
    await editor.open(schema);
    await editor.replace(schema, '  author   User', '  // refint-ignore deletes/action-differs: none\n  author   User');
    expect((await editor.diagnostics(schema)).map(({ code, tags }) => [code, tags])).toEqual([
      ['refint/unused-ignore', [1]],
    ]);
  });

  test('are given to who asks for them, and not sent', async () => {
    const editor = await start({ pulls: true });
    await editor.open(schema);
    await editor.replace(schema, 'onDelete: Cascade', 'onDelete: SetNull');
    const textDocument = { uri: editor.uri(schema) };
    const asked = await editor.connection.sendRequest('textDocument/diagnostic', { textDocument });
    expect(asked).toMatchObject({
      kind: 'full',
      items: [{ code: 'deletes/action-differs' }, { code: 'deletes/set-null-on-required' }],
    });
    await editor.replace(schema, 'onDelete: SetNull', 'onDelete: Cascade');
    const previousResultIds = [{ uri: editor.uri(schema), value: '1' }];
    const all = await editor.connection.sendRequest('workspace/diagnostic', { previousResultIds });
    expect(all).toMatchObject({ items: [{ uri: editor.uri(schema), version: 3, items: [] }] });
    await editor.replace(schema, 'onDelete: Cascade', 'onDelete: SetNull');
    type Reports = { items: { kind: string; resultId: string; items?: { code: string }[] }[] };
    const asks = (value: string) =>
      editor.connection.sendRequest<Reports>('workspace/diagnostic', {
        previousResultIds: [{ uri: editor.uri(schema), value }],
      });
    const [full] = (await asks('1')).items;
    expect([full?.kind, full?.items?.length]).toEqual(['full', 2]);
    await editor.replace(schema, '/// People', '/// Many people');
    // What is told has not changed, and is not told again; who has something older is told it.
    const { resultId } = full!;
    expect((await asks(resultId)).items).toEqual([
      { kind: 'unchanged', uri: editor.uri(schema), version: 5, resultId },
    ]);
    expect((await asks('1')).items).toMatchObject([{ kind: 'full', resultId, items: full?.items }]);
    expect(editor.publishes).toBe(0);
  });
});

describe('code actions', () => {
  const lineOf = (text: string, word: string) => {
    const at = text.indexOf(word);
    return rangeIn(text, at, at);
  };

  test('a fix of a rule is offered at its place, and after it there is nothing left to say', async () => {
    const editor = await start();
    await editor.open(schema);
    await editor.replace(schema, '\n  @@index([authorId])\n', '');
    const [found] = await editor.diagnostics(schema);
    expect(found?.code).toBe('drift/missing-in-schema');
    const [fix] = await editor.actions(schema, found!.range, [found!]);
    expect([fix?.kind, fix?.diagnostics?.length]).toEqual(['quickfix', 1]);
    await editor.take(fix!);
    expect(editor.text(schema)).toContain('@@index([authorId])');
    expect(await editor.diagnostics(schema)).toEqual([]);
  });

  test('an ignore is written without its reason, and asks for it', async () => {
    const editor = await start();
    await editor.open(schema);
    await editor.replace(schema, 'onDelete: Cascade', 'onDelete: Restrict');
    const [found] = await editor.diagnostics(schema);
    const ignore = (await editor.actions(schema, found!.range)).find(({ title }) => title.startsWith('ignore '));
    await editor.take(ignore!);
    expect(editor.text(schema)).toContain('\n  // refint-ignore deletes/action-differs: \n  author   User');
    expect((await editor.diagnostics(schema)).map(({ code }) => code)).toEqual([
      'refint/invalid-ignore',
      'deletes/action-differs',
    ]);
    await editor.replace(schema, 'differs: ', 'differs: on purpose');
    expect(await editor.diagnostics(schema)).toEqual([]);
  });

  test('all that is safe in a file is one action, where it is asked for', async () => {
    const editor = await start();
    await editor.open(schema);
    await editor.replace(
      schema,
      '  author   User',
      '  // refint-ignore deletes/action-differs: none\n  // refint-ignore relations/missing-target: none\n  author   User',
    );
    await editor.diagnostics(schema);
    const range = lineOf(editor.text(schema), 'datasource');
    const [all, ...others] = await editor.actions(schema, range, [], ['source.fixAll']);
    expect([all?.title, all?.kind, others]).toEqual([
      'mend all 2 things refint can mend safely',
      'source.fixAll.refint',
      [],
    ]);
    expect(editor.after(all!)[schema]).toBe(files[schema]);
  });
});

test('says the same of fixtures/apms as the command', async () => {
  cpSync(join(root, 'fixtures/apms'), scene.folder, { recursive: true });
  rmSync(join(scene.folder, dirname(init)), { recursive: true });
  const editor = await start();
  const expected = JSON.parse(readFileSync(join(root, 'fixtures/apms/expected/json.json'), 'utf8')) as {
    findings: { path: string; rule: string; line: number; column: number }[];
  };
  const findings = expected.findings.map(({ path, rule, line, column }) => ({
    path: path.replace('fixtures/apms/', ''),
    rule,
    line,
    column,
  }));
  await editor.open(findings[0]!.path);
  await editor.diagnostics(findings[0]!.path);
  const said = Object.entries(editor.all()).flatMap(([path, all]) =>
    all
      .filter(({ data }) => data !== undefined && !(data as { isElsewhere?: true }).isElsewhere)
      .map(({ code, range: { start } }) => ({ path, rule: code, line: start.line + 1, column: start.character + 1 })),
  );
  expect(said).toEqual(findings);
});
