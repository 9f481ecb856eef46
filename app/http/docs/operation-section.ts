import { Disclosure } from "../../../ui/components/disclosure.ts";
import { Table } from "../../../ui/components/table.ts";
import { html } from "../../../ui/html.ts";
import type { Html, Slot } from "../../../ui/html.ts";
import type { Content, DocumentedOperation, DocumentedResponse, Parameter } from "../openapi/types.ts";
import { marked, paragraphs, typeOf } from "./words.ts";

export type Described = { method: string; path: string; operation: DocumentedOperation };

/** One operation: what it does, what it takes, what it answers. */
export function OperationSection({ method, path, operation }: Described): Html {
  return html`<article class="stack" id=${operation.operationId} aria-labelledby=${`${operation.operationId}-name`}>
    <h3 id=${`${operation.operationId}-name`}><code>${method.toUpperCase()} ${path}</code></h3>
    <p>${operation.summary}</p>
    ${operation.description !== undefined && paragraphs(operation.description)}
    ${operation.security !== undefined && html`<p>${Needs(operation.security)}</p>`}
    ${operation.parameters.length > 0 && Parameters(operation.parameters)}
    ${operation.requestBody !== undefined && html`<p>Body: ${shapesOf(operation.requestBody.content)}</p>`}
    ${Disclosure({ summary: "Answers", children: Answers(operation.responses) })}
  </article>`;
}

/** What to show to be let in; the session of a browser is for the hub's own pages. */
function Needs(security: NonNullable<DocumentedOperation["security"]>): Slot {
  const scopes = security.find((each) => each["bearer"] !== undefined)?.["bearer"];
  if (scopes === undefined) return "Needs the session of a signed-in browser.";
  const [scope] = scopes;
  return scope === undefined
    ? "Needs an API key or a token."
    : html`Needs an API key or a token with the scope <code>${scope}</code>.`;
}

function Parameters(parameters: readonly Parameter[]): Html {
  return Table<Parameter>({
    caption: "Parameters",
    columns: [
      { label: "Name", isName: true, cell: ({ name }) => html`<code>${name}</code>` },
      { label: "In", cell: (each) => `${each.in}${each.required ? ", required" : ""}` },
      { label: "Type", cell: ({ schema }) => typeOf(schema) },
      { label: "Meaning", cell: ({ description }) => marked(description) },
    ],
    rows: parameters,
  });
}

type Answer = [status: string, response: DocumentedResponse];

function Answers(responses: Record<string, DocumentedResponse>): Html {
  return Table<Answer>({
    caption: "Answers",
    columns: [
      { label: "Status", isName: true, cell: ([status]) => status },
      { label: "Meaning", cell: ([, { description }]) => paragraphs(description) },
      { label: "Body", cell: ([, { content }]) => (content === undefined ? "none" : shapesOf(content)) },
    ],
    rows: Object.entries(responses),
  });
}

function shapesOf(content: Content): Slot {
  return Object.entries(content).map(([mediaType, { schema }]) =>
    Object.keys(schema).length === 0
      ? html`<code>${mediaType}</code>`
      : html`<code>${mediaType}</code> ${typeOf(schema)}`,
  );
}
