import * as assert from "uvu/assert";
import { clothOf } from "../../../ui/components/awning.ts";
import { Button } from "../../../ui/components/button.ts";
import { Chart } from "../../../ui/components/chart.ts";
import { CopyField, shorten } from "../../../ui/components/copy-field.ts";
import { Countdown } from "../../../ui/components/countdown.ts";
import { Dialog } from "../../../ui/components/dialog.ts";
import { LinkButton } from "../../../ui/components/link-button.ts";
import { Live } from "../../../ui/components/live.ts";
import { Notice } from "../../../ui/components/notice.ts";
import { OrderStateBadge } from "../../../ui/components/order-state.ts";
import { Pagination } from "../../../ui/components/pagination.ts";
import { Picture } from "../../../ui/components/picture.ts";
import { ProductCard } from "../../../ui/components/product-card.ts";
import { QuantityStepper } from "../../../ui/components/quantity-stepper.ts";
import { SearchBox } from "../../../ui/components/search-box.ts";
import { Steps } from "../../../ui/components/steps.ts";
import { Table } from "../../../ui/components/table.ts";
import { html } from "../../../ui/html.ts";
import { suite } from "../../support/suite.ts";
import { renderPiece, testPage } from "../page.ts";

const test = suite("ui/components");

test("a button sends its form; what only a script can press is not there without one", () => {
  assert.match(
    renderPiece(() => Button({ label: "Pay", kind: "primary" })),
    /<button class="button" type="submit" data-kind="primary"/,
  );
  assert.match(
    renderPiece(() => CopyField({ id: "x", label: "X", value: "y" })),
    /<button type="button" class="button needs-script"/,
  );
  assert.is(
    [...renderPiece(() => QuantityStepper({ name: "q", id: "q", value: 1 })).matchAll(/<button[^>]*needs-script/g)]
      .length,
    2,
  );
});

test("a dialog is opened by a link that also leads somewhere", () => {
  const page = renderPiece(() => [
    LinkButton({ href: "/orders/x/cancel", label: "Cancel", dialog: "d" }),
    Dialog({ id: "d", title: "T", children: "c" }),
  ]);
  assert.match(page, /href="\/orders\/x\/cancel"[^>]*data-dialog="d"/);
  assert.match(page, /<dialog class="dialog" id="d" aria-labelledby="d-title">/);
});

test("text to copy can be selected from a box that holds all of it", () => {
  assert.match(
    renderPiece(() => CopyField({ id: "x", label: "Invoice", value: "LNBC1".repeat(60) })),
    /<label[^>]*for="x">Invoice<\/label>[\s\S]*<input[^>]*value="(?:LNBC1){60}"[^>]* readonly/,
  );
});

test("a long key is shortened in the middle", () => {
  assert.is(shorten("0123456789abcdef0123456789abcdef", 4), "0123…cdef");
  assert.is(shorten("0123456789", 8), "0123456789");
});

test("the time left is written by the server's clock", () => {
  const { nowMs } = testPage();
  const page = renderPiece(() => Countdown({ label: "Left", sinceMs: nowMs - 60_000, untilMs: nowMs + 840_000 }));
  assert.match(page, /data-countdown="840000"/);
  assert.match(page, />14:00<\/time>/);
  assert.match(page, /<progress max="900000" value="840000" aria-label="Left">/);
});

test("time that is up says so and never goes below nothing", () => {
  const { nowMs } = testPage();
  const page = renderPiece(() => Countdown({ label: "Left", sinceMs: nowMs - 60_000, untilMs: nowMs - 1 }));
  assert.match(page, /data-countdown="0"[\s\S]*Time is up<\/time>/);
});

test("a live part says its state, where to listen and what to announce", () => {
  const page = renderPiece(() =>
    Live({ id: "pay", events: "/orders/x/events", state: "open", says: "Paid", children: html`<p>x</p>` }),
  );
  assert.match(page, /<div id="pay"[^>]*data-events="\/orders\/x\/events" data-state="open" data-says="Paid"/);
  assert.match(page, /<p class="unseen" role="status" data-live-says="pay">/);
  assert.match(
    renderPiece(() => Live({ id: "pay", events: "", state: "paid", isFinal: true, children: "" })),
    /data-final/,
  );
});

test("the steps of an order say in words which one is now", () => {
  const page = renderPiece(() =>
    Steps({
      steps: [
        { name: "Paid", state: "done" },
        { name: "Sent", state: "now", more: "soon" },
        { name: "Received", state: "next" },
      ],
    }),
  );
  assert.match(page, /<li class="step" data-state="now" aria-current="step">[\s\S]*Sent<span class="unseen"> \(now\)/);
  assert.is([...page.matchAll(/aria-current/g)].length, 1);
});

