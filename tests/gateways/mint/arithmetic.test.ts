import { createHash } from "node:crypto";
import * as assert from "uvu/assert";
import { native, portable } from "../../../app/gateways/mint/arithmetic.ts";
import type { Arithmetic } from "../../../app/gateways/mint/arithmetic.ts";
import { rejects, suite } from "../../support/suite.ts";

const test = suite("gateways/mint/arithmetic");

const hash = (name: string) => createHash("sha256").update(name).digest();
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const compiled = async () => (await native()) ?? portable;

/** Everything that can be asked of an arithmetic, from two numbers. */
const allOf = ({ timesGenerator, times, add, expand, compress, isPoint }: Arithmetic, name: string) => {
  const [one, other] = [timesGenerator(hash(`one ${name}`)), timesGenerator(hash(`other ${name}`))];
  const written = compress(times(add(one, other), hash(`factor ${name}`)));
  const maybe = Buffer.concat([Buffer.of(2), hash(`maybe ${name}`)]);
  return [...[one, other, written, expand(written)].map(hexOf), isPoint(written), isPoint(maybe)];
};

test("what is compiled for the machine and what runs everywhere come to the same", async () => {
  const machine = await compiled();
  for (let number = 0; number < 50; number += 1)
    assert.equal(allOf(machine, `${number}`), allOf(portable, `${number}`));
});

test("neither computes with what is no number, no point, or infinity", async () => {
  const [g, zero] = [portable.timesGenerator(hash("a point")), Buffer.alloc(32)];
  const opposite = Buffer.from(portable.compress(g)).with(0, portable.compress(g)[0] === 2 ? 3 : 2);
  const noPoint = Buffer.alloc(65, 4);
  for (const each of [portable, await compiled()]) {
    for (const factor of [zero, Buffer.alloc(32, 255), hash("").subarray(1)]) {
      await rejects(Promise.try(each.timesGenerator, factor));
      await rejects(Promise.try(each.times, g, factor));
    }
    await rejects(Promise.try(each.add, g, each.expand(opposite)));
    await rejects(Promise.try(each.add, g, noPoint));
    await rejects(Promise.try(each.times, noPoint, hash("a factor")));
    await rejects(Promise.try(each.expand, Buffer.alloc(33, 255)));
    assert.is(each.isPoint(noPoint), false);
  }
});

test("where nobody has compiled it, coins are computed with what runs everywhere", async () => {
  const missing = async () => Promise.reject(new Error("No native build was found for platform=linux arch=arm64"));
  assert.is(await native(missing), undefined);
});

test("a compiled library that is broken is told, and not passed over", async () => {
  const broken = async () => Promise.reject(new Error("invalid ELF header"));
  await rejects(native(broken), /ELF/);
});
