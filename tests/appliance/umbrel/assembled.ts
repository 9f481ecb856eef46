import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assembleStore } from "../../../scripts/umbrel/assemble.ts";
import { readPackage, type UmbrelPackage } from "../../../scripts/umbrel/read-package.ts";

export const published = {
  image: "registry.example.net/someone/satoshop-hub",
  digest: `sha256:${"5a".repeat(32)}`,
  home: "https://git.example.net/someone/satoshop-hub",
  submission: undefined,
  community: undefined,
};

/** Umbrel's own store's folder of the app, as the script makes it. */
export async function assembled(): Promise<UmbrelPackage> {
  const into = mkdtempSync(join(tmpdir(), "satoshop-store-"));
  try {
    return readPackage(await assembleStore({ ...published, into }));
  } finally {
    rmSync(into, { recursive: true });
  }
}
