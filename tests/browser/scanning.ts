import type { Page } from "playwright-core";

/**
 * Stands for what this browser lacks: a camera whose pictures are empty, a reader that sees the codes of the last
 * `show`, and a reader of cards. How many cameras are on stands at the root of the page.
 */
const CAMERA = `
  let codes = [];
  let on = 0;
  addEventListener("test-codes", (event) => (codes = event.detail));
  const note = (change) => (document.documentElement.dataset.camerasOn = on += change);
  window.BarcodeDetector = class {
    static getSupportedFormats = async () => ["qr_code"];
    detect = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const seen = codes.slice(0, 1);
      codes = [...codes.slice(1), ...seen];
      return seen.map((rawValue) => ({ rawValue }));
    };
  };
  const getUserMedia = async () => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d").fillRect(0, 0, 1, 1);
    const stream = canvas.captureStream(20);
    const [track] = stream.getTracks();
    const stop = track.stop.bind(track);
    track.stop = () => (note(-1), stop());
    note(+1);
    return stream;
  };
  Object.defineProperty(navigator, "mediaDevices", { value: { getUserMedia } });
`;

const DENIED = `navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("no", "NotAllowedError"); };`;

const CARDS = `
  window.NDEFReader = class extends EventTarget {
    async scan({ signal }) {
      const read = ({ detail }) => this.dispatchEvent(Object.assign(new Event("reading"), { message: { records: detail } }));
      const encoded = ({ detail }) => read({ detail: detail.map(({ recordType, text }) => ({ recordType, data: new DataView(new TextEncoder().encode(text).buffer) })) });
      addEventListener("test-card", encoded, { signal });
    }
  };
`;

const GIVEN = { camera: CAMERA, "camera that is not allowed": CAMERA + DENIED, cards: CARDS };

/** Before the page is opened. */
export function give(page: Page, what: keyof typeof GIVEN): Promise<unknown> {
  return page.addInitScript({ content: `{ ${GIVEN[what]} }` });
}

/** Holds codes before the camera, one after the other and again. */
export function show(page: Page, codes: readonly string[]): Promise<void> {
  return page.evaluate((detail) => void dispatchEvent(new CustomEvent("test-codes", { detail })), codes);
}

export function holdCard(page: Page, records: readonly { recordType: string; text: string }[]): Promise<void> {
  return page.evaluate((detail) => void dispatchEvent(new CustomEvent("test-card", { detail })), records);
}

export function camerasOn(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.documentElement.dataset["camerasOn"]);
}
