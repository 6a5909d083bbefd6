// The page of files with scripts: a list of the files that were chosen, each sent in parts with progress. Without
// scripts, or where this fails, the form sends them all at once.
import { Row } from "./upload-row.js";
import { TusFile, keyOf } from "./tus-file.js";
import { fill } from "./upload-words.js";

const WORDS = ["shows", "taken", "original"];
const MOST_HEADER_BYTES = 5000;
const TO_SEND = ["chosen", "refused"];
const ON_ITS_WAY = ["sending", "waiting", "sealing"];

class Uploads {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.page = form.ownerDocument;
    this.rows = [];
    this.box = form.querySelector("input[type=file]");
    this.list = form.querySelector("[data-upload-list]");
    this.status = form.querySelector("[data-upload-status]");
    this.others = "BroadcastChannel" in window ? new BroadcastChannel("stay") : null;
    this.box.addEventListener("change", () => this.choose());
    form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("pagehide", () => this.forgetCancelled());
  }

  /** Show the files that were chosen; the list holds them from now on, so that more can be chosen. */
  choose() {
    const known = new Set(this.rows.filter((row) => row.state !== "done").map((row) => keyOf(row.file)));
    for (const file of this.box.files) {
      if (!known.has(keyOf(file))) this.rows.push(this.rowFor(file));
    }
    this.box.value = "";
    this.list.hidden = !this.rows.length;
    this.form.classList.toggle("app-uploads--some", this.rows.length > 0);
    this.status.textContent = fill(this.words.wordsCount, { count: this.rows.length });
    if (this.running) this.queueUp();
  }

  rowFor(file) {
    const pressed = (row, which) => (which === "goes" ? this.pauseOrGoOn(row) : this.cancelOrUndo(row));
    const row = new Row(this.list, file, { words: this.words, status: this.status, pressed });
    if (file.size > Number(this.words.mostBytes)) row.become("tooLarge");
    else this.goOnWith(row);
    return row;
  }

  /** Say where a part of the file is here already, and take it off the list of what waits for its file. */
  goOnWith(row) {
    const waiting = [...this.page.querySelectorAll("[data-unfinished]")].find((each) =>
      !each.hidden && each.dataset.name === row.file.name && Number(each.dataset.size) === row.file.size);
    if (!waiting) return;
    waiting.hidden = row.mayBeHere = true;
    row.become("chosen", fill(this.words.wordsPartHere, { percent: waiting.dataset.percent }));
    row.bar.value = Number(waiting.dataset.percent);
  }

  submitted(event) {
    const isAny = this.rows.some((row) => [...TO_SEND, "paused", "tooLarge"].includes(row.state));
    const isLeaving = event.submitter?.value === "on" && !this.rows.some((row) => TO_SEND.includes(row.state));
    if (!this.running && (!isAny || isLeaving)) {
      this.letGoOfSaid();
      return;
    }
    if (!this.running && new Blob(Object.values(this.told())).size > MOST_HEADER_BYTES) {
      this.giveBack();
      return;
    }
    event.preventDefault();
    if (this.running) return;
    this.goesOn = event.submitter?.value === "on";
    this.begin();
  }

  /** Put the files back into the box: so many words fit no header, and the plain form takes them. */
  giveBack() {
    const files = new DataTransfer();
    this.rows.filter((row) => TO_SEND.includes(row.state)).forEach((row) => files.items.add(row.file));
    this.box.files = files.files;
  }

  told() {
    return Object.fromEntries(WORDS.map((name) => [name, this.form.elements[name].value.trim()]));
  }

  /** Begin; nothing holds back who leaves meanwhile, above all not the way out: the parts that came stay here. */
  begin() {
    this.running = true;
    this.said = this.told();
    this.buttons().forEach((button) => button.setAttribute("aria-disabled", "true"));
    this.queueUp();
  }

  /** Let every file that may go wait for its turn, and send the first where none is on its way. */
  queueUp() {
    this.rows.filter((row) => TO_SEND.includes(row.state)).forEach((row) => row.become("next"));
    this.next();
  }

  send(row) {
    row.become("sending");
    row.sender ??= new TusFile(row.file, {
      endpoint: this.words.uploads,
      token: this.form.elements.csrfmiddlewaretoken.value,
      words: this.said,
      told: this.listenerOf(row),
      mayBeHere: row.mayBeHere,
    });
    row.sender.start();
  }

  listenerOf(row) {
    const become = (state, text) => row.state !== state && row.become(state, text);
    return {
      progressed: (sent, total) => {
        become("sending");
        row.progressed(sent, total);
      },
      counted: () => this.others?.postMessage(""),
      waiting: () => become("waiting"),
      sealing: () => become("sealing"),
      done: () => this.settle(row, "done"),
      refused: (text) => this.settle(row, "refused", text || this.words.wordsStopped),
    };
  }

  settle(row, state, text = "") {
    row.become(state, text);
    this.next();
  }

  /** Send the next file, or end; who is refused waits for a press. */
  next() {
    if (this.rows.some((row) => ON_ITS_WAY.includes(row.state))) return;
    const next = this.rows.find((row) => row.state === "next");
    if (next) this.send(next);
    else this.end();
  }

  pauseOrGoOn(row) {
    if (row.state === "paused" || row.state === "refused") {
      row.become("next");
      if (this.running) this.next();
      else this.begin();
      return;
    }
    row.sender.stop();
    row.become("paused");
    this.next();
  }

  cancelOrUndo(row) {
    if (row.state === "cancelled") {
      row.become(this.running ? "next" : "chosen");
      if (this.running) this.next();
      return;
    }
    row.sender?.stop();
    row.become("cancelled");
    if (this.running) this.next();
  }

  /** Go on once every file is done; where one waits for the person, the page stays. */
  end() {
    if (this.rows.some((row) => row.state === "paused")) return;
    this.running = false;
    this.buttons().forEach((button) => button.removeAttribute("aria-disabled"));
    const isAllDone = this.rows.every((row) => ["done", "cancelled"].includes(row.state));
    const isAnyDone = this.rows.some((row) => row.state === "done");
    if (isAllDone && isAnyDone) this.leave();
    else this.rows.find((row) => ["refused", "tooLarge"].includes(row.state))?.root.focus();
  }

  /** Take out words that a file took along already, for the server asks which file words without one are about. */
  letGoOfSaid() {
    if (!this.rows.some((row) => row.state === "done")) return;
    WORDS.map((name) => this.form.elements[name])
      .filter((field) => field.value.trim() === this.said[field.name])
      .forEach((field) => (field.value = ""));
  }

  /** Leave only once the server knows what was taken off: the next page shows what is here. */
  async leave() {
    await this.forgetCancelled();
    location.assign(this.goesOn ? this.words.next : location.pathname);
  }

  forgetCancelled() {
    return Promise.all(this.rows.filter((row) => row.state === "cancelled").map((row) => row.sender?.forget()));
  }

  buttons() {
    return this.form.querySelectorAll("button[type=submit]");
  }
}

document.querySelectorAll("form[data-upload]").forEach((form) => new Uploads(form));
