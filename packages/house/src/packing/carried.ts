/** Software that a package of npm brings along in its own files, where no package.json tells of it. */
export interface Carried {
  /** Its name, or how the names of a family begin. */
  readonly name: string;
  readonly license: 'MIT' | 'ISC' | 'EPL-1.0';
  readonly copyright: string;
  /** Where its source is, for a licence that asks for it to be said. */
  readonly source?: string;
}

const ridgewell = 'Copyright 2019-2024 Justin Ridgewell <justin@ridgewell.name>';
const osame = 'Copyright (c) Hiroki Osame <hiroki.osame@gmail.com>';
const sorhus = 'Copyright (c) Sindre Sorhus <sindresorhus@gmail.com> (sindresorhus.com)';

/** By the package that carries it. What jiti carries is held to the names in its bundle by a test. */
export const carriedBy: Readonly<Record<string, readonly Carried[]>> = {
  '@viz-js/viz': [
    {
      name: 'Graphviz',
      license: 'EPL-1.0',
      copyright: 'Copyright (c) 1994-2004 AT&T Corp., Copyright (c) 2011 AT&T Intellectual Property, and contributors',
      source: 'https://gitlab.com/graphviz/graphviz',
    },
    {
      name: 'Expat',
      license: 'MIT',
      copyright:
        'Copyright (c) 1998-2000 Thai Open Source Software Center Ltd and Clark Cooper, Copyright (c) 2001-2025 Expat maintainers',
    },
    { name: 'musl libc', license: 'MIT', copyright: 'Copyright (c) 2005-2020 Rich Felker, et al' },
    { name: 'Emscripten', license: 'MIT', copyright: 'Copyright (c) 2010-2014 Emscripten authors' },
  ],
  jiti: [
    {
      name: '@babel/',
      license: 'MIT',
      copyright: 'Copyright (c) 2014-present Sebastian McKenzie and other contributors',
    },
    { name: '@jridgewell/', license: 'MIT', copyright: ridgewell },
    { name: 'babel-plugin-parameter-decorator', license: 'MIT', copyright: 'Copyright (c) Warner' },
    { name: 'convert-source-map', license: 'MIT', copyright: 'Copyright 2013 Thorsten Lorenz' },
    {
      name: 'debug',
      license: 'MIT',
      copyright: 'Copyright (c) 2014-2017 TJ Holowaychuk <tj@vision-media.ca>, Copyright (c) 2018-2021 Josh Junon',
    },
    { name: 'gensync', license: 'MIT', copyright: 'Copyright 2018 Logan Smyth <loganfsmyth@gmail.com>' },
    { name: 'get-tsconfig', license: 'MIT', copyright: osame },
    { name: 'has-flag', license: 'MIT', copyright: sorhus },
    { name: 'jsesc', license: 'MIT', copyright: 'Copyright Mathias Bynens <https://mathiasbynens.be/>' },
    { name: 'json5', license: 'MIT', copyright: 'Copyright (c) 2012-2018 Aseem Kishore, and others' },
    { name: 'mlly', license: 'MIT', copyright: 'Copyright (c) Pooya Parsa <pooya@pi0.io>' },
    { name: 'ms', license: 'MIT', copyright: 'Copyright (c) 2020 Vercel, Inc' },
    { name: 'resolve-pkg-maps', license: 'MIT', copyright: osame },
    { name: 'semver', license: 'ISC', copyright: 'Copyright (c) Isaac Z. Schlueter and Contributors' },
    { name: 'supports-color', license: 'MIT', copyright: sorhus },
  ],
};
