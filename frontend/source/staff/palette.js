// The list of the keys of a page, and the palette: a filter over everything that the page offers and every place to go.
import { keysOfPage, nameOf, press } from "./keys.js";

const OFFERED = "#main-content a[href], #main-content button:not([disabled]), #main-content summary, [data-desk-places] a";
const MOST = 12;

function dialogOf(page, name) {
  return page.querySelector(`[data-desk-dialog="${name}"]`);
}

function fillKeys(page) {
  const list = page.querySelector("[data-desk-keys]");
  const lines = keysOfPage(page).flatMap(([key, name]) => [lineOf(page, "dt", key), lineOf(page, "dd", name)]);
  list.replaceChildren(...lines, page.querySelector("[data-desk-general]").content.cloneNode(true));
}

function lineOf(page, tag, text) {
  const line = page.createElement(tag);
  line.textContent = text;
  return line;
}

function offered(page) {
  const found = new Map();
  page.querySelectorAll(OFFERED).forEach((element) => {
    const name = nameOf(element);
    const isShown = element.closest("[data-desk-places]") || element.getClientRects().length > 0;
    if (name && isShown && !found.has(name)) found.set(name, element);
  });
  return [...found];
}

class Palette {
  constructor(page) {
    this.page = page;
    this.dialog = dialogOf(page, "palette");
    this.filter = this.dialog.querySelector("input");
    this.list = this.dialog.querySelector("[role=listbox]");
    this.filter.addEventListener("input", () => this.show());
    this.filter.addEventListener("keydown", (event) => this.go(event));
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
  }

  open() {
    this.offered = offered(this.page);
    this.filter.value = "";
    this.show();
    this.dialog.showModal();
    this.filter.focus();
  }

  show() {
    const words = this.filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    this.shown = this.offered.filter(([name]) => words.every((word) => name.toLowerCase().includes(word))).slice(0, MOST);
    this.list.replaceChildren(...this.shown.map(([name], place) => this.optionOf(name, place)));
    this.dialog.querySelector("[data-desk-none]").hidden = this.shown.length > 0;
    this.mark(0);
  }

  optionOf(name, place) {
    const option = lineOf(this.page, "li", name);
    option.id = `desk-option-${place}`;
    option.className = "app-palette__option";
    option.setAttribute("role", "option");
    return option;
  }

  mark(place) {
    this.place = place;
    [...this.list.children].forEach((option, each) => option.setAttribute("aria-selected", String(each === place)));
    const option = this.list.children[place];
    if (option) this.filter.setAttribute("aria-activedescendant", option.id);
    else this.filter.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  go(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (steps && this.shown.length) this.mark((this.place + steps + this.shown.length) % this.shown.length);
    else if (event.key === "Enter") this.choose(this.list.children[this.place]);
    else return;
    event.preventDefault();
  }

  choose(option) {
    if (!option) return;
    const [, element] = this.shown[[...this.list.children].indexOf(option)];
    this.dialog.close();
    press(element);
  }
}

/** Let the two buttons, and Control K, open their dialogs. */
export function offerDialogs(page) {
  if (typeof HTMLDialogElement === "undefined") return;
  const palette = new Palette(page);
  const opens = {
    palette: () => palette.open(),
    help: () => {
      fillKeys(page);
      dialogOf(page, "help").showModal();
    },
  };
  page.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-desk-open]");
    if (button) opens[button.dataset.deskOpen]();
  });
  page.addEventListener("keydown", (event) => {
    const isAsked = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    if (!isAsked || !palette.dialog.isConnected || page.querySelector("dialog[open]")) return;
    event.preventDefault();
    palette.open();
  });
}
