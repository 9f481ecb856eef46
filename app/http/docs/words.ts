import { html } from "../../../ui/html.ts";
import type { Html, Slot } from "../../../ui/html.ts";
import type { Schema } from "../openapi/types.ts";

/** The document's few marks as nodes: blank lines part paragraphs, backquotes mark code. */
export function paragraphs(text: string): Html[] {
  return text.split("\n\n").map((paragraph) => html`<p>${marked(paragraph)}</p>`);
}

export function marked(text: string): Slot {
  return text.split("`").map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`));
}

/** A value's type in a few words, with a link where it has a name. */
export function typeOf(schema: Schema): Slot {
  if (schema.$ref !== undefined) return shapeLink(schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1));
  if (schema.anyOf !== undefined)
    return schema.anyOf.flatMap((each, index) => [index === 0 ? "" : " or ", typeOf(each)]);
  if (schema.items !== undefined) return ["list of ", typeOf(schema.items), countOf(schema)];
  if (schema.const !== undefined) return html`<code>${schema.const}</code>`;
  if (schema.enum !== undefined)
    return schema.enum.flatMap((each, index) => [index === 0 ? "" : ", ", html`<code>${each}</code>`]);
  return [schema.type ?? "anything", limitsOf(schema)];
}

function shapeLink(name: string): Html {
  return html`<a class="link" href=${`#shape-${name}`}>${name}</a>`;
}

function countOf({ minItems, maxItems }: Schema): string {
  if (maxItems !== undefined) return ` (${minItems ?? 0} to ${maxItems})`;
  return minItems === undefined ? "" : ` (at least ${minItems})`;
}

function limitsOf({ minimum, maximum, minLength, maxLength }: Schema): string {
  if (minimum !== undefined && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER)
    return ` (${minimum} to ${maximum})`;
  if (maxLength !== undefined) return ` (${minLength ?? 0} to ${maxLength} characters)`;
  return "";
}
