import { existsSync, writeFileSync } from "node:fs";
import type { PictureJob } from "./job.ts";
import { drawPicture, readPicture } from "./decode.ts";

/** The process in which pictures are decoded: one job comes in, one answer goes out. */
const OUT_OF_MEMORY_SCORE = "/proc/self/oom_score_adj";

// When the board runs out of memory, Linux shall end this process and not the shop or its node.
if (existsSync(OUT_OF_MEMORY_SCORE)) writeFileSync(OUT_OF_MEMORY_SCORE, "1000");

process.on("message", (job: PictureJob) => {
  void answer(job);
});
process.on("disconnect", () => process.exit());

async function answer({ kind, source }: PictureJob): Promise<void> {
  process.send?.(kind === "read" ? await readPicture(source) : await drawPicture(source));
}
