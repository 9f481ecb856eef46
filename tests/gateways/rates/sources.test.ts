import * as assert from "uvu/assert";
import { NotApplied } from "../../../app/domain/outcome.ts";
import { bithumb } from "../../../app/gateways/rates/bithumb.ts";
import { bitstamp } from "../../../app/gateways/rates/bitstamp.ts";
import { coinbase } from "../../../app/gateways/rates/coinbase.ts";
import { coingecko } from "../../../app/gateways/rates/coingecko.ts";
import { kraken } from "../../../app/gateways/rates/kraken.ts";
import type { RateSource } from "../../../app/gateways/rates/port.ts";
import { publicSources } from "../../../app/gateways/rates/public-sources.ts";
import { jsonReader } from "../../../app/gateways/rates/read-json.ts";
import type { ReadJson } from "../../../app/gateways/rates/read-json.ts";
import { sandboxRates } from "../../../app/gateways/rates/sandbox.ts";
import { upbit } from "../../../app/gateways/rates/upbit.ts";
import { safeFetcher } from "../../../app/gateways/web/safe-fetch.ts";
import { rejects, suite } from "../../support/suite.ts";
import { answer, jsonAt } from "./answers.ts";

const test = suite("gateways/rates/sources");
const readFrom = ({ origin }: { origin: string }) => jsonReader(safeFetcher({ allowed: [new URL(origin).host] }));

type Case = {
  make: (read: ReadJson, origin: string) => RateSource;
  answers: Record<string, string>;
  rates: Record<string, bigint>;
  /** A 200 answer with which the source says that something is wrong. */
  trouble: string;
};

const krakenPair = (price: string) =>
  `{"a":["1","1","1.000"],"b":["1","1","1.000"],"c":["${price}","0.00067643"],"t":[34619,38907],"o":"1.0"}`;

/** Answers in the shape that each source documents; the figures are ours. */
const cases: Record<string, Case> = {
  coinbase: {
    make: coinbase,
    answers: {
      "/v2/exchange-rates?currency=BTC": `{"data":{"currency":"BTC","rates":{"AED":"403975.5","EUR":"95012.345",
        "KRW":"151234567.890123","USD":"110000.115","BTC":"1"}}}`,
    },
    rates: { KRW: 151_234_568n, USD: 11_000_012n, EUR: 9_501_235n },
    trouble: `{"errors":[{"id":"invalid_request","message":"no"}]}`,
  },
  coingecko: {
    make: coingecko,
    answers: {
      "/api/v3/simple/price?ids=bitcoin&vs_currencies=krw,usd,eur,chf": `{"bitcoin":{"krw":150999888,"usd":109876,"eur":95001.5}}`,
    },
    rates: { KRW: 150_999_888n, USD: 10_987_600n, EUR: 9_500_150n },
    trouble: `{"status":{"error_code":429,"error_message":"slow down"}}`,
  },
  kraken: {
    make: kraken,
    answers: {
      "/0/public/Ticker?pair=XBTUSD,XBTEUR": `{"error":[],"result":{"XXBTZUSD":${krakenPair("110303.20000")},
        "XXBTZEUR":${krakenPair("95100.00000")}}}`,
    },
    rates: { USD: 11_030_320n, EUR: 9_510_000n },
    trouble: `{"error":["EQuery:Unknown asset pair"]}`,
  },
  bitstamp: {
    make: bitstamp,
    answers: {
      "/api/v2/ticker/btcusd/": `{"timestamp":"1790000000","open":"1","high":"1","low":"1","last":"110075.00","side":"0"}`,
      "/api/v2/ticker/btceur/": `{"timestamp":"1790000000","open":"1","high":"1","low":"1","last":"94999","side":"1"}`,
    },
    rates: { USD: 11_007_500n, EUR: 9_499_900n },
    trouble: `{"status":"error","reason":"no"}`,
  },
  upbit: {
    make: upbit,
    answers: {
      "/v1/ticker?markets=KRW-BTC": `[{"market":"KRW-BTC","trade_date":"20260921","opening_price":1,
        "trade_price":152601000.00000000,"change":"RISE","timestamp":1790000000000}]`,
    },
    rates: { KRW: 152_601_000n },
    trouble: `{"error":{"name":404,"message":"Code not found"}}`,
  },
  bithumb: {
    make: bithumb,
    answers: {
      "/public/ticker/BTC_KRW": `{"status":"0000","data":{"opening_price":"1","closing_price":"152555000","date":"1790000000000"}}`,
    },
    rates: { KRW: 152_555_000n },
    trouble: `{"status":"5500","message":"Invalid Parameter"}`,
  },
};

for (const [name, { make, answers, rates, trouble }] of Object.entries(cases)) {
  test(`${name}: prices are read exactly, unknown currencies are left out`, async () => {
    const server = await answer(jsonAt(answers));
    const found = await make(readFrom(server), server.origin).fetchRates(["KRW", "USD", "EUR", "CHF"]);
    assert.equal(Object.fromEntries(found), rates);
    assert.equal(server.asked.toSorted(), Object.keys(answers).toSorted());
    server.close();
  });

  test(`${name}: an answer that reports trouble is no rate`, async () => {
    const server = await answer((_request, response) => response.end(trouble));
    assert.instance(await rejects(make(readFrom(server), server.origin).fetchRates(["KRW", "USD"])), NotApplied);
    server.close();
  });
}

test("sources that do not know a currency are not asked for it", async () => {
  const server = await answer((_request, response) => response.writeHead(500).end());
  for (const make of [kraken, bitstamp, upbit, bithumb]) {
    assert.is((await make(readFrom(server), server.origin).fetchRates(["CHF"])).size, 0);
  }
  assert.equal(server.asked, []);
  server.close();
});

test("a price of zero or an absurd one is left out", async () => {
  const server = await answer(
    jsonAt({ "/v2/exchange-rates?currency=BTC": `{"data":{"rates":{"KRW":"0","USD":"1e30","EUR":"95000"}}}` }),
  );
  const found = await coinbase(readFrom(server), server.origin).fetchRates(["KRW", "USD", "EUR"]);
  assert.equal([...found.keys()], ["EUR"]);
  server.close();
});

test("won, dollar and euro each have at least four public sources of different names", () => {
  const expected = Object.entries(cases).flatMap(([name, { rates }]) =>
    Object.keys(rates).map((currency) => [currency, name]),
  );
  for (const currency of ["KRW", "USD", "EUR"]) {
    assert.ok(expected.filter(([known]) => known === currency).length >= 4, currency);
  }
  assert.equal(
    publicSources(safeFetcher())
      .map((source) => source.name)
      .toSorted(),
    Object.keys(cases).toSorted(),
  );
});

test("the sandbox always gives the same plausible rates", async () => {
  const found = await sandboxRates().fetchRates(["KRW", "USD", "XXX"]);
  assert.equal(Object.fromEntries(found), { KRW: 150_000_000n, USD: 11_000_000n });
});
