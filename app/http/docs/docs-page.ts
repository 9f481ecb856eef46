import { Disclosure } from "../../../ui/components/disclosure.ts";
import { Link } from "../../../ui/components/link.ts";
import { PageHead } from "../../../ui/components/page-head.ts";
import { Section } from "../../../ui/components/section.ts";
import { Table } from "../../../ui/components/table.ts";
import { renderPage } from "../../../ui/document.ts";
import { html } from "../../../ui/html.ts";
import type { Html } from "../../../ui/html.ts";
import type { Page } from "../../../ui/page.ts";
import type { OpenApiDocument } from "../openapi/types.ts";
import { problemKinds, problemTitle, problemType } from "../problem.ts";
import type { ProblemReason } from "../problem.ts";
import { OperationSection } from "./operation-section.ts";
import type { Described } from "./operation-section.ts";
import { ShapeSection } from "./shape-section.ts";
import { marked, paragraphs } from "./words.ts";

/** The API for people who write programs, made from its OpenAPI document. In English, like the API itself. */
export function docsPage(page: Page, document: OpenApiDocument): string {
  return renderPage(
    page,
    { title: "API", description: "How programs buy from this hub, and run a stall on it." },
    () =>
      html`<div class="stack stack-wide" lang="en">
        ${PageHead({ title: "API for programs", lead: "What a buyer and a seller can do here, as plain HTTP and JSON." })}
        <div class="prose">
          ${paragraphs(document.info.description)}
          <p>${Link({ href: "/openapi.json", label: "The OpenAPI document of this hub" })}</p>
          ${Contents(document)}
        </div>
        ${Example(page.origin)} ${document.tags.map((tag) => TagSection(tag, operationsOf(document, tag.name)))}
        ${Shapes(document)} ${Problems()}
      </div>`,
  );
}

function Contents(document: OpenApiDocument): Html {
  const operations = document.tags.flatMap(({ name }) => operationsOf(document, name));
  const places = operations.map(({ method, path, operation }) => ({
    href: `#${operation.operationId}`,
    label: html`<code>${method.toUpperCase()} ${path}</code>`,
  }));
  const all = [...places, { href: "#shapes", label: "Shapes" }, { href: "#problems", label: "Problems" }];
  return html`<ul>
    ${all.map((each) => html`<li>${Link(each)}</li>`)}
  </ul>`;
}

function Example(origin: string): Html {
  return Disclosure({
    summary: "Buy and sell from a terminal",
    children: html`<div class="prose">
      <pre><code>${exampleOf(origin)}</code></pre>
    </div>`,
  });
}

function exampleOf(origin: string): string {
  return [
    `curl ${origin}/api/v1/products`,
    "",
    `curl ${origin}/api/v1/orders \\`,
    "  -H 'Content-Type: application/json' -H \"Idempotency-Key: $(uuidgen)\" \\",
    `  -d '{"stallId":"stl_…","lines":[{"productId":"prd_…","quantity":1}]}'`,
    "",
    `curl ${origin}/api/v1/orders/ord_… -H 'Order-Key: …'`,
    "",
    `curl ${origin}/api/v1/desk/orders?state=paid -H 'Authorization: Bearer ss_key_…'`,
  ].join("\n");
}

function TagSection({ name, description }: OpenApiDocument["tags"][number], operations: readonly Described[]): Html {
  const children = html`<p>${description}</p>
    <div class="stack stack-wide">${operations.map(OperationSection)}</div>`;
  return Section({ id: `tag-${name}`, title: `${name.charAt(0).toUpperCase()}${name.slice(1)}`, children });
}

function operationsOf(document: OpenApiDocument, tag: string): Described[] {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  return all.filter(({ operation }) => operation.tags.includes(tag));
}

function Shapes(document: OpenApiDocument): Html {
  const shapes = Object.entries(document.components.schemas);
  const children = html`<div class="stack stack-wide">
    ${shapes.map(([name, schema]) => ShapeSection({ name, schema }))}
  </div>`;
  return Section({ id: "shapes", title: "Shapes", children });
}

function Problems(): Html {
  const table = Table<[ProblemReason, readonly [number, string]]>({
    caption: "Every problem type",
    columns: [
      {
        label: "Type",
        isName: true,
        cell: ([reason]) => html`<span id=${reason}><code>${problemType(reason)}</code></span>`,
      },
      { label: "Title", cell: ([reason]) => problemTitle(reason) },
      { label: "Status", cell: ([, [status]]) => String(status) },
      { label: "What happened and what to do", cell: ([, [, sentence]]) => marked(sentence) },
    ],
    rows: [...problemKinds],
  });
  return Section({ id: "problems", title: "Problems", children: table });
}
