import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Misconfigured } from "../../domain/outcome.ts";
import { compose } from "./compose.ts";
import type { MailPort, Taken } from "./port.ts";

const from = { name: "SatoShop sandbox", address: "sandbox@satoshop.invalid" };

/** The letters of a long evening of trying things out. */
const KEEPS = 200;

/**
 * Brings letters no further than a folder, one `.eml` file each, which every mail program opens. Addresses under
 * `.invalid`, which can never exist (RFC 6761 6.4), are refused as a real server would refuse them.
 */
export function sandboxMail(folder: string): MailPort {
  return {
    send: async (mail): Promise<Taken> => {
      const message = await compose(from, mail);
      if (mail.to.endsWith(".invalid")) return "refused";
      try {
        await keep(folder, `${mail.id}.eml`, message);
      } catch (cause) {
        throw new Misconfigured(`letters cannot be kept in ${folder}`, { cause });
      }
      return "taken";
    },
  };
}

async function keep(folder: string, name: string, message: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  await writeFile(`${file}.new`, message, { mode: 0o600 });
  await rename(`${file}.new`, file);
  // Ids sort by time behind their prefix.
  const kept = (await readdir(folder)).filter((each) => each.endsWith(".eml")).toSorted(byTime);
  await Promise.all(kept.slice(0, -KEEPS).map((each) => rm(join(folder, each), { force: true })));
}

function byTime(left: string, right: string): number {
  return left.slice(4) < right.slice(4) ? -1 : 1;
}
