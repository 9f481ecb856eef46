import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { SandboxMint } from "../../app/gateways/mint/sandbox-mint.ts";
import type { Fault, Faults } from "./faults.ts";

type Answer = Awaited<ReturnType<SandboxMint["request"]>>;

/** Answers as the mint does; `dropped` means that the line is cut. */
export type FaultyMint = (method: string, path: string, body?: unknown) => Promise<Answer | "dropped">;

export function withFaults({ request }: Pick<SandboxMint, "request">, faults: Faults): FaultyMint {
  return async (method, path, body) => {
    const fault = faults.takeFor(path);
    if (fault === undefined) return request(method, path, body);
    if (fault.delayMs > 0) await wait(fault.delayMs);
    if (fault.kind === "drop-before") return "dropped";
    if (fault.kind === "error-before") return brokenDown(fault);
    const answer = await request(method, path, body);
    if (fault.kind === "drop-after") return "dropped";
    if (fault.kind === "error-after") return brokenDown(fault);
    return spoiled(fault, answer, body);
  };
}

function brokenDown({ status }: Fault): Answer {
  return { status, body: { detail: "the sandbox mint was told to break down" } };
}

const Signature = z.object({
  id: z.string(),
  amount: z.number(),
  C_: z.string(),
  dleq: z.looseObject({ e: z.string() }),
});
const Signed = z.looseObject({ signatures: z.array(Signature).optional(), change: z.array(Signature).optional() });
const Asked = z.looseObject({ outputs: z.array(z.looseObject({ id: z.string(), B_: z.string() })).default([]) });

/** What no honest mint says, or what a careless one does. */
function spoiled({ kind }: Fault, answer: Answer, asked: unknown): Answer {
  const signed = Signed.safeParse(answer.body);
  if (answer.status !== 200 || !signed.success) return answer;
  const { signatures, change = [] } = signed.data;
  if (kind === "wrong-dleq") {
    const wrong = {
      ...(signatures && { signatures: signatures.map(forged) }),
      ...(change.length > 0 && { change: change.map(forged) }),
    };
    return { ...answer, body: { ...signed.data, ...wrong } };
  }
  if (kind !== "empty-change" || signatures !== undefined) return answer;
  return { ...answer, body: { ...signed.data, change: [...change, ...emptyOnes(asked, change.length)] } };
}

function forged(signature: z.output<typeof Signature>): z.output<typeof Signature> {
  return { ...signature, dleq: { ...signature.dleq, e: "11".repeat(32) } };
}

/** A signature worth nothing for each blank output that needed none. */
function emptyOnes(asked: unknown, from: number): z.output<typeof Signature>[] {
  const { outputs } = Asked.parse(asked);
  const dleq = { e: "11".repeat(32), s: "11".repeat(32) };
  return outputs.slice(from).map(({ id, B_ }) => ({ id, amount: 0, C_: B_, dleq }));
}
