import type { NodeInfo } from "../../../app/gateways/lightning/port.ts";
import { Card } from "../../components/card.ts";
import { Short } from "../../components/copy-field.ts";
import { Facts } from "../../components/facts.ts";
import { State } from "../../components/state.ts";
import type { StateProps } from "../../components/state.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** What the node says of itself, or why it says nothing. */
export type NodeState = { kind: "here"; info: NodeInfo } | { kind: "away" } | { kind: "locked-out" };

/** The Lightning node at a glance. */
export function NodeCard(node: NodeState): Html {
  const { t } = usePage();
  return Card({
    title: t("owner.node.title"),
    aside: State(badge(node)),
    children: node.kind === "here" ? About(node.info) : html`<p class="soft">${t("owner.node.away.text")}</p>`,
  });
}

function badge(node: NodeState): StateProps {
  const { t } = usePage();
  if (node.kind !== "here") return { label: t("owner.node.state.away"), tone: "bad" };
  if (node.info.network === "sandbox") return { label: t("owner.node.state.sandbox"), tone: "warn", icon: "sprout" };
  return node.info.isSyncedToChain
    ? { label: t("owner.node.state.synced"), tone: "good" }
    : { label: t("owner.node.state.syncing"), tone: "warn" };
}

function About(info: NodeInfo): Html {
  const { t, format } = usePage();
  return Facts({
    facts: [
      { name: t("owner.node.alias"), value: info.alias },
      { name: t("owner.node.network"), value: info.network },
      { name: t("owner.node.height"), value: format.number(info.height) },
      { name: t("owner.node.channels"), value: format.number(info.activeChannels) },
      { name: t("owner.node.version"), value: info.version },
      { name: t("owner.node.key"), value: Short({ text: info.publicKey }) },
    ],
  });
}
