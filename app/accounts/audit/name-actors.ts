import { sql } from "kysely";
import type { Reader } from "../../db/database.ts";

const MOST = 200;

/** Who can be asked for by choosing: all who run the hub or sell, and whoever is asked for already. Buyers are too many. */
export async function nameActors(reader: Reader, asked: string | undefined): Promise<{ id: string; name: string }[]> {
  const team = await reader
    .selectFrom("person")
    .select(["id", "name"])
    .where("role", "in", ["owner", "operator", "support", "viewer", "seller"])
    .where(sql<boolean>`state <> 'erased'`)
    .orderBy("name")
    .limit(MOST)
    .execute();
  if (asked === undefined || team.some(({ id }) => id === asked)) return team;
  return [...team, ...(await reader.selectFrom("person").select(["id", "name"]).where("id", "=", asked).execute())];
}
