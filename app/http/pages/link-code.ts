/** 256 bits as base64url, wherever it stands in what was pasted: the code alone or the whole link. */
const CODE = /(?:^|#)([\w-]{43})$/;

/** The code of a one-time link; undefined when there is none in what was typed. */
export function codeIn(typed: string): string | undefined {
  return CODE.exec(typed.trim())?.[1];
}
