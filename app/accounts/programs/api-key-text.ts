import { isId } from "../../domain/ids.ts";

/** By this a lost key is recognised for what it is, by people and by programs that look for leaked secrets. */
const PREFIX = "ss_";

/** 256 bits as base64url. */
const SECRET = /^[\w-]{43}$/;

/** `ss_<id>_<secret>`, the whole key as its owner keeps it. */
export function apiKeyText(id: string, secret: string): string {
  return `${PREFIX}${id}_${secret}`;
}

export function isApiKeyText(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** The two parts of a key; undefined for text that cannot be one. */
export function readApiKeyText(text: string): { id: string; secret: string } | undefined {
  // The secret may have an underscore of its own; ids have one length.
  const parts = /^ss_(key_[^_]+)_(.*)$/.exec(text);
  const [, id = "", secret = ""] = parts ?? [];
  return isId("key", id) && SECRET.test(secret) ? { id, secret } : undefined;
}
