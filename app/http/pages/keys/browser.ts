import { newSecret } from "../../../domain/ids.ts";
import { QUESTION_LIFETIME_MS } from "../../../accounts/keys/question.ts";
import { readKeyCookie, setKeyCookie } from "../../cookies.ts";
import type { Hub, HubContext } from "../../context.ts";

/** The secret by which this browser is known as the one that asks; it stays for as long as its last question. */
export function askingBrowser(c: HubContext, hub: Hub): string {
  const token = readKeyCookie(c, hub) ?? newSecret(hub.random);
  setKeyCookie(c, hub, { token, expiresAtMs: hub.clock() + QUESTION_LIFETIME_MS });
  return token;
}

/** The same for a browser that brings an answer; one without a secret has asked nothing. */
export function answeringBrowser(c: HubContext, hub: Hub): string {
  return readKeyCookie(c, hub) ?? "";
}
