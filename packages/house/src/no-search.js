// Stands in for lilconfig in the bundle. prisma-ast looks for a configuration of its own where the command is started, and
// runs it; refint runs no code of a project but what its own configuration names.
export const lilconfigSync = () => ({ search: () => null });
