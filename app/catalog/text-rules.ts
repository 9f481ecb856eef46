import { z } from "zod";

/** Control characters break layouts and databases (Postgres takes no NUL); lone surrogates are no text at all. */
export const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;
const UNPRINTABLE_IN_BLOCK = /[^\P{Cc}\n\t]|\p{Cs}/u;

/** One line of text in composed form, without spaces around it. */
export function line(min: number, max: number) {
  return z
    .string()
    .normalize("NFC")
    .trim()
    .min(min)
    .max(max)
    .refine((text) => !UNPRINTABLE.test(text), "must not contain line breaks or control characters");
}

/** Several lines of text; line ends become a plain newline, as browsers send CR LF. */
export function block(max: number) {
  return z
    .string()
    .overwrite((text) => text.replaceAll("\r\n", "\n"))
    .normalize("NFC")
    .trim()
    .max(max)
    .refine((text) => !UNPRINTABLE_IN_BLOCK.test(text), "must not contain control characters");
}
