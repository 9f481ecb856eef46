import type { Refused } from "../../domain/refusal.ts";
import type { ReadPicture } from "./port.ts";

/** What is sent to the process that decodes pictures, and what it answers. */
export type PictureJob = { kind: "read" | "draw"; source: Uint8Array };
export type PictureAnswer = ReadPicture | Refused<"picture-refused">;
