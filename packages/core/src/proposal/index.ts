import { loadProposals } from '@refint/model';
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
export async function proposalFor(projects: readonly Project[]): Promise<Proposal> {
  const { isCalledAfter, proposedTenancy } = await loadProposals();
  return {
    deletes: proposedDeletes(projects, isCalledAfter),
    tenancy: tenancyFor(projects, proposedTenancy),
  };
}
