/** The part of `secp256k1` that is compiled; types are published for its other entrance alone. Points have 65 bytes. */
declare module "secp256k1/bindings.js" {
  const library: {
    publicKeyCreate(privateKey: Uint8Array, compressed: boolean): Uint8Array;
    publicKeyTweakMul(point: Uint8Array, factor: Uint8Array, compressed: boolean): Uint8Array;
    publicKeyCombine(points: readonly Uint8Array[], compressed: boolean): Uint8Array;
    publicKeyConvert(point: Uint8Array, compressed: boolean): Uint8Array;
    publicKeyVerify(point: Uint8Array): boolean;
  };
  export default library;
}
