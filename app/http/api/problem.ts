import { z } from "zod";
import { problemKinds, problemType } from "../problem.ts";
import { named } from "./values.ts";

const field = named(
  "ProblemField",
  "One part of the request that is at fault.",
  z.strictObject({
    pointer: z.string().optional().describe("JSON pointer (RFC 6901) into the body."),
    parameter: z.string().optional().describe("Name of a query parameter."),
    header: z.string().optional().describe("Name of a header."),
    detail: z.string(),
  }),
);

export const problem = named(
  "Problem",
  "A problem document (RFC 9457). `type` is a path on this hub that explains it; its meaning never changes.",
  z.strictObject({
    type: z.enum([...problemKinds.keys()].map(problemType)),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().describe("What happened and what to do."),
    reason: z.enum([...problemKinds.keys()]).describe("The last part of `type`."),
    errors: z.array(field).optional(),
    requestId: z.string().describe("Quote it when asking for help."),
    traceId: z.string().regex(/^[0-9a-f]{32}$/),
  }),
);
