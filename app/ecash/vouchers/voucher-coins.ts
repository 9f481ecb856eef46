import { z } from "zod";
import type { Proof } from "../../gateways/mint/port.ts";
import { readProof, writeProof } from "../journal/op-body.ts";

const Coins = z.array(z.string());

/** A voucher's coins as they are sealed. */
export function writeCoins(coins: readonly Proof[]): string {
  return JSON.stringify(coins.map(writeProof));
}

export function readCoins(text: string): readonly Proof[] {
  return Coins.parse(JSON.parse(text)).map(readProof);
}
