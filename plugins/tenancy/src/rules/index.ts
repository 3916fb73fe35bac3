// Written by `pnpm fix` from the names of the files beside it.
import type { AnyRule } from '@refint/rule';
import crossTenantReference from './cross-tenant-reference.ts';
import matchSimpleHole from './match-simple-hole.ts';
import missingTenantReference from './missing-tenant-reference.ts';
import setNullClearsTenant from './set-null-clears-tenant.ts';
import unreachable from './unreachable.ts';

export const rules: readonly AnyRule[] = [
  crossTenantReference,
  matchSimpleHole,
  missingTenantReference,
  setNullClearsTenant,
  unreachable,
];
