import type { MiddlewareHandler } from "hono";
import { refuse } from "../../domain/refusal.ts";
import type { HubContext, HubEnv } from "../context.ts";
import { answerProblem } from "../problem.ts";

const FORM_TYPES = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

/** Pages take forms alone; a body that says it is one and cannot be read is refused as well. */
export function formsOnly(): MiddlewareHandler<HubEnv> {
  return async (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    if (!FORM_TYPES.test(c.req.header("content-type") ?? "")) return answerProblem(c, refuse("unsupported-media-type"));
    // The handler reads it again from what is kept here.
    const isReadable = await c.req.formData().then(
      () => true,
      () => false,
    );
    return isReadable ? next() : answerProblem(c, refuse("invalid-input"));
  };
}

/** A sent form. Every field may be missing, or be there although nobody asked for it. */
export class SentForm {
  readonly #data: FormData;

  constructor(data: FormData) {
    this.#data = data;
  }

  /** The field's text as typed; empty when it is missing or a file. */
  text(name: string): string {
    const value = this.#data.get(name);
    return typeof value === "string" ? value : "";
  }

  has(name: string): boolean {
    return this.#data.has(name);
  }

  /** Text fields whose name begins so, in the order sent. */
  starting(prefix: string): [name: string, value: string][] {
    return [...this.#data].flatMap(([name, value]) =>
      name.startsWith(prefix) && typeof value === "string" ? [[name, value]] : [],
    );
  }

  /** Chosen files; an empty file field sends one without a name and content. */
  files(name: string): File[] {
    return this.#data
      .getAll(name)
      .filter((value) => value instanceof File)
      .filter((file) => file.size > 0);
  }
}

export async function readForm(c: HubContext): Promise<SentForm> {
  return new SentForm(await c.req.formData());
}
