import { recoveryWords } from "../../../app/ecash/recovery-words.ts";
import { CannotDo } from "../command.ts";
import type { Outside } from "../command.ts";
import { withEcash } from "./with-ecash.ts";

/** Shows the twelve words to whoever has a shell on the hub's machine, and so has the database and its key anyway. */
export async function showWords(_args: string[], { environment, print, complain }: Outside): Promise<number> {
  const words = await withEcash({ environment }, recoveryWords);
  if (words === undefined) throw new CannotDo("This hub has no e-cash yet: start it once with MINT_URL set.");
  complain("Whoever reads these words has the hub's e-cash. Write them on paper; do not photograph or mail them.\n");
  print(`${words}\n`);
  return 0;
}
