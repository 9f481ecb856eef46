import type { Visit } from "../../app/accounts/acting.ts";

/** Somebody's phone at home. */
export const visit: Visit = { door: "lan", device: "Firefox · Android" };
