/** A rehearsal as `@refint/rehearse` gives it, in which all is well. */
export const rehearsal = {
  version: 1,
  project: '.',
  digest: '0123456789abcdef',
  server: { version: '18.6', where: 'in-process' },
  history: { migrations: 1, statements: 1, tables: 1, foreignKeys: 0, compared: 0, refused: [], disagreements: [] },
  verdict: 'well',
} as const;

/** What stands in for `@refint/rehearse` where a test has no time for a PostgreSQL, by its paths in a project. */
export const companion = (answer = `{ kind: 'rehearsed', rehearsal: ${JSON.stringify(rehearsal)} }`) => ({
  'node_modules/@refint/rehearse/package.json':
    '{ "name": "@refint/rehearse", "type": "module", "exports": "./index.js" }',
  'node_modules/@refint/rehearse/index.js': `export default { contract: 1, rehearse: async (ask) => (${answer}) };\n`,
});
