import type { Reader } from "../../db/database.ts";
import { listActs } from "./list-acts.ts";
import type { Act, ActFilter } from "./list-acts.ts";

const PAGE = 500;

/** All acts that the filter lets through, a page at a time, so that a million of them need no memory. */
export async function* exportActs(reader: Reader, filter: Omit<ActFilter, "limit">): AsyncGenerator<Act[]> {
  for (let { before } = filter; ;) {
    const { acts, nextBefore } = await listActs(reader, { ...filter, before, limit: PAGE });
    yield acts;
    if (nextBefore === undefined) return;
    before = nextBefore;
  }
}
