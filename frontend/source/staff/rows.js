// Going through the rows of a list, ticking them, and counting down what is short.
const MARK = "app-queue__row--marked";
const EVERY_MS = 30000;

function rowsOf(page) {
  return [...page.querySelectorAll("[data-row]")];
}

/** Give the row that is marked: the one that holds the focus, else the one that was gone to last. */
export function markedRow(page) {
  return page.activeElement?.closest?.("[data-row]") ?? page.querySelector(`.${MARK}`);
}

/** Go some rows on or back, and put the focus on the link of the row there. */
export function moveBy(page, steps) {
  const rows = rowsOf(page);
  const here = rows.indexOf(markedRow(page));
  const there = here < 0 ? 0 : Math.min(Math.max(0, here + steps), rows.length - 1);
  rows.forEach((row, place) => row.classList.toggle(MARK, place === there));
  rows[there]?.querySelector("[data-row-link]")?.focus();
  rows[there]?.scrollIntoView({ block: "nearest" });
}

/** Open the report of the marked row, or of the first where none is marked. */
export function openRow(page) {
  (markedRow(page) ?? page.querySelector("[data-row]"))?.querySelector("[data-row-link]")?.click();
}

/** Tick the marked row, or take the tick away. */
export function tickRow(page) {
  markedRow(page)?.querySelector("input[type=checkbox]")?.click();
}

/** Say how many rows are ticked, and let the buttons for rows work; returns what ends it. */
export function watchTicks(page) {
  const told = page.querySelector("[data-ticked-count]");
  const actions = { j: () => moveBy(page, 1), k: () => moveBy(page, -1), o: () => openRow(page), x: () => tickRow(page) };
  page.querySelectorAll("[data-row-key]").forEach((button) => {
    // The focus stays with the row, where the next press has to find it.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => actions[button.dataset.rowKey]());
  });
  if (!told) return undefined;
  const count = () => {
    const number = page.querySelectorAll("[data-row] input:checked").length;
    told.textContent = number ? `(${number})` : "";
  };
  page.addEventListener("change", count);
  count();
  return () => page.removeEventListener("change", count);
}

/** Hide what has run out; the words of what is left are the server's and come with the next refresh. */
export function countDown(page) {
  const look = () => {
    page.querySelectorAll("[data-ends]").forEach((element) => {
      if (Date.parse(element.getAttribute("datetime")) < Date.now()) element.hidden = true;
    });
  };
  const beat = setInterval(look, EVERY_MS);
  return () => clearInterval(beat);
}
