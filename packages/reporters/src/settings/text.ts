import type { SettingOrigin, ToldOverride, ToldRule, ToldSettings, ToldValue } from '@refint/core';
import type { Colors } from '../colors.ts';
import { amount } from '../counts.ts';
import { onOneLine } from '../safe-text.ts';
import { textTable } from '../text-table.ts';
import { inWords } from './in-words.ts';

/** Settings as people read them: what holds, where it comes from, and what is long at the end of its line. */
export function settingsText(told: ToldSettings, colors: Colors): string {
  const { for: file, files, values, rules, overrides, notes } = told;
  const parts = [
    headOf(told, colors),
    ...(file ? [] : [table('Settings', ['from', 'value'], folded(values).map(rowOfValue), colors)]),
    table('Rules', ['severity', 'from', ''], rules.flatMap(rowsOfRule), colors),
    ...(overrides.length > 0 ? [table('Overrides', ['from', 'rules'], overrides.map(rowOfOverride), colors)] : []),
    ...notes.map((note) => `note: ${onOneLine(note)}\n`),
  ];
  if (file && overrides.length === 0 && files.length > 0) parts.push('No override holds here.\n');
  return parts.join('\n');
}

function headOf({ for: file, files }: ToldSettings, { bold, dim }: Colors): string {
  const lines = files.map(({ file, as, name, by }) => {
    if (as === 'config') return `${bold(onOneLine(file))}${by ? dim('  named by --config') : ''}`;
    const which = as === 'package' ? `${name}: ${file}` : file;
    return `  over ${onOneLine(which)}${by ? dim(`  extended by ${shownOrigin(by)}`) : ''}`;
  });
  const head = lines.length > 0 ? lines : ['No configuration: what nobody has to say holds.'];
  const unread = file?.isRead ? '' : ', which no analysis reads: no finding can stand in it';
  return `${[...(file ? [`For ${bold(onOneLine(file.file))}${unread}`] : []), ...head].join('\n')}\n`;
}

/** A table with its title as the head of its first column, indented below it. */
function table(title: string, head: readonly string[], rows: readonly (readonly string[])[], { bold, dim }: Colors) {
  const cells = rows.map(([first = '', ...others]) => [`  ${first}`, ...others].map(onOneLine));
  const [line = '', ...lines] = textTable([title, ...head], cells);
  return `${[bold(title) + dim(line.slice(title.length)), ...lines].join('\n')}\n`;
}

/** What nobody says under one name is one thing: the plugins that come along. */
const folded = (values: readonly ToldValue[]): readonly ToldValue[] =>
  values.flatMap(({ key, value, from }, at): readonly ToldValue[] => {
    if (from.kind !== 'default') return [{ key, value, from }];
    const same = values.filter((other) => other.key === key && other.from.kind === 'default');
    if (same.length === 1) return [{ key, value, from }];
    return values.findIndex((other) => other.key === key) === at
      ? [{ key, value: same.map((one) => one.value), from }]
      : [];
  });

const rowOfValue = ({ key, value, from }: ToldValue): readonly string[] => [
  key,
  shownOrigin(from),
  key === 'projects' && value === null ? 'looked for' : inWords(value),
];

function rowsOfRule({ id, level, severity, from, options, forTables }: ToldRule): readonly (readonly string[])[] {
  const optionRows = (list: ToldRule['options'], indent: string) =>
    list.map(({ name, value, from }) => [`${indent}${name}`, '', shownOrigin(from), inWords(value)]);
  return [
    [id, level === 'off' ? 'off' : (severity ?? level), shownOrigin(from)],
    ...optionRows(options, '  '),
    ...forTables.flatMap(({ tables, level, from, options: own }) => [
      [`  for ${tables.join(', ')}`, level ?? '', shownOrigin(from)],
      ...optionRows(
        own.filter((option) => options.every((other) => inWords(other) !== inWords(option))),
        '    ',
      ),
    ]),
  ];
}

function rowOfOverride({ files, tables, rules, from }: ToldOverride): readonly string[] {
  const areas = [...(files ? [`files ${files.join(', ')}`] : []), ...(tables ? [`tables ${tables.join(', ')}`] : [])];
  const area = areas.length > 0 ? areas.join(' with ') : 'everything';
  return [area, shownOrigin(from), rules.length > 0 ? rules.join(', ') : amount(0, 'rule')];
}

/** Where a setting comes from, on one line. */
function shownOrigin(from: SettingOrigin): string {
  switch (from.kind) {
    case 'default':
      return 'default';
    case 'preset':
      // A rule of `strict` that nobody asked for.
      return from.preset === 'strict' ? 'only in strict' : from.preset;
    case 'flag':
      return from.flag;
    default:
      return from.line === undefined ? from.file : `${from.file}:${from.line}`;
  }
}
