import type { ToldSettings } from '@refint/core';
import { jsonText } from '../json-text.ts';

/**
 * Settings as JSON. `version` grows when something is called otherwise or goes; what is new comes along without that. Keys are always
 * there, in one order, and `null` where there is nothing to say.
 */
export const settingsJson = ({ for: file, files, values, rules, overrides, notes }: ToldSettings): string =>
  jsonText({
    version: 1,
    for: file ?? null,
    files: files.map(({ file, as, name, by }) => ({ file, as, name: name ?? null, by: by ?? null })),
    settings: values.map(({ key, value, from }) => ({ key, value, from })),
    rules: rules.map(({ id, level, severity, from, options, forTables }) => ({
      id,
      level,
      severity: severity ?? null,
      from,
      options,
      forTables: forTables.map(({ tables, level, from, options }) => ({ tables, level: level ?? null, from, options })),
    })),
    overrides: overrides.map(({ files, tables, rules, from }) => ({
      files: files ?? null,
      tables: tables ?? null,
      rules,
      from,
    })),
    notes,
  });
