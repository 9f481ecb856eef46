import * as wasm from "tiny-secp256k1";

/** Of 65 bytes; never the point at infinity. */
export type Point = Uint8Array;

/** Of 32 bytes, neither zero nor the order of the curve or more. */
export type Scalar = Uint8Array;

/** What the curve secp256k1 is computed with. What is no point or no scalar throws, and so does infinity as a result. */
export type Arithmetic = {
  timesGenerator: (factor: Scalar) => Point;
  times: (point: Point, factor: Scalar) => Point;
  add: (left: Point, right: Point) => Point;
  /** Of a point as it is written, with 33 bytes. */
  expand: (written: Uint8Array) => Point;
  compress: (point: Point) => Uint8Array;
  isPoint: (written: Uint8Array) => boolean;
};

/** libsecp256k1 in WebAssembly, which runs wherever Node does. */
export const portable: Arithmetic = {
  timesGenerator: (factor) => some(wasm.pointFromScalar(factor, false)),
  times: (point, factor) => some(wasm.pointMultiply(point, factor, false)),
  add: (left, right) => some(wasm.pointAdd(left, right, false)),
  expand: (written) => wasm.pointCompress(written, false),
  compress: (point) => wasm.pointCompress(point, true),
  isPoint: wasm.isPoint,
};

function some(made: Point | null): Point {
  if (made === null) throw new RangeError("the point at infinity");
  return made;
}

const load = async () => import("secp256k1/bindings.js");

/**
 * The same library compiled for this machine, seven times as fast; undefined where it is not. The package brings it for
 * x64; for another board it is compiled together with the board's image.
 */
export async function native(from: typeof load = load): Promise<Arithmetic | undefined> {
  try {
    const { default: library } = await from();
    return {
      timesGenerator: (factor) => library.publicKeyCreate(factor, false),
      times: (point, factor) => library.publicKeyTweakMul(point, factor, false),
      add: (left, right) => library.publicKeyCombine([left, right], false),
      expand: (written) => library.publicKeyConvert(written, false),
      compress: (point) => library.publicKeyConvert(point, true),
      isPoint: (written) => library.publicKeyVerify(written),
    };
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("No native build was found")) return undefined;
    throw error;
  }
}
