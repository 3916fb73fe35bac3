// Imports a module for the bundle, whose chunks are scripts: Node 20 would warn people at each `import()` in one.
exports.importModule = (url) => import(url);
