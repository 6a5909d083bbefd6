// Says in good time that a page will close, and lets it stay open. Nothing is stored in the browser: pages of the same
// visit tell each other through a channel, so that a page in the background does not warn while another is in use.
const BEAT_MS = 5000;
const MINUTE_MS = 60000;

class Stay {
  constructor(section) {
    const { stay, stayMinutes, stayWarnMinutes, stayShared } = section.dataset;
    this.section = section;
    this.address = stay;
    this.lasts = Number(stayMinutes) * MINUTE_MS;
    this.warns = Number(stayWarnMinutes) * MINUTE_MS;
    this.isShared = stayShared !== undefined;
    this.others = "BroadcastChannel" in window ? new BroadcastChannel("stay") : null;
    this.others?.addEventListener("message", () => this.begin());
    section.querySelector("button").addEventListener("click", () => this.ask());
    this.others?.postMessage("");
    this.begin();
    this.beat = setInterval(() => this.look(), Math.min(BEAT_MS, this.warns));
  }

  /** Count from now; the server notes a visit by the minute, so it may close a minute early. */
  begin() {
    this.end = Date.now() + this.lasts - MINUTE_MS;
    this.show("");
  }

  look() {
    const left = this.end - Date.now();
    if (left <= 0) this.close();
    else if (left <= this.warns && !this.shown) this.show("warning");
  }

  async ask() {
    try {
      const answered = await fetch(this.address, { cache: "no-store" });
      if (!answered.ok) return this.close();
      this.begin();
      this.others?.postMessage("");
    } catch {
      this.show("lost");
    }
  }

  close() {
    clearInterval(this.beat);
    if (this.isShared) window.location.replace("/");
    else this.show("over");
  }

  show(part) {
    this.shown = part;
    this.section.querySelectorAll("[data-stay-part]").forEach((each) => {
      each.hidden = each.dataset.stayPart !== part;
    });
  }
}

/** Warn before the page closes, where it belongs to a report. */
export function offerStaying(page) {
  page.querySelectorAll("[data-stay]").forEach((section) => new Stay(section));
}
