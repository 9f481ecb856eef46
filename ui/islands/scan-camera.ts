const FORMAT = "qr_code";

/** Cameras exist for scripts on https and localhost only. */
export async function canReadCamera(): Promise<boolean> {
  const formats = (await window.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  return formats.includes(FORMAT) && "mediaDevices" in navigator;
}

export interface Reading {
  /** Aborted when nothing is looked for any more. */
  signal: AbortSignal;
  take: (text: string) => void;
}

/** Gives on every code that the camera sees, again and again. Throws when there is no camera, or none for us. */
export async function readCamera({ video, signal, take }: Reading & { video: HTMLVideoElement }): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  try {
    video.srcObject = stream;
    await video.play();
    await look({ video, signal, take });
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}

/** The part of the page with the video in it may be replaced by a fresh one, once the order is paid. */
async function look({ video, signal, take }: Reading & { video: HTMLVideoElement }): Promise<void> {
  if (window.BarcodeDetector === undefined) return;
  const reader = new window.BarcodeDetector({ formats: [FORMAT] });
  while (!signal.aborted && video.isConnected) {
    for (const { rawValue } of await reader.detect(video)) take(rawValue);
    await new Promise(requestAnimationFrame);
  }
}
