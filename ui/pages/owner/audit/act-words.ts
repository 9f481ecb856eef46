import type { Act, Named } from "../../../../app/accounts/audit/list-acts.ts";
import type { Role } from "../../../../app/domain/permissions.ts";
import type { Page } from "../../../page.ts";
import { orderNumber } from "../../order/number.ts";
import { actSentences } from "./act-sentences.ts";

type Told = Pick<Page, "t">;

/** What somebody did, in plain words; the code of a kind of act that this program does not know. */
export function whatWords(page: Told, { type, body }: Pick<Act, "type" | "body">): string {
  const say = actSentences.get(type);
  return say === undefined ? type : say(page.t, fieldsOf(body));
}

/** Who did it: a name, or what is known of somebody without one. */
export function whoWords(page: Told, { person, actor }: Pick<Act, "person" | "actor">): string {
  if (person !== undefined) return nameWords(page, person);
  if (actor === "buyer" || actor === "terminal") return page.t(`people.who.${actor}`);
  return page.t("people.who.nobody");
}

/** What it was done to; empty when that is clear from the rest. */
export function toWords(page: Told, { to, stream, actor }: Pick<Act, "to" | "stream" | "actor">): string {
  if (stream === actor) return "";
  if (to !== undefined) return "stall" in to ? to.stall : nameWords(page, to);
  return stream.startsWith("ord_") ? page.t("people.to.order", { number: orderNumber(stream) }) : "";
}

function nameWords({ t }: Told, { name, role, state }: Named): string {
  if (state === "erased") return t("people.who.erased");
  return name === "" ? `${t("people.nameless")} (${roleWord(t, role)})` : name;
}

function roleWord(t: Page["t"], role: Role): string {
  return t(`people.role.${role}`);
}

/** The texts of an event's body by name; whatever else is in it is not told here. */
function fieldsOf(body: string): ReadonlyMap<string, string> {
  const fields: unknown = JSON.parse(body);
  if (typeof fields !== "object" || fields === null) return new Map();
  return new Map(Object.entries(fields).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
}
