import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { StackNode } from "../stack.ts";

/** Puts the macaroons of a node into a folder of their own, and returns the folder. */
export function bakeMacaroons(folder: string, node: StackNode): string {
  const macaroons = join(folder, "macaroons");
  mkdirSync(macaroons, { recursive: true, mode: 0o700 });
  copyFileSync(node.adminMacaroonPath, join(macaroons, "admin.macaroon"));
  return macaroons;
}
