/** What only Chromium has, and TypeScript does not know: the Shape Detection API and Web NFC. */

interface QrReader {
  detect(source: HTMLVideoElement): Promise<readonly { rawValue: string }[]>;
}

interface CardRecord {
  /** `text` and `url` among others. */
  recordType: string;
  data?: DataView;
  /** Of a text; UTF-8 where it is not said. */
  encoding?: string;
}

interface CardReader extends EventTarget {
  scan(options: { signal: AbortSignal }): Promise<void>;
}

interface CardReading extends Event {
  message: { records: readonly CardRecord[] };
}

interface Window {
  BarcodeDetector?: {
    new (options: { formats: readonly string[] }): QrReader;
    getSupportedFormats(): Promise<readonly string[]>;
  };
  NDEFReader?: new () => CardReader;
}
