import { z } from "zod";

/** No longer than what authenticators make: an id has at most 1023 bytes (WebAuthn 4), as base64url. */
const id = z.string().min(1).max(1364);
const short = z.string().max(4_096);
const long = z.string().max(32_768);

/** What a new passkey says (`RegistrationResponseJSON`), as far as it is looked at. */
const newPasskey = z.object({ id, rawId: id, response: z.object({ clientDataJSON: short, attestationObject: long }) });

/** What a known passkey says (`AuthenticationResponseJSON`), as far as it is looked at. */
const knownPasskey = z.object({
  id,
  rawId: id,
  response: z.object({
    clientDataJSON: short,
    authenticatorData: short,
    signature: short,
    userHandle: z.string().max(128).nullish(),
  }),
});

export const readNewPasskey = (text: string) => read(newPasskey, text);

export const readKnownPasskey = (text: string) => read(knownPasskey, text);

function read<Shape extends z.ZodType>(shape: Shape, text: string): z.output<Shape> | undefined {
  return shape.safeParse(jsonIn(text)).data;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
