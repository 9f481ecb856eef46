/** Processors that boards and servers have, as Node calls them. */
export const ARCHITECTURES = ["arm64", "x64"] as const;

export type Architecture = (typeof ARCHITECTURES)[number];

export function isArchitecture(value: unknown): value is Architecture {
  return ARCHITECTURES.some((each) => each === value);
}
