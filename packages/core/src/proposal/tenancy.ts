import { type ProposedTenancy, proposedTenancy, shownTableId, type Table, type TableId, Tenancy } from '@refint/model';
import type { Project, TenancySettings } from '@refint/rule';

/** A tenancy that the projects show, and how many tables show it. */
export interface TenancyProposal {
  readonly settings: TenancySettings;
  /** How many tables have the column and reference the root by it. */
  readonly tables: number;
  /** The roots of other projects, which have tenants of their own. */
  readonly others: readonly string[];
}

/** The tenancy of the project that shows it by most tables. Where its root is in several projects, it is that of all of them. */
export function tenancyFor(projects: readonly Project[]): TenancyProposal | undefined {
  const found = projects
    .map((project) => proposedTenancy(project.graph, tablesOf(project)))
    .filter((proposed) => proposed !== undefined)
    .sort((a, b) => b.tables.length - a.tables.length);
  const [best] = found;
  if (!best) return undefined;
  const root = shownTableId(best.root);
  const except = new Set(projects.flatMap((project) => straysIn(project, best).map(shownTableId)));
  const others = new Set(found.map((one) => shownTableId(one.root)).filter((name) => name !== root));
  const settings = { root, column: best.column, except: [...except].sort() };
  return { settings, tables: best.tables.length, others: [...others].sort() };
}

/** Tables that belong to nobody by all that is known. */
function straysIn(project: Project, { root, column }: ProposedTenancy): readonly TableId[] {
  if (!project.graph.tables.includes(root)) return [];
  const names = { root, column, isExcepted: () => false };
  return new Tenancy(project.graph, tablesOf(project), names).strays().map(({ table }) => table.id);
}

const tablesOf = ({ declared, timeline }: Project): readonly Table[] =>
  declared?.snapshot.tables ?? timeline?.last.tables ?? [];
