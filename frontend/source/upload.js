// Files go one by one with a line of progress each: percent, size and time left. Without scripts the form sends them all.
const PAUSE_MS = 400;
const RECENT_MS = 8000;

/** Write bytes as people read them; the steps are thousands. */
export function sizeInWords(bytes, language) {
  const [unit, step] = bytes < 1e6 ? ["kilobyte", 1e3] : bytes < 1e9 ? ["megabyte", 1e6] : ["gigabyte", 1e9];
  const digits = unit === "kilobyte" ? 0 : 1;
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: digits })
    .format(bytes / step);
}

/** Write seconds as "3 min" or "20 s", in the words of the page. */
export function timeInWords(seconds, { wordsMinutes, wordsSeconds }) {
  if (!Number.isFinite(seconds)) return "…";
  const whole = Math.max(1, Math.round(seconds));
  return whole < 90 ? fill(wordsSeconds, { count: whole }) : fill(wordsMinutes, { count: Math.round(whole / 60) });
}

/** Tell the bytes a second of the last moments from notes of [time in ms, bytes sent]. */
export function speedOf(notes) {
  const recent = notes.filter(([time]) => time >= notes[notes.length - 1][0] - RECENT_MS);
  const [first, last] = [recent[0], recent[recent.length - 1]];
  return last[0] > first[0] ? ((last[1] - first[1]) * 1000) / (last[0] - first[0]) : 0;
}

function fill(words, values) {
  return words.replace(/%\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

class Line {
  constructor(list, file, words) {
    this.words = words;
    this.root = list.ownerDocument.createElement("div");
    this.root.className = "app-uploads__file";
    this.name = this.add("p", "app-uploads__name", file.name);
    this.bar = this.add("progress", "app-uploads__bar");
    this.bar.max = 100;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", file.name);
    this.said = this.add("p", "app-uploads__words", words.wordsWaiting);
    list.append(this.root);
  }

  add(tag, className, text = "") {
    const part = this.root.ownerDocument.createElement(tag);
    part.className = className;
    part.textContent = text;
    this.root.append(part);
    return part;
  }

  say(text, percent = this.bar.value) {
    this.said.textContent = text;
    this.bar.value = percent;
  }
}

class Uploads {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.page = form.ownerDocument;
    this.language = this.page.documentElement.lang;
    this.list = form.querySelector("[data-upload-list]");
    this.box = form.querySelector("input[type=file]");
    this.status = this.list.appendChild(this.page.createElement("p"));
    this.status.className = "govuk-visually-hidden";
    this.status.setAttribute("role", "status");
    form.addEventListener("submit", (event) => this.submitted(event));
    this.leaving = (event) => event.preventDefault();
  }

  submitted(event) {
    const files = [...this.box.files];
    if (!files.length) return;
    event.preventDefault();
    if (this.running) return;
    this.goesOn = event.submitter?.value === "on";
    this.send(files);
  }

  async send(files) {
    this.begin();
    const lines = files.map((file) => new Line(this.list, file, this.words));
    let refused = "";
    for (const [place, file] of files.entries()) {
      const answer = await this.sendOne(file, lines[place]);
      if (answer) {
        lines[place].say(answer);
        lines[place].root.classList.add("app-uploads__file--refused");
        refused = refused || answer;
      } else {
        lines[place].say(this.words.wordsDone, 100);
        this.status.textContent = `${file.name}: ${this.words.wordsDone}`;
      }
    }
    this.end(refused);
  }

  begin() {
    this.running = true;
    this.list.querySelectorAll(".app-uploads__file").forEach((line) => line.remove());
    this.list.hidden = false;
    this.buttons().forEach((button) => button.setAttribute("aria-disabled", "true"));
    addEventListener("beforeunload", this.leaving);
  }

  end(refused) {
    this.running = false;
    this.buttons().forEach((button) => button.removeAttribute("aria-disabled"));
    removeEventListener("beforeunload", this.leaving);
    if (refused) {
      this.status.textContent = refused;
      this.box.value = "";
      return;
    }
    location.assign(this.goesOn ? this.words.next : location.pathname);
  }

  buttons() {
    return this.form.querySelectorAll("button[type=submit]");
  }

  bodyFor(file) {
    const body = new FormData(this.form);
    body.delete(this.box.name);
    body.append(this.box.name, file);
    return body;
  }

  /** Send one file; give "" where it was added, else what to say. */
  sendOne(file, line) {
    if (file.size > Number(this.words.mostBytes)) return Promise.resolve(this.words.wordsTooLarge);
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const notes = [[performance.now(), 0]];
      const stop = this.stopper(line, request);
      const finish = (said) => {
        stop.remove();
        resolve(said);
      };
      request.upload.addEventListener("progress", (event) => this.progressed(line, notes, event));
      request.upload.addEventListener("load", () => line.say(this.words.wordsSealing, 100));
      request.addEventListener("load", () => finish(request.status < 400 ? "" : this.whyRefused(request)));
      ["error", "abort", "timeout"].forEach((name) =>
        request.addEventListener(name, () => finish(this.words.wordsStopped)));
      request.open("POST", location.pathname);
      request.send(this.bodyFor(file));
    });
  }

  stopper(line, request) {
    const stop = line.add("button", "govuk-button govuk-button--secondary app-uploads__stop", this.words.wordsStop);
    stop.type = "button";
    stop.append(Object.assign(this.page.createElement("span"),
      { className: "govuk-visually-hidden", textContent: ` ${line.name.textContent}` }));
    stop.addEventListener("click", () => request.abort());
    return stop;
  }

  progressed(line, notes, { loaded, total }) {
    const now = performance.now();
    const isSoon = now - notes[notes.length - 1][0] < PAUSE_MS;
    if (isSoon && loaded < total) return;
    notes.push([now, loaded]);
    const left = (total - loaded) / speedOf(notes);
    const percent = Math.floor((100 * loaded) / total);
    line.say(fill(this.words.wordsLeft, {
      percent,
      sent: sizeInWords(loaded, this.language),
      total: sizeInWords(total, this.language),
      left: timeInWords(left, this.words),
    }), percent);
  }

  /** Take the reason from the page that answered, as a person without scripts would read it. */
  whyRefused(request) {
    const answered = new DOMParser().parseFromString(request.responseText, "text/html");
    const said = [...answered.querySelectorAll(".govuk-error-summary__list li")].map((each) => each.textContent.trim());
    return said.join(" ") || this.words.wordsStopped;
  }
}

/** Let every form of files of the page send them one by one and say how far it is. */
export function offerUploads(page) {
  page.querySelectorAll("form[data-upload]").forEach((form) => new Uploads(form));
}
