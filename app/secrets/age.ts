import { Decrypter, Encrypter, armor, generateX25519Identity, identityToRecipient } from "age-encryption";

/** Encrypts for the first of these identities, as text that may be printed and pasted (age's armor). */
export async function seal(text: string, [newest]: readonly string[]): Promise<string> {
  if (newest === undefined) throw new Error("there is no identity to encrypt for");
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(newest));
  return armor.encode(await encrypter.encrypt(text));
}

/** Decrypts what `seal`, or `age` with or without `--armor`, has made; throws when none of the identities fits. */
export async function unseal(file: Uint8Array, keys: readonly string[]): Promise<string> {
  const decrypter = new Decrypter();
  for (const key of keys) decrypter.addIdentity(key);
  const text = Buffer.from(file).toString("latin1");
  return decrypter.decrypt(text.startsWith("-----BEGIN AGE") ? armor.decode(text) : file, "text");
}

/** A new identity, as the file that `age-keygen` would write, without its date. */
export async function newIdentityFile(): Promise<{ key: string; text: string }> {
  const key = await generateX25519Identity();
  return { key, text: `# public key: ${await identityToRecipient(key)}\n${key}\n` };
}
