// One file of the list: its name, how far it is, and two buttons that keep their places: Pause or Continue, Cancel or Undo.
import { fill, sizeInWords, speedOf, timeInWords } from "./upload-words.js";

const PAUSE_MS = 400;

/** What each state says and what its two buttons do; no word: there is no such button. */
export const STATES = {
  chosen: { says: "wordsChosen", stops: "wordsCancel" },
  next: { says: "wordsNext", stops: "wordsCancel" },
  sending: { goes: "wordsPause", stops: "wordsCancel" },
  waiting: { says: "wordsOffline", goes: "wordsPause", stops: "wordsCancel" },
  paused: { says: "wordsPaused", goes: "wordsGoOn", stops: "wordsCancel" },
  sealing: { says: "wordsSealing" },
  done: { says: "wordsDone" },
  refused: { goes: "wordsAgain", stops: "wordsCancel" },
  tooLarge: { says: "wordsTooLarge", stops: "wordsCancel" },
  cancelled: { says: "wordsCancelled", stops: "wordsUndo" },
};

export class Row {
  constructor(list, file, { words, status, pressed }) {
    Object.assign(this, { file, words, status, pressed });
    this.page = list.ownerDocument;
    this.language = this.page.documentElement.lang;
    this.root = list.appendChild(this.page.createElement("li"));
    this.root.tabIndex = -1;
    const name = this.add("p", "app-uploads__name");
    name.append(Object.assign(this.page.createElement("bdi"), { textContent: file.name }), " ");
    name.append(Object.assign(this.page.createElement("span"),
      { className: "app-files__size", textContent: sizeInWords(file.size, this.language) }));
    this.bar = this.add("progress", "app-uploads__bar");
    this.bar.max = 100;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", file.name);
    this.said = this.add("p", "app-uploads__words");
    this.buttons = this.add("div", "app-uploads__buttons");
    [this.goes, this.stops] = ["goes", "stops"].map((which) => this.button(which));
    this.become("chosen");
  }

  add(tag, className) {
    return this.root.appendChild(Object.assign(this.page.createElement(tag), { className }));
  }

  button(which) {
    const button = this.buttons.appendChild(this.page.createElement("button"));
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary app-uploads__button";
    button.addEventListener("click", () => this.pressed(this, which));
    return button;
  }

  /** Show a state; `text` says more than its usual words. */
  become(state, text = "") {
    const { says, goes, stops } = STATES[state];
    const isNews = state !== this.state || text;
    this.state = state;
    this.notes = [];
    this.root.className = `app-uploads__file app-uploads__file--${state}`;
    const hadFocus = this.root.contains(this.page.activeElement);
    this.label(this.goes, goes);
    this.label(this.stops, stops);
    if (hadFocus && !this.root.contains(this.page.activeElement)) this.root.focus();
    if (state === "done") this.bar.value = 100;
    if (says || text) this.said.textContent = text || this.words[says];
    if (isNews && state !== "chosen" && (says || text)) this.tell(this.said.textContent);
  }

  label(button, words) {
    const wasFocused = button === this.page.activeElement;
    button.hidden = !words;
    button.textContent = words ? this.words[words] : "";
    if (words) button.append(Object.assign(this.page.createElement("span"),
      { className: "govuk-visually-hidden", textContent: ` ${this.file.name}` }));
    if (wasFocused && !words) (button === this.goes && !this.stops.hidden ? this.stops : this.root).focus();
  }

  /** Tell what is new to who cannot see it, when it is their turn to listen. */
  tell(text) {
    this.status.textContent = `${this.file.name}: ${text}`;
  }

  /** Say how far the file is; seldom enough to be read. */
  progressed(sent, total) {
    const now = performance.now();
    const last = this.notes[this.notes.length - 1];
    if (last && now - last[0] < PAUSE_MS && sent < total) return;
    this.notes.push([now, sent]);
    const percent = Math.floor((100 * sent) / total);
    if (Math.floor(percent / 25) > Math.floor(this.bar.value / 25) && percent < 100) this.tell(`${percent}%`);
    this.bar.value = percent;
    this.said.textContent = fill(this.words.wordsLeft, {
      percent,
      sent: sizeInWords(sent, this.language),
      total: sizeInWords(total, this.language),
      left: timeInWords((total - sent) / speedOf(this.notes), this.words),
    });
  }
}
