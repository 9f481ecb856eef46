import { globSync, readFileSync } from "node:fs";
import * as assert from "uvu/assert";
import { suite } from "../support/suite.ts";

const test = suite("check/hashes");

const sources = globSync(["app/**/*.ts", "scripts/**/*.ts"]).map((file) => [file, readFileSync(file, "utf8")] as const);

const HASHING = /\bcreate(?:Hash|Hmac)\(\s*([^,)]+)|\bhkdf(?:Sync)?\(\s*([^,]+)/g;

test("everything that is hashed or signed with a hash is so with SHA-256", () => {
  const used = sources.flatMap(([file, text]) =>
    [...text.matchAll(HASHING)].map(([, hash, hkdf]) => ({ file, hash: hash ?? hkdf })),
  );
  assert.equal(
    used.filter(({ hash }) => hash !== '"sha256"'),
    [],
  );
  assert.ok(used.length >= 5, `only ${used.length} places were found`);
});

/** Rows that are worth money: AES in the mode that notices when anything was changed. */
const SEAL = "app/ecash/seal.ts";

test("nothing is drawn from a source of numbers that can be guessed, and one file encrypts", () => {
  // The bench only needs keys that differ.
  const found = sources
    .filter(([file]) => !file.startsWith("scripts/bench/"))
    .flatMap(([file, text]) =>
      [...text.matchAll(/\bMath\.random\(|\bcreateCipher\w*\(|\brandomUUID\(/g)].map(([call]) => `${file}: ${call}`),
    );
  assert.equal(found, [`${SEAL}: createCipheriv(`]);
  assert.match(readFileSync(SEAL, "utf8"), /CIPHER = "aes-256-gcm"/);
});
