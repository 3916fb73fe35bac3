import { instance } from '@viz-js/viz';
import { expect, test } from 'vitest';
import { hostile, pictureOfTexts, shop } from '../sample.ts';
import { dot } from './dot.ts';
import { json } from './json.ts';
import { mermaid } from './mermaid.ts';

test('as a flowchart for Mermaid', async () => {
  expect(mermaid(await pictureOfTexts(shop))).toBe(`flowchart LR
  subgraph g0["public: users"]
    t1["items"]
    t2["notes"]
    t3["orders"]
    t4["users"]
  end
  subgraph g1["audit: entries"]
    t0["audit.entries"]
  end
  t0 -->|"actor: NO ACTION"| t4
  t0 -.->|"item: not validated · NO ACTION"| t1
  t1 -->|"order_id, line: SET NULL"| t3
  t2 -.->|"author: failing"| t4
  t3 -->|"buyer: CASCADE"| t4
  linkStyle 3 stroke:#d1242f,stroke-width:2px
  linkStyle 1 stroke:#bf8700,stroke-width:2px
`);
});

test('as text for Graphviz', async () => {
  const lines = dot(await pictureOfTexts(shop)).split('\n');
  expect(lines.slice(4, 9)).toEqual([
    '  subgraph "cluster_0" {',
    '    label="public: users"',
    String.raw`    "public.items" [label="items\nid"]`,
    String.raw`    "public.notes" [label="notes\nid"]`,
    String.raw`    "public.orders" [label="orders\nid, line"]`,
  ]);
  expect(lines.filter((line) => line.includes('->')).slice(2, 4)).toEqual([
    '  "public.items" -> "public.orders" [label="order_id, line: SET NULL" color="#7d8691" style=solid]',
    '  "public.notes" -> "public.users" [label="author: failing" color="#b3261e" fontcolor="#b3261e" style=dashed penwidth=1.6 arrowhead=empty]',
  ]);
});

test('Graphviz draws it, whatever names hold', async () => {
  const viz = await instance();
  const { status, output, errors } = viz.render(dot(await pictureOfTexts(hostile)), { format: 'svg' });
  expect([status, errors.filter(({ level }) => level === 'error')]).toEqual(['success', []]);
  expect(output).toContain('&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(output).toContain('a\\b&quot; ]]&gt; &amp;amp; &#45;&#45;&gt; {x}');
});

test('no name ends a label of Mermaid', async () => {
  const lines = mermaid(await pictureOfTexts(hostile))
    .trimEnd()
    .split('\n');
  for (const line of lines.filter((one) => one.includes('"'))) {
    expect(line).toMatch(
      /^ +(?:subgraph g\d+\["[^"<>&\\]*"\]|t\d+\["[^"<>&\\]*"\]|t\d+ (?:-->|-\.->)\|"[^"<>&\\|]*"\| t\d+)$/,
    );
  }
  expect(lines).toHaveLength(1 + 3 + 2 + 2);
});

test('as JSON', async () => {
  const parsed = JSON.parse(json(await pictureOfTexts(shop), ['a note'], []));
  expect(parsed).toMatchObject({ project: '.', around: null, notes: ['a note'], problems: [] });
  expect(parsed.groups).toEqual([
    { name: 'public: users', tables: ['items', 'notes', 'orders', 'users'] },
    { name: 'audit: entries', tables: ['audit.entries'] },
  ]);
  expect(parsed.tables[0]).toMatchObject({
    table: 'audit.entries',
    model: null,
    primaryKey: [],
    group: 'audit: entries',
    path: '1.sql',
    line: 8,
  });
  expect(parsed.references.map((one: { enforcement: string }) => one.enforcement).sort()).toEqual([
    'enforced',
    'enforced',
    'enforced',
    'failing',
    'not-valid',
  ]);
});
