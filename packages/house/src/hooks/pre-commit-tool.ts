import { fromDebian, starts } from '../from-debian.ts';

/**
 * The tool called pre-commit, which Python people have and Debian packages; nothing where it is not there and cannot be
 * installed.
 */
export const preCommitTool = (): string | undefined =>
  fromDebian('pre-commit', () => starts('pre-commit')) ? 'pre-commit' : undefined;
