import type { Catalogue } from "../message.ts";

/** The ways in. */
export const signIn = {
  title: "Sign in",
  lead: "There are no passwords here. Choose the way that suits you.",
  "link.title": "With a link",
  "link.text": "You were given a one-time link or its code: by the owner, in the terminal, or by satoshop login-link.",
  "link.action": "I have a link",
} as const satisfies Catalogue;
