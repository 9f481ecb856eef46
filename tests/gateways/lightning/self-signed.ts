import { generateKeyPairSync, sign } from "node:crypto";

/** A TLS certificate for `localhost` as LND makes them, and its key, both PEM; new for every call. */
export function selfSigned(): { certificate: string; privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(tagged(0x31, sequence(COMMON_NAME, tagged(0x0c, Buffer.from("localhost")))));
  const validity = sequence(tagged(0x17, Buffer.from("200101000000Z")), tagged(0x17, Buffer.from("491231235959Z")));
  const altNames = tagged(0x04, sequence(tagged(0x82, Buffer.from("localhost"))));
  const version = tagged(0xa0, integer(2));
  const extensions = tagged(0xa3, sequence(sequence(SUBJECT_ALT_NAME, altNames)));
  const key = publicKey.export({ type: "spki", format: "der" });
  const content = sequence(version, integer(1), sequence(ECDSA_WITH_SHA256), name, validity, name, key, extensions);
  const signature = tagged(0x03, Buffer.concat([Buffer.of(0), sign("sha256", content, privateKey)]));
  const certificate = sequence(content, sequence(ECDSA_WITH_SHA256), signature).toString("base64");
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** Object identifiers of X.509 (RFC 5280, RFC 5758), as DER. */
const COMMON_NAME = Buffer.from("0603550403", "hex");
const SUBJECT_ALT_NAME = Buffer.from("0603551d11", "hex");
const ECDSA_WITH_SHA256 = Buffer.from("06082a8648ce3d040302", "hex");

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

function integer(value: number): Buffer {
  return tagged(0x02, Buffer.of(value));
}

/** One DER element: its tag, its length in the shortest form, its content. */
function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length =
    content.length < 0x80
      ? [content.length]
      : content.length < 0x100
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...length), content]);
}
