import type { Customer, Delegation } from "../delegation/customer.ts";
import type { Offer, PlanVersion } from "../delegation/offer.ts";
import { nameOfPrincipal, type Principal } from "../delegation/principal.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import { own } from "../values/own.ts";

/** What a node is, in the order of columns. */
export const NODE_KINDS = ["tenant", "principal", "plan", "customers"] as const;

/** What a node is, from the closed list of {@link NODE_KINDS}. */
export type NodeKind = (typeof NODE_KINDS)[number];

/** A managing tenant, a principal, a version of a plan, or one or more customers. Texts are as authors wrote them. */
export interface GraphNode {
  /** Letters and digits; the same for the same estate. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly title: string;
  /** Second line; may be empty. */
  readonly about: string;
}

/** A delegation of power from left to right. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Whether all access behind it must be activated first, or nothing is delegated yet. */
  readonly isDashed: boolean;
}

/** Managing tenants, principals, plans and customers, with who is connected to whom. */
export interface EstateGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Larger estates have a node for all customers that take the same. */
const MOST_CUSTOMERS = 25;

/** Customers that a node names one by one. */
const MOST_NAMES = 3;

/** A version of a plan that customers take. */
interface TakenVersion {
  readonly key: string;
  readonly offer: Offer | undefined;
  readonly version: PlanVersion | undefined;
  readonly title: string;
}

/** Finds what a picture of an estate shows. A plan that no offer has stands without principals. */
export function estateGraph(customers: readonly Customer[], offers: readonly Offer[]): EstateGraph {
  const graph = new Graph();
  const byId = new Map(offers.map((each) => [each.id, each]));
  const sorted = [...customers].sort((a, b) => compareText(a.id, b.id));
  const taken = new Map(
    sorted
      .flatMap(({ delegations }) => delegations)
      .map((delegation): [string, TakenVersion] => [keyOf(delegation), takenVersion(delegation, byId)])
      .sort(([a], [b]) => compareText(a, b)),
  );
  for (const each of taken.values()) addPlan(graph, each);
  for (const own of customerGroups(sorted)) addCustomers(graph, own);
  return graph;
}

function keyOf({ offer, plan, version }: Delegation): string {
  return `${offer}/${plan}@${version}`;
}

function takenVersion(delegation: Delegation, offers: ReadonlyMap<string, Offer>): TakenVersion {
  const offer = offers.get(delegation.offer);
  const plan = own(offer?.plans ?? {}, delegation.plan);
  const version = own(plan?.versions ?? {}, delegation.version);
  return { key: keyOf(delegation), offer, version, title: offer?.name ?? delegation.offer };
}

function addPlan(graph: Graph, { key, offer, version, title }: TakenVersion): void {
  const plan = graph.node("plan", key, title, key);
  if (offer === undefined) return;
  const { tenantId, name } = offer.managingTenant;
  const tenant = graph.node("tenant", tenantId, name, tenantId);
  const standing = new Set(version?.authorizations.map(({ principal }) => principal.objectId));
  const all = [...(version?.authorizations ?? []), ...(version?.eligibleAuthorizations ?? [])];
  const principals = new Map(all.map(({ principal }) => [principal.objectId, principal]));
  for (const principal of [...principals.values()].sort(byName)) {
    const { objectId, type } = principal;
    const node = graph.node("principal", `${tenantId}/${objectId}`, nameOfPrincipal(principal), type);
    graph.edge(tenant, node, false);
    graph.edge(node, plan, !standing.has(objectId));
  }
  if (principals.size === 0) graph.edge(tenant, plan, false);
}

function byName(a: Principal, b: Principal): number {
  return compareText(nameOfPrincipal(a), nameOfPrincipal(b)) || compareText(a.objectId, b.objectId);
}

/** Each customer alone, or those of a large estate that take the same. */
function customerGroups(customers: readonly Customer[]): (readonly Customer[])[] {
  if (customers.length <= MOST_CUSTOMERS) return customers.map((each) => [each]);
  return [
    ...groupBy(customers, ({ delegations }) =>
      JSON.stringify(delegations.map((each) => [keyOf(each), each.scopes.length === 0]).sort()),
    ).values(),
  ];
}

function addCustomers(graph: Graph, customers: readonly Customer[]): void {
  const [first] = customers;
  if (first === undefined) return;
  const names = customers.slice(0, MOST_NAMES).map(({ id }) => id);
  const more = customers.length - names.length;
  const isOne = customers.length === 1;
  const node = graph.node(
    "customers",
    first.id,
    isOne ? first.name : `${customers.length} customers`,
    isOne ? first.id : `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
  );
  for (const delegation of first.delegations)
    graph.edge(graph.node("plan", keyOf(delegation), "", ""), node, delegation.scopes.length === 0);
}

/** Nodes and edges, each once. */
class Graph implements EstateGraph {
  readonly nodes: GraphNode[] = [];
  readonly edges: GraphEdge[] = [];
  readonly #byKey = new Map<string, GraphNode>();
  readonly #places = new Map<string, number>();

  /** The id of a node, which is added where it is new. */
  node(kind: NodeKind, key: string, title: string, about: string): string {
    const known = this.#byKey.get(`${kind} ${key}`);
    if (known !== undefined) return known.id;
    const id = `${kind}${this.nodes.filter((each) => each.kind === kind).length + 1}`;
    const node = { id, kind, title, about };
    this.nodes.push(node);
    this.#byKey.set(`${kind} ${key}`, node);
    return id;
  }

  /** A second edge between the same nodes makes it solid where either is. */
  edge(from: string, to: string, isDashed: boolean): void {
    const key = `${from} ${to}`;
    const place = this.#places.get(key);
    const known = place === undefined ? undefined : this.edges[place];
    if (place === undefined || known === undefined)
      this.#places.set(key, this.edges.push({ from, to, isDashed }) - 1);
    else this.edges[place] = { from, to, isDashed: isDashed && known.isDashed };
  }
}
