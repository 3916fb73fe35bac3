import deletes from '@refint/plugin-deletes';
import drift from '@refint/plugin-drift';
import indexes from '@refint/plugin-indexes';
import migrations from '@refint/plugin-migrations';
import refint from '@refint/plugin-refint';
import relations from '@refint/plugin-relations';
import tenancy from '@refint/plugin-tenancy';
import type { Plugin } from '@refint/rule';

/** Our own plugins, which are there without being named. This is the only place that knows them. */
export const defaultPlugins: readonly Plugin[] = [relations, deletes, indexes, drift, migrations, tenancy, refint];
