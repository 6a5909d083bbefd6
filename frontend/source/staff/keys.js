// Single keys: a button or link says which key presses it with data-key; rows of a list are gone through with j and k.
// A key does nothing while somebody types, with Control, Alt or Meta, while a dialog is open, or where keys are off.
// A form that was opened has keys of its own (data-own-keys): while the focus is in it, they go before those of the page.
const TYPED_INTO = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]";
const CHOSEN = "input, select, textarea";
/** Say whether single keys work for this person. */
export function areKeysOn(page) {
  return page.querySelector("[data-desk]")?.dataset.desk === "on";
}

/** Give every visible element that a key presses, the first for each key; those of the form that has the focus go first. */
export function pressedByKeys(page) {
  const found = new Map();
  const own = page.activeElement?.closest("[data-own-keys]");
  [...(own?.querySelectorAll("[data-key]") ?? []), ...page.querySelectorAll("[data-key]")].forEach((element) => {
    const isOurs = [null, own].includes(element.closest("[data-own-keys]"));
    if (isOurs && !found.has(element.dataset.key) && isThere(element)) found.set(element.dataset.key, element);
  });
  return found;
}

/** Say what a button or link is called, without the hint of its key. */
export function nameOf(element) {
  const copy = wordsOf(element).cloneNode(true);
  copy.querySelectorAll("kbd").forEach((hint) => hint.remove());
  return (copy.textContent || element.getAttribute("aria-label") || "").replace(/\s+/g, " ").trim();
}

/** Press a button or link; of a part that opens, open it and go to its first field. */
export function press(element) {
  if (element.matches(CHOSEN)) element.focus();
  if (!element.matches("select, textarea")) element.click();
  const details = element.closest("summary")?.parentElement;
  if (details?.open) details.querySelector("select, textarea, input:not([type=hidden])")?.focus();
}

/** Show each key on its button, and say it to a screen reader; where keys are off, say nothing. */
export function showKeys(page) {
  const isOn = areKeysOn(page);
  page.querySelectorAll("[data-key]").forEach((element) => {
    if (!isOn) {
      element.removeAttribute("aria-keyshortcuts");
      return;
    }
    element.setAttribute("aria-keyshortcuts", element.dataset.key);
    const words = wordsOf(element);
    if (!words.querySelector("kbd")) words.append(" ", hintOf(page, element.dataset.key));
  });
  page.querySelectorAll("[data-desk-bar], [data-row-keys]").forEach((bar) => {
    bar.hidden = false;
  });
}

/** Let keys press. */
export function listenForKeys(page) {
  page.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (!areKeysOn(page) || page.querySelector("dialog[open]") || event.target.closest?.(TYPED_INTO)) return;
    if (act(page, event.key)) event.preventDefault();
  });
}

function act(page, key) {
  const element = pressedByKeys(page).get(key);
  if (element) press(element);
  return Boolean(element);
}

/** Give the keys of the page with what they do, in the words of its buttons. */
export function keysOfPage(page) {
  return areKeysOn(page) ? [...pressedByKeys(page)].map(([key, element]) => [key, nameOf(element)]) : [];
}

/** Where the words of an element stand: a field has them in its label. */
function wordsOf(element) {
  return element.labels?.[0] ?? element;
}

function isThere(element) {
  return element.getClientRects().length > 0 && !element.disabled;
}

function hintOf(page, key) {
  const hint = page.createElement("kbd");
  hint.className = "app-key";
  hint.setAttribute("aria-hidden", "true");
  hint.textContent = key;
  return hint;
}
