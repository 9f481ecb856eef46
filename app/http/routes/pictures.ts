import { Hono } from "hono";
import { LRUCache } from "lru-cache";
import { findPictureFile } from "../../catalog/find-picture-file.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Hub, HubEnv } from "../context.ts";
import { requires } from "../middleware/requires.ts";
import { answerProblem } from "../problem.ts";

/** The pictures of a market's first page; the database has the rest. */
const KEPT_BYTES = 8 * 1024 * 1024;

/** Products' and stalls' pictures. An id and a width always mean the same bytes. */
export function pictureRoutes({ db }: Pick<Hub, "db">): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  const kept = new LRUCache<string, Uint8Array<ArrayBuffer>>({
    maxSize: KEPT_BYTES,
    sizeCalculation: (bytes) => bytes.length,
  });
  app.get("/pictures/:id{[0-9a-f]+}/:width{[1-9][0-9]*}", requires("market.visit"), async (c) => {
    const { id, width } = c.req.param();
    const name = `${id}/${width}`;
    const bytes = kept.get(name) ?? (await read(db, id, Number(width)));
    if (bytes === undefined) return answerProblem(c, refuse("not-found"));
    kept.set(name, bytes);
    return c.body(bytes, 200, { "Content-Type": "image/webp", "Cache-Control": "public, max-age=31536000, immutable" });
  });
  return app;
}

async function read(db: Hub["db"], id: string, width: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = await findPictureFile(db, id, width);
  return bytes === undefined ? undefined : new Uint8Array(bytes);
}
