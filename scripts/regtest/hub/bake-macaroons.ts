import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as setup from "../../../app/gateways/lightning/setup.ts";
import { keepMacaroons } from "../../satoshop/keep-macaroons.ts";
import type { StackNode } from "../stack.ts";

/** Bakes the narrow macaroons of a node into a folder of their own, and returns the folder. */
export async function bakeMacaroons(folder: string, node: StackNode): Promise<string> {
  const macaroons = await setup.bakeMacaroons({
    socket: node.socket,
    certificate: readFileSync(node.certPath).toString("base64"),
    adminMacaroon: readFileSync(node.adminMacaroonPath).toString("base64"),
  });
  const target = join(folder, "macaroons");
  keepMacaroons(target, macaroons);
  return target;
}