test("every state of an order has a word and a picture in both languages", () => {
  for (const locale of ["en", "ko"] as const) {
    for (const state of ["open", "paid", "shipped", "received", "closed", "expired", "cancelled"] as const) {
      assert.match(
        renderPiece(() => OrderStateBadge({ state }), { locale }),
        /<svg class="icon"[\s\S]*<span>[^<]+<\/span>/,
      );
    }
  }
});

test("a table keeps its roles when it turns into cards", () => {
  const page = renderPiece(() =>
    Table({
      caption: "Orders",
      rows: [{ n: "a", v: "1" }],
      columns: [
        { label: "Order", cell: (row) => row.n, isName: true },
        { label: "Total", cell: (row) => row.v, align: "end" },
      ],
    }),
  );
  assert.match(page, /<table class="table" role="table">/);
  assert.match(
    page,
    /<th scope="row" role="rowheader">a<\/th><td role="cell" data-label="Total" data-align="end">1<\/td>/,
  );
});

test("a chart has the same figures as a table, and draws nothing for nothing", () => {
  const page = renderPiece(() =>
    Chart({
      title: "Sales",
      labelHeading: "Day",
      valueHeading: "Sold",
      points: [
        { label: "Mon", value: 0, words: "0 sat" },
        { label: "Tue", value: 7, words: "7 sat" },
      ],
    }),
  );
  assert.match(page, /<details[\s\S]*Mon[\s\S]*0 sat[\s\S]*Tue[\s\S]*7 sat/);
  assert.is(
    [...page.matchAll(/<rect[^>]*>/g)].map((match) => / height="([\d.]+)"/.exec(match[0])?.[1]).join(),
    "0,100",
  );
  assert.not.match(
    renderPiece(() => Chart({ title: "S", labelHeading: "D", valueHeading: "V", points: [] })),
    /NaN|Infinity/,
  );
});

test("a picture keeps its place free and comes in the size that fits", () => {
  const page = renderPiece(() =>
    Picture({
      alt: "A mug",
      width: 1200,
      height: 900,
      sources: [
        { url: "/p/a-400", width: 400 },
        { url: "/p/a-1200", width: 1200 },
      ],
      sizes: "card",
      shape: "card",
    }),
  );
  assert.match(
    page,
    /src="\/p\/a-1200" srcset="\/p\/a-400 400w, \/p\/a-1200 1200w" sizes="[^"]+" alt="A mug" width="1200" height="900" loading="lazy"/,
  );
  assert.match(
    renderPiece(() => Picture({ alt: "", width: 4, height: 3, sources: [], isFirst: true })),
    /loading="eager" fetchpriority="high"/,
  );
});

test("a product is one link with its name, price and stall as text", () => {
  const page = renderPiece(() =>
    ProductCard({ href: "/products/x", title: "<Mug>", price: { amountMsat: 900_000n }, stall: "Clay & Wool" }),
  );
  assert.is([...page.matchAll(/<a /g)].length, 1);
  assert.match(page, /<a href="\/products\/x">&lt;Mug><\/a>/);
  assert.match(page, /900 <span class="money-unit">sat/);
});

test("a problem is announced at once, everything else politely", () => {
  assert.match(
    renderPiece(() => Notice({ tone: "bad", text: "x" })),
    /role="alert"/,
  );
  assert.match(
    renderPiece(() => Notice({ tone: "good", text: "x" })),
    /role="status"/,
  );
});

test("a search is a plain form that keeps what else was asked", () => {
  const page = renderPiece(() => SearchBox({ action: "/", label: "Find", value: '"x', keep: { stall: "stl_1" } }));
  assert.match(
    page,
    /<form class="search" role="search" action="\/" method="get"><input type="hidden" name="stall" value="stl_1"\/>/,
  );
  assert.match(
    page,
    /<label class="unseen" for="search">Find<\/label><input[^>]*type="search" name="search" value="&quot;x"/,
  );
});

test("paging shows only the ways there are", () => {
  assert.is(
    renderPiece(() => Pagination({})),
    "",
  );
  const page = renderPiece(() => Pagination({ nextHref: "?cursor=a", order: "time" }));
  assert.match(page, /href="\?cursor=a"[\s\S]*Older/);
  assert.not.match(page, /Newer/);
});

test("a stall keeps its cloth", () => {
  const cloths = Array.from({ length: 40 }, (_, index) => clothOf(`stl_${index}`));
  assert.equal(
    [...new Set(cloths)].toSorted((left, right) => left - right),
    [1, 2, 3, 4],
  );
  assert.is(clothOf("stl_7"), cloths[7]);
});
