import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { attachPicture } from "../catalog/add-picture.ts";
import { insertProduct } from "../catalog/add-product.ts";
import { insertStall } from "../catalog/open-stall.ts";
import { hangSign } from "../catalog/set-sign.ts";
import type { Db, Reader, Tx } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import type { Random } from "../domain/ids.ts";
import { isRefused } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import { afterMs } from "../domain/time.ts";
import type { UnixMs } from "../domain/time.ts";
import type { PicturePort, ReadPicture } from "../gateways/pictures/port.ts";
import type { DemoPicture, DemoProduct, DemoStall } from "./demo-stall.ts";
import { orchard } from "./orchard.ts";
import { press } from "./press.ts";
import { workshop } from "./workshop.ts";

const demoStalls: readonly DemoStall[] = [orchard, workshop, press];
const DRAWINGS = join(import.meta.dirname, "../../ui/demo");

/** `undrawn` names drawings that could not be turned into pictures; the demo goes on without them. */
export type Seeded = { readonly stalls: number; readonly products: number; readonly undrawn: readonly string[] };

/** Fills an empty market, all of it or nothing; undefined when there is a stall already. */
export async function seedDemo(
  db: Db,
  pictures: PicturePort,
  now: UnixMs,
  random: Random,
  stalls: readonly DemoStall[] = demoStalls,
): Promise<Seeded | undefined> {
  if (!(await isEmpty(db))) return undefined;
  const drawn = await drawAll(pictures, stalls);
  return transact(db, async (tx) => {
    if (!(await isEmpty(tx))) return undefined;
    const goods = inMarketOrder(stalls, await openAll(tx, stalls, drawn, now, random));
    for (const [index, { stallId, product }] of goods.entries()) {
      const { picture, ...input } = product;
      const at = afterMs(now, BigInt(index));
      const { productId } = sure(await insertProduct(tx, stallId, input, at, random));
      const file = drawn.get(picture.file);
      if (file !== undefined) await attachPicture(tx, productId, file, picture.alt, at);
    }
    const undrawn = picturesOf(stalls)
      .map(({ file }) => file)
      .filter((file) => !drawn.has(file));
    return { stalls: stalls.length, products: goods.length, undrawn };
  });
}

async function isEmpty(reader: Reader): Promise<boolean> {
  return (await reader.selectFrom("stall").select("id").limit(1).executeTakeFirst()) === undefined;
}

function picturesOf(stalls: readonly DemoStall[]): DemoPicture[] {
  return stalls.flatMap(({ sign, products }) => [sign, ...products.map(({ picture }) => picture)]);
}

type Drawn = ReadonlyMap<string, ReadPicture>;

/** A board on which pictures cannot be drawn still gets its demo, without them. */
async function drawAll(pictures: PicturePort, stalls: readonly DemoStall[]): Promise<Drawn> {
  const wanted = picturesOf(stalls).map(({ file }) => file);
  const results = await Promise.allSettled(
    wanted.map(async (file) => pictures.draw(await readFile(join(DRAWINGS, file)))),
  );
  return new Map(
    results.flatMap((result, index) => {
      const file = wanted[index];
      return file === undefined || result.status === "rejected" ? [] : [[file, result.value] as const];
    }),
  );
}

/** The stalls' ids, in their order. */
async function openAll(
  tx: Tx,
  stalls: readonly DemoStall[],
  drawn: Drawn,
  now: UnixMs,
  random: Random,
): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, { stall, sign }] of stalls.entries()) {
    const { stallId } = sure(await insertStall(tx, stall, afterMs(now, BigInt(index)), random));
    await hangSign(tx, stallId, drawn.get(sign.file), now);
    ids.push(stallId);
  }
  return ids;
}

type Good = { stallId: string; product: DemoProduct };

/** The market shows the newest first: the stalls take turns, and what should catch the eye comes last. */
function inMarketOrder(stalls: readonly DemoStall[], ids: readonly string[]): Good[] {
  const most = Math.max(...stalls.map(({ products }) => products.length));
  const turns = Array.from({ length: most }, (_, rank) =>
    stalls.flatMap(({ products }, index) => {
      const [product, stallId] = [products[rank], ids[index]];
      return product === undefined || stallId === undefined ? [] : [{ stallId, product }];
    }),
  );
  return turns.flat().toReversed();
}

/** Our own demo texts are never refused; if they are, that is a bug. */
function sure<Result>(result: Result): Exclude<Result, Refused> {
  if (isGranted(result)) return result;
  throw new Error(`the demo was refused: ${JSON.stringify(result)}`);
}

function isGranted<Result>(result: Result): result is Exclude<Result, Refused> {
  return !isRefused(result);
}
