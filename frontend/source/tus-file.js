// One file on its way by tus: it begins, pauses, goes on where it stopped, and tries again by itself on a bad line.
// Nothing is stored in the browser: the server knows what is here, and how to find it again.
import HttpStack from "tus-js-client/lib/browser/httpStack.js";
import Upload from "tus-js-client/lib/upload.js";

const MIB = 1024 * 1024;
const [FIRST_BYTES, MOST_BYTES, LEAST_BYTES] = [MIB, 4 * MIB, MIB / 4];
const [QUICK_MS, SLOW_MS] = [3000, 12000];
const [LOOK_MS, SILENT_MS, SEALING_MS] = [5000, 30000, 600000];
const DELAYS = [500, 1000, 2000, 4000, 8000, 15000, ...Array(500).fill(30000)];
const MOST_FAULTS = 8;
const BEGINS_ANEW = [404, 409, 410, 423, 460];
const DISK_FULL = 507;

/** Reads a file piece by piece, as it is sent. */
const READER = {
  openFile: (file) => Promise.resolve({
    size: file.size,
    slice: (start, end) => Promise.resolve({ value: file.slice(start, end), done: end >= file.size }),
    close: () => {},
  }),
};

/** Name a file so that it is known again when it is chosen once more, on this device. */
export function keyOf(file) {
  return `${file.name}|${file.size}|${file.lastModified}`;
}

export class TusFile {
  /** `told` is called with what happens: progressed(sent, total), waiting(), sealing(), done(), refused(text). */
  constructor(file, { endpoint, token, words, told, mayBeHere }) {
    this.told = told;
    this.mayBeHere = mayBeHere;
    this.size = file.size;
    this.headers = { "X-CSRFToken": token };
    this.upload = new Upload(file, {
      ...Upload.defaultOptions,
      endpoint,
      headers: this.headers,
      metadata: { filename: file.name, key: keyOf(file), ...words },
      chunkSize: FIRST_BYTES,
      retryDelays: DELAYS,
      storeFingerprintForResuming: false,
      fingerprint: () => Promise.resolve(null),
      httpStack: new HttpStack(),
      fileReader: READER,
      onUploadUrlAvailable: () => this.askFirst(),
      onShouldRetry: (error, attempt) => this.shouldRetry(error, attempt),
      onProgress: (sent, total) => this.progressed(sent, total),
      onChunkComplete: () => this.suit(),
      onSuccess: () => this.end(() => told.done()),
      onError: (error) => this.end(() => told.refused(reasonOf(error))),
    });
    this.online = () => this.again();
  }

  /** Begin, or go on. */
  start() {
    this.sent = -1;
    this.heardAt = this.begunAt = performance.now();
    addEventListener("online", this.online);
    clearInterval(this.watch);
    this.watch = setInterval(() => this.look(), LOOK_MS);
    this.upload.start();
  }

  /** Stop for now; what is here stays here. */
  stop() {
    this.end(() => this.upload.abort());
  }

  /** Let the server forget what is here of the file; works while the page is being left. */
  async forget() {
    const url = this.upload.url;
    this.upload.url = null;
    const headers = { ...this.headers, "Tus-Resumable": "1.0.0" };
    if (url) await fetch(url, { method: "DELETE", keepalive: true, headers }).catch(() => {});
  }

  end(last) {
    clearInterval(this.watch);
    this.watch = 0;
    removeEventListener("online", this.online);
    last();
  }

  again() {
    this.upload.abort();
    this.told.waiting();
    this.heardAt = performance.now();
    this.upload.start();
  }

  /** Of a file that may be here in part ask how far it is, before anything is sent twice. */
  askFirst() {
    if (!this.mayBeHere) return;
    this.mayBeHere = false;
    this.upload.abort();
    setTimeout(() => this.watch && this.upload.start());
  }

  /** A line may be dead without saying so. */
  look() {
    const silence = performance.now() - this.heardAt;
    if (silence > (this.sent === this.size ? SEALING_MS : SILENT_MS)) this.again();
  }

  progressed(sent, total) {
    if (sent !== this.sent) this.heardAt = performance.now();
    this.sent = sent;
    if (sent === total) this.told.sealing();
    else this.told.progressed(sent, total);
  }

  /** Send more at once on a quick line, less on a slow one, where a break costs more. */
  suit() {
    const took = performance.now() - this.begunAt;
    const { options } = this.upload;
    if (took < QUICK_MS) options.chunkSize = Math.min(MOST_BYTES, options.chunkSize * 2);
    if (took > SLOW_MS) options.chunkSize = Math.max(LEAST_BYTES, options.chunkSize / 2);
    this.begunAt = performance.now();
    this.told.counted();
  }

  shouldRetry(error, attempt) {
    const status = error.originalResponse?.getStatus() ?? 0;
    const isFault = status >= 500 && status !== DISK_FULL && attempt < MOST_FAULTS;
    const goesOn = status === 0 || isFault || (BEGINS_ANEW.includes(status) && attempt < MOST_FAULTS);
    if (goesOn) this.told.waiting();
    this.begunAt = this.heardAt = performance.now() + DELAYS[Math.min(attempt, DELAYS.length - 1)];
    return goesOn;
  }
}

/** Take the reason from the answer where it is a plain sentence; "" where there is none. */
function reasonOf(error) {
  const answered = error.originalResponse;
  const isPlain = answered?.getHeader("Content-Type")?.startsWith("text/plain");
  return isPlain ? answered.getBody() : "";
}
