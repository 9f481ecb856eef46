import type { SignInPurpose, SignInTable } from "../../db/schema.ts";
import { MINUTE_MS } from "../../domain/time.ts";
import type { Visit } from "../acting.ts";
import type { Failing } from "../record-failure.ts";

/** What every action about requests by mail works with. */
export type Requesting = Failing & {
  secretKey: string;
  /** Under which name people find the hub's bot at Telegram; undefined while it has none that answers. */
  botName?: () => string | undefined;
};

/** From where a request comes: besides the visit, what its letter needs to lead back here. */
export type Caller = Visit & {
  /** The address of the door as it is configured; never what the request says it is. */
  origin: string;
  locale: "en" | "ko";
  /** What this browser asked for before, by its cookie; a new request puts an end to it. */
  earlier: string | undefined;
};

/** A request that was opened; `token` goes into the browser's cookie and nowhere else. */
export type OpenedRequest = { kind: "asked"; token: string; expiresAtMs: bigint };

/** As long as a letter may take and no longer (OWASP ASVS 5.0, 6.5.5). */
export const REQUEST_LIFETIME_MS = 10n * MINUTE_MS;

/** After so many wrong codes a request is dead (ASVS 6.6.3). */
export const MOST_TRIES = 5n;

/** In which a request may still let somebody in. */
export const OPEN_STATES = ["waiting", "approved"] as const satisfies readonly SignInTable["state"][];

/** What a browser may be told of its own request. */
export type OwnRequest = {
  purpose: SignInPurpose;
  address: string;
  /** `approved`: somebody who opened the link elsewhere has said yes. */
  state: "waiting" | "approved" | "over";
  /** Whoever opens the link elsewhere types these, so that they say yes to this screen and no other. */
  digits: string;
  expiresAtMs: bigint;
};
