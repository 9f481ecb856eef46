import type { Db } from "../../../app/db/database.ts";
import { sendingHalt } from "../../../app/payments/sending-halt.ts";
import { fine, warning } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** Whether money that is due waits because the hub came back from a backup. */
export async function checkHalt(db: Db): Promise<Finding> {
  const halt = await sendingHalt(db);
  if (halt === undefined) return fine("payments", "no return from a backup waits to be compared");
  const at = new Date(Number(halt.backupAtMs)).toISOString();
  return warning(
    "payments",
    `nothing is sent since the return from the backup of ${at}: compare at /owner/books, and lift it there`,
  );
}
