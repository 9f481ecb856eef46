/** The server answered, but not with the page that was asked for. */
export class OtherAnswer extends Error {
  override readonly name = "OtherAnswer";
  readonly status: number;

  constructor(status: number) {
    super(`${status}`);
    this.status = status;
  }
}

/** `responseType: document` parses without the string sinks that Trusted Types forbid. */
export function pageAt(address: string): Promise<Document> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.addEventListener("load", () => {
      if (request.status === 200 && request.responseXML !== null) resolve(request.responseXML);
      else reject(new OtherAnswer(request.status));
    });
    request.addEventListener("error", () => reject(new Error("no connection")));
    request.open("GET", address);
    request.send();
  });
}
