import { Table } from "../../../ui/components/table.ts";
import { html } from "../../../ui/html.ts";
import type { Html } from "../../../ui/html.ts";
import type { Schema } from "../openapi/types.ts";
import { marked, typeOf } from "./words.ts";

type Field = { name: string; schema: Schema; isRequired: boolean };

/** One named shape: what it is, and its fields when it has any. */
export function ShapeSection({ name, schema }: { name: string; schema: Schema }): Html {
  const { properties, required = [], description = "" } = schema;
  const fields = Object.entries(properties ?? {}).map(([field, of]) => ({
    name: field,
    schema: of,
    isRequired: required.includes(field),
  }));
  return html`<article class="stack" id=${`shape-${name}`} aria-labelledby=${`shape-${name}-name`}>
    <h3 id=${`shape-${name}-name`}>${name}</h3>
    <p>${marked(description)}</p>
    ${fields.length > 0 ? Fields(name, fields) : html`<p>${typeOf(schema)}${schema.pattern !== undefined && html` matching <code>${schema.pattern}</code>`}</p>`}
  </article>`;
}

function Fields(name: string, fields: readonly Field[]): Html {
  return Table<Field>({
    caption: `Fields of ${name}`,
    columns: [
      { label: "Field", isName: true, cell: (field) => html`<code>${field.name}</code>` },
      { label: "Type", cell: ({ schema }) => typeOf(schema) },
      {
        label: "Meaning",
        cell: ({ schema, isRequired }) => [marked(schema.description ?? ""), isRequired ? "" : " May be missing."],
      },
    ],
    rows: fields,
  });
}
