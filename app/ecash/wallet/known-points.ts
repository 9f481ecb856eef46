import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import type { Ecash } from "../ecash.ts";
import { readBody } from "../journal/op-body.ts";

const Points = z.array(z.string());

/** Coins of a mint that the hub knows of: its own, those that it gave out, and those that operations are about to make. */
export async function knownPoints(
  reader: Reader,
  { kit, seal }: Pick<Ecash, "kit" | "seal">,
  mintUrl: string,
): Promise<ReadonlySet<string>> {
  const own = await reader.selectFrom("coin").select("point").where("mint_url", "=", mintUrl).execute();
  const given = await reader.selectFrom("ecash_token").select("points").where("mint_url", "=", mintUrl).execute();
  const ops = await reader
    .selectFrom("ecash_op")
    .select(["id", "sealed"])
    .where("mint_url", "=", mintUrl)
    .where("state", "in", ["open", "blocked"])
    .execute();
  return new Set([
    ...own.map(({ point }) => point),
    ...given.flatMap(({ points }) => Points.parse(JSON.parse(points))),
    ...ops.flatMap(({ id, sealed }) =>
      readBody(seal.open(sealed, id)).outputs.map(({ secret }) => kit.pointOf(secret)),
    ),
  ]);
}
