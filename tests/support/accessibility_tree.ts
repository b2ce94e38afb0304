/** A page of a browser, as assistive technology presents it. */

import type { Session } from "./devtools.ts";

/** An element or a text, as assistive technology presents it. */
export interface AccessibleNode {
  role: string;
  name: string;
}

interface AxNode {
  nodeId: string;
  ignored: boolean;
  role: { value: string };
  name?: { value: string };
  childIds?: string[];
}

/** Roles of elements that assistive technology passes over, and of the lines of a text. */
const SILENT_ROLES = ["none", "generic", "InlineTextBox"];

/** Returns the nodes of a page in the order of the document, without those it passes over. */
export async function readAccessibilityTree(session: Session): Promise<AccessibleNode[]> {
  const { nodes } = await session.call<{ nodes: AxNode[] }>("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const walk = (node: AxNode | undefined): AccessibleNode[] => {
    if (node === undefined) return [];
    const below = (node.childIds ?? []).flatMap((id) => walk(byId.get(id)));
    if (node.ignored || SILENT_ROLES.includes(node.role.value)) return below;
    return [{ role: node.role.value, name: node.name?.value ?? "" }, ...below];
  };
  return walk(nodes[0]);
}
