import type { z } from "zod";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";

/** One thing wrong with the input: where (RFC 6901), zod's code for it, and a sentence for developers. */
export type FieldError = { pointer: string; code: string; message: string };

/** The refusal points at the first error; `errors` has all of them, for the summary above a form. */
export type Invalid = Refused<"invalid-input"> & { errors: readonly FieldError[] };

/** Lets through what fits the schema, in its canonical form (trimmed, defaults filled in). */
export function validate<Output>(schema: z.ZodType<Output>, input: unknown): Output | Invalid {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const errors = firstAtEachPlace(result.error.issues.flatMap(toErrors));
  return { ...refuse("invalid-input", errors[0]?.pointer ?? ""), errors };
}

function firstAtEachPlace(errors: readonly FieldError[]): FieldError[] {
  return errors.filter(({ pointer }, index) => errors.findIndex((error) => error.pointer === pointer) === index);
}

export function isInvalid(value: unknown): value is Invalid {
  return (
    typeof value === "object" && value !== null && "errors" in value && "kind" in value && value.kind === "refused"
  );
}

function toErrors(issue: z.core.$ZodIssue): FieldError[] {
  const paths = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) => ({ pointer: toPointer(path), code: issue.code, message: issue.message }));
}

function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
