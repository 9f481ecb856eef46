import { createCipheriv, createDecipheriv } from "node:crypto";
import { derivedKey } from "../domain/hash.ts";
import type { Random } from "../domain/ids.ts";

/** Keeps what is worth money unreadable at rest; `about` names its row, and what was closed for one opens for no other. */
export type Seal = { close(text: string, about: string): string; open(sealed: string, about: string): string };

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Under a key of its own that comes from the hub's secret; whoever has lost that has the words of the seed, or nothing. */
export function sealUnder(secretKey: string, random: Random): Seal {
  const key = Buffer.from(derivedKey(secretKey, "ecash", "at rest"), "base64url");
  return {
    close: (text, about) => {
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(about));
      const closed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), closed]).toString("base64url");
    },
    open: (sealed, about) => {
      const bytes = Buffer.from(sealed, "base64url");
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([opened, decipher.final()]).toString("utf8");
    },
  };
}
