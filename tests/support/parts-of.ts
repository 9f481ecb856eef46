import { UR, UREncoder } from "@ngraveio/bc-ur";

/** The parts of a moving code as other wallets show them: as many as asked for, the pure ones first unless it began before. */
export function partsOf(
  text: string,
  { count, after = 0, bytes = 150 }: { count?: number; after?: number; bytes?: number } = {},
): string[] {
  const encoder = new UREncoder(UR.fromBuffer(Buffer.from(text)), bytes, after);
  return Array.from({ length: count ?? encoder.fragmentsLength }, () => encoder.nextPart());
}
