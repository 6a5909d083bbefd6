// The page on which a file is blacked out, with scripts: boxes are drawn on its pages by mouse, finger or keys. They stand
// in the same field that is typed into without scripts, in whole percent, so what is seen is what is drawn.
import { fill } from "./upload-words.js";

const FIRST = { left: 40, top: 45, width: 20, height: 10 };
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const LEAST = 1;

const within = (value, least, most) => Math.min(Math.max(value, least), most);

/** One box on a page, with the button that stands for it. */
class Box {
  constructor(sheet, place) {
    this.sheet = sheet;
    this.button = sheet.area.ownerDocument.createElement("button");
    this.button.type = "button";
    this.button.className = "app-boxes__box";
    this.corner = sheet.area.ownerDocument.createElement("span");
    this.corner.className = "app-boxes__corner";
    this.button.append(this.corner);
    this.button.addEventListener("focus", () => sheet.select(this));
    this.button.addEventListener("keydown", (event) => this.pressed(event));
    this.button.addEventListener("pointerdown", (event) => this.grabbed(event));
    sheet.area.append(this.button);
    this.put(place);
  }

  put({ left, top, width, height }) {
    this.width = within(width, LEAST, 100);
    this.height = within(height, LEAST, 100);
    this.left = within(left, 0, 100 - this.width);
    this.top = within(top, 0, 100 - this.height);
    for (const side of ["left", "top", "width", "height"]) this.button.style[side] = `${this[side]}%`;
    this.button.setAttribute("aria-label", fill(this.sheet.words.wordsBox, this));
  }

  get line() {
    return [this.sheet.number, this.left, this.top, this.width, this.height].join(" ");
  }

  pressed(event) {
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.sheet.remove(this);
    }
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const { left, top, width, height } = this;
    this.put(event.shiftKey
      ? { left, top, width: within(width + step[0], LEAST, 100 - left), height: within(height + step[1], LEAST, 100 - top) }
      : { left: left + step[0], top: top + step[1], width, height });
    this.sheet.changed();
  }

  /** Move the box, or by its corner change its size, for as long as the finger or the button is down. */
  grabbed(event) {
    event.stopPropagation();
    const { left, top, width, height } = this;
    const start = this.sheet.percentAt(event);
    const sizes = event.target === this.corner;
    this.sheet.follow(event, this.button, (now) => {
      const [across, down] = [Math.round(now.x - start.x), Math.round(now.y - start.y)];
      this.put(sizes
        ? { left, top, width: within(width + across, LEAST, 100 - left), height: within(height + down, LEAST, 100 - top) }
        : { left: left + across, top: top + down, width, height });
    });
  }
}

/** One page of the file with the boxes on it. */
class Sheet {
  constructor(place, form) {
    this.form = form;
    this.words = form.root.dataset;
    this.number = Number(place.dataset.page);
    this.area = place.querySelector("[data-boxes-area]");
    this.boxes = [];
    this.area.addEventListener("pointerdown", (event) => this.draw(event));
    this.add = place.querySelector("[data-boxes-add]");
    this.drop = place.querySelector("[data-boxes-drop]");
    this.add.addEventListener("click", () => this.begin(FIRST).button.focus());
    this.drop.addEventListener("click", () => this.remove(this.selected ?? this.boxes.at(-1)));
    for (const part of [this.area, this.add, this.drop]) part.hidden = false;
  }

  begin(place) {
    const box = new Box(this, place);
    this.boxes.push(box);
    this.changed();
    return box;
  }

  select(box) {
    this.selected = box;
  }

  remove(box) {
    if (!box) return;
    box.button.remove();
    this.boxes = this.boxes.filter((each) => each !== box);
    this.selected = undefined;
    this.add.focus();
    this.changed();
  }

  show(places) {
    for (const box of this.boxes) box.button.remove();
    this.selected = undefined;
    this.boxes = places.map((place) => new Box(this, place));
    this.drop.disabled = !this.boxes.length;
  }

  changed() {
    this.drop.disabled = !this.boxes.length;
    this.form.write();
  }

  percentAt(event) {
    const frame = this.area.getBoundingClientRect();
    return {
      x: within(((event.clientX - frame.left) / frame.width) * 100, 0, 100),
      y: within(((event.clientY - frame.top) / frame.height) * 100, 0, 100),
    };
  }

  /** Draw a new box from where the pointer went down to where it is, outward to whole percents. */
  draw(event) {
    if (event.button > 0) return;
    const start = this.percentAt(event);
    let box;
    this.follow(event, this.area, (now) => {
      const left = Math.floor(Math.min(start.x, now.x));
      const top = Math.floor(Math.min(start.y, now.y));
      const place = { left, top, width: Math.ceil(Math.max(start.x, now.x)) - left, height: Math.ceil(Math.max(start.y, now.y)) - top };
      if (!box && Math.max(place.width, place.height) < 2 * LEAST) return;
      if (box) box.put(place);
      else box = this.begin(place);
    }, () => box?.button.focus());
  }

  follow(event, part, moved, done = () => {}) {
    part.setPointerCapture(event.pointerId);
    const move = (now) => {
      moved(this.percentAt(now));
      this.form.write();
    };
    const end = () => {
      part.removeEventListener("pointermove", move);
      part.removeEventListener("pointerup", end);
      part.removeEventListener("pointercancel", end);
      done();
    };
    part.addEventListener("pointermove", move);
    part.addEventListener("pointerup", end);
    part.addEventListener("pointercancel", end);
  }
}

class Boxes {
  constructor(root) {
    this.root = root;
    this.field = root.querySelector("textarea");
    this.status = root.querySelector("[data-boxes-status]");
    this.sheets = [...root.querySelectorAll("[data-page]")].map((place) => new Sheet(place, this));
    this.result = root.querySelector("[data-boxes-result]");
    this.result.hidden = false;
    this.result.addEventListener("click", () => this.toggle());
    this.field.addEventListener("input", () => this.read());
    for (const help of root.querySelectorAll("[data-boxes-help]")) help.hidden = false;
    this.read();
  }

  /** Lines that no page here shows stay in the field as they were typed. */
  read() {
    const lines = this.field.value.split("\n").filter((line) => line.trim());
    const read = lines.map((line) => [line, line.trim().split(/[\s,;]+/).map(Number)]);
    const isShown = ([, numbers]) => numbers.length === 5 && numbers.every(Number.isInteger)
      && this.sheets.some((sheet) => sheet.number === numbers[0]);
    this.others = read.filter((each) => !isShown(each)).map(([line]) => line);
    const shown = read.filter(isShown).map(([, numbers]) => numbers);
    for (const sheet of this.sheets) {
      sheet.show(shown.filter(([page]) => page === sheet.number)
        .map(([, left, top, width, height]) => ({ left, top, width, height })));
    }
    this.count();
  }

  write() {
    const lines = this.sheets.flatMap((sheet) => sheet.boxes.map((box) => box.line));
    this.field.value = [...lines, ...this.others].join("\n");
    this.count();
  }

  count() {
    const count = this.sheets.reduce((sum, sheet) => sum + sheet.boxes.length, 0);
    const words = fill(this.root.dataset.wordsCount, { count });
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  toggle() {
    const isResult = this.root.classList.toggle("app-boxes--result");
    this.result.setAttribute("aria-pressed", String(isResult));
  }
}

for (const root of document.querySelectorAll("[data-boxes]")) new Boxes(root);
