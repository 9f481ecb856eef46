import { z } from "zod";
import { msat } from "../../domain/money.ts";
import type { PlannedOutput, Proof } from "../../gateways/mint/port.ts";

const Amount = z.string().transform((text) => msat(BigInt(text)));

const ProofShape = z.object({
  keysetId: z.string(),
  amountMsat: Amount,
  secret: z.string(),
  signature: z.string(),
  dleq: z.object({ e: z.string(), s: z.string(), r: z.string().optional() }).optional(),
  witness: z.string().optional(),
});

const OutputShape = z.object({
  keysetId: z.string(),
  amountMsat: Amount,
  point: z.string(),
  secret: z.string(),
  blindingFactor: z.string(),
});

const Body = z.object({
  inputs: z.array(ProofShape),
  outputs: z.array(OutputShape),
  given: z.int().min(0),
  /** Over a mint quote and the outputs (NUT-20). */
  signature: z.string().optional(),
});

/** The very request that was, or may have been, sent to a mint, and what turns its answer into coins. */
export type OpBody = {
  inputs: readonly Proof[];
  outputs: readonly PlannedOutput[];
  /** So many of the outputs, from the first on, become a token that leaves; the rest are the hub's own. */
  given: number;
  signature: string | undefined;
};

/** As it is sealed; whatever is in it is worth money. */
export function writeBody(body: OpBody): string {
  return JSON.stringify(body, textFromBigint);
}

export function readBody(text: string): OpBody {
  const { inputs, outputs, given, signature } = Body.parse(JSON.parse(text));
  return { inputs: inputs.map(proofOf), outputs, given, signature };
}

export function writeProof(proof: Proof): string {
  return JSON.stringify(proof, textFromBigint);
}

export function readProof(text: string): Proof {
  return proofOf(ProofShape.parse(JSON.parse(text)));
}

function proofOf({ dleq, witness, ...proof }: z.output<typeof ProofShape>): Proof {
  return {
    ...proof,
    dleq: dleq === undefined ? undefined : { e: dleq.e, s: dleq.s, r: dleq.r },
    ...(witness !== undefined && { witness }),
  };
}

function textFromBigint(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
