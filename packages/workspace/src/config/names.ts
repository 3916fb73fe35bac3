/** Whether a name is that of a configuration of refint. `package.json` may be one too, which its name does not tell. */
export const isConfigName = (name: string): boolean =>
  /^(?:refint\.config\.(?:[cm]?[jt]s|json|ya?ml)|\.refintrc(?:\.(?:[cm]?[jt]s|json|ya?ml))?)$/.test(name);

/** The list of known findings that is looked for where nobody names one. */
export const baselineName = 'refint.baseline.json';
