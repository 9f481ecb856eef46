import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { cborOf } from "./cbor.ts";
import type { Cbor } from "./cbor.ts";

type Passkey = { id: Buffer; secret: KeyObject; publicKey: Buffer; userHandle: string };

/** How a browser and its authenticator behave when they are honest, and what a test makes them lie about. */
export type Manner = {
  /** The address in the browser's bar. */
  origin?: string;
  /** The host name that the authenticator signs for. */
  rpId?: string;
  challenge?: string;
  /** Whether a finger, face or PIN was shown. */
  unlocked?: boolean;
  /** How often the key says it was used; 0 for one that does not count. */
  count?: number;
  userHandle?: string;
};

const PRESENT = 0x01;
const UNLOCKED = 0x04;
const HAS_KEY = 0x40;

/** A software authenticator for ES256 (WebAuthn level 2), with the browser in front of it. */
export class Authenticator {
  readonly #passkeys: Passkey[] = [];

  /** Makes a passkey as a page would ask for it; answers with the text that the page sends. */
  create(options: PublicKeyCredentialCreationOptionsJSON, manner: Manner = {}): string {
    const passkey = newPasskey(options.user.id);
    this.#passkeys.push(passkey);
    const rpId = manner.rpId ?? options.rp.id ?? "";
    const idLength = Buffer.from([passkey.id.length >> 8, passkey.id.length & 0xff]);
    const attested = Buffer.concat([Buffer.alloc(16), idLength, passkey.id, passkey.publicKey]);
    const authData = Buffer.concat([authenticatorData(rpId, HAS_KEY, manner), attested]);
    const attestation = new Map<Cbor, Cbor>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", authData],
    ]);
    return credential(passkey, {
      clientDataJSON: text(clientData("webauthn.create", options.challenge, manner)),
      attestationObject: text(cborOf(attestation)),
      transports: ["internal"],
    });
  }

  /** Signs with its newest passkey, or with the one that is asked for. */
  get(options: PublicKeyCredentialRequestOptionsJSON, manner: Manner = {}): string {
    const asked = new Set(options.allowCredentials?.map(({ id }) => id));
    const passkey = this.#passkeys.findLast(({ id }) => asked.size === 0 || asked.has(text(id)));
    if (passkey === undefined) throw new Error("the authenticator has no such passkey");
    const authData = authenticatorData(manner.rpId ?? options.rpId ?? "", 0, manner);
    const clientDataJSON = clientData("webauthn.get", options.challenge, manner);
    const signed = Buffer.concat([authData, sha256(clientDataJSON)]);
    return credential(passkey, {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authData),
      signature: text(sign("sha256", signed, passkey.secret)),
      userHandle: manner.userHandle ?? passkey.userHandle,
    });
  }
}

function newPasskey(userHandle: string): Passkey {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const cose = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, Buffer.from(x, "base64url")],
    [-3, Buffer.from(y, "base64url")],
  ]);
  return { id: randomBytes(16), secret: privateKey, publicKey: cborOf(cose), userHandle };
}

function authenticatorData(rpId: string, flags: number, { unlocked = true, count = 0 }: Manner): Buffer {
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(count);
  return Buffer.concat([sha256(rpId), Buffer.from([PRESENT | flags | (unlocked ? UNLOCKED : 0)]), counter]);
}

function clientData(type: string, challenge: string, manner: Manner): Buffer {
  const { origin = "http://localhost" } = manner;
  return Buffer.from(JSON.stringify({ type, challenge: manner.challenge ?? challenge, origin, crossOrigin: false }));
}

function credential({ id }: Passkey, response: Record<string, unknown>): string {
  return JSON.stringify({ id: text(id), rawId: text(id), type: "public-key", clientExtensionResults: {}, response });
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}

function sha256(data: string | Uint8Array): Buffer {
  return createHash("sha256").update(data).digest();
}
