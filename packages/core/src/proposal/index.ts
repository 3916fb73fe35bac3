import type { Project } from '@refint/rule';
import { proposedDeletes } from './deletes.ts';
import type { ProposedDelete } from './draft.ts';
import { type TenancyProposal, tenancyFor } from './tenancy.ts';

export type { ProposedDelete } from './draft.ts';
export type { TenancyProposal } from './tenancy.ts';

/** Settings that the projects themselves show, for people to agree to and to change. */
export interface Proposal {
  readonly deletes: readonly ProposedDelete[];
  readonly tenancy: TenancyProposal | undefined;
}

/** What a configuration for these projects could say. Asked only where somebody begins with one. */
export const proposalFor = (projects: readonly Project[]): Proposal => ({
  deletes: proposedDeletes(projects),
  tenancy: tenancyFor(projects),
});
