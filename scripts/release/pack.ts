import { basename, dirname } from "node:path";
import { run } from "../regtest/daemons/run.ts";

/** Order, times and owners are those of no machine: whoever packs the same tree gets the same bytes. */
const SAME_EVERYWHERE = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner", "--format=gnu"];

/** Packs a folder, under its own name, into a compressed archive. */
export async function pack(folder: string, archive: string): Promise<void> {
  const compress = "--use-compress-program=gzip -n -9";
  await run("tar", [...SAME_EVERYWHERE, compress, "-cf", archive, "-C", dirname(folder), basename(folder)], {});
}
