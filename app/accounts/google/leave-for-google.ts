import { isGooglePlace } from "../../domain/key-places.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { GoogleSignIn } from "../../gateways/google/port.ts";
import { ask } from "../keys/ask.ts";
import type { Asking, Occasion } from "../keys/question.ts";
import { tripOf } from "./trip.ts";

export type AskingGoogle = Asking & { google: GoogleSignIn };

/** Begins a trip to Google. Answers with the address at which the browser goes on. */
export async function leaveForGoogle(
  deps: AskingGoogle,
  origin: string,
  occasion: Occasion,
): Promise<{ kind: "leaving"; address: string } | Refused<"google-elsewhere" | "google-unavailable">> {
  if (!isGooglePlace(origin)) return refuse("google-elsewhere");
  const question = await ask(deps, "google", occasion);
  const address = await deps.google.addressOf(tripOf(deps, origin, question));
  return isRefused(address) ? address : { kind: "leaving", address };
}
