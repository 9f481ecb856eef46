import type { Catalogue } from "../message.ts";

/** Reading a token or a voucher by camera, or from a card. */
export const scan = {
  title: "Read a token or a voucher",
  camera: "Scan with the camera",
  card: "Hold the card to the phone",
  "says.camera": "Hold the code in front of the camera.",
  "says.card": "Hold the card to the back of the phone.",
  "says.parts": "{have} of {all} parts read. Keep the code in view.",
  "says.other": "That is no token and no voucher. Please show another one.",
  "says.denied": "The browser does not allow it. Please allow it in the browser’s settings, or paste the text.",
  "says.failed": "It does not work on this device. Please paste the text instead.",
} as const satisfies Catalogue;
