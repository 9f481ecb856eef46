import { text } from "node:stream/consumers";
import { unseal } from "./age.ts";
import type { Sealed } from "./unseal-apart.ts";

/** The process in which `.env.age` is opened: what goes in is what `unsealApart` sends, what comes out is the text. */
const { file, keys }: Sealed = JSON.parse(await text(process.stdin));
process.stdout.write(await unseal(Buffer.from(file, "base64"), keys));
