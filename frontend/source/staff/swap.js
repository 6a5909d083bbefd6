// Pages that change without loading: what a link or form with data-swap answers takes the place of the main content.
// Whatever is not plain goes the usual way: another host, a file, a page with other scripts, a sign-in, any failure.
// A form is the exception: what was typed in it is never left behind, so its failures are shown from the answer itself.
// A form is answered with the page that it leads to, in one trip, where we ask for that (callpoint/pages/one_answer.py).
const ASKING = { Accept: "text/html", "Callpoint-Swap": "1" };
const PARTS = [".govuk-skip-link", "header.app-top", "main.app-main"];

function isPlainClick(event, link) {
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  return isPlain && !event.defaultPrevented && !link.target && !link.hasAttribute("download") && link.origin === location.origin;
}

function partsOf(page) {
  return [...page.querySelectorAll("script[src], link[rel=stylesheet]")].map((part) => part.src || part.href).sort().join("\n");
}

function isLike(page, answered) {
  const isOurs = PARTS.every((part) => answered.querySelector(part) && page.querySelector(part));
  return isOurs && Boolean(answered.querySelector("[data-desk]")) && partsOf(page) === partsOf(answered);
}

/** Whether a form led on to another page. */
function isLedOn(answer) {
  return answer.redirected || answer.headers.has("Content-Location");
}

/** Of what address the page is that was answered. */
function addressOf(answer) {
  const led = answer.headers.get("Content-Location");
  return led ? new URL(led, location.href).href : answer.url || location.href;
}

class Swapper {
  constructor(page, swapped) {
    this.page = page;
    this.swapped = swapped;
    this.turn = 0;
    this.here = location.pathname + location.search;
    this.parser = new DOMParser();
  }

  /** Whether a page is on its way: a second press meanwhile would go on from what nobody has seen. */
  get isBusy() {
    return this.page.documentElement.hasAttribute("aria-busy");
  }

  /** Ask for a page and put it in place; `usual` is done instead where that cannot be, or no answer came. */
  async go(url, asked, usual, { isBack = false } = {}) {
    const turn = (this.turn += 1);
    this.page.documentElement.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { ...asked, credentials: "same-origin", headers: ASKING });
      const text = await answer.text();
      if (turn !== this.turn) return;
      const isPage = (answer.headers.get("Content-Type") ?? "").startsWith("text/html");
      const answered = isPage ? this.parser.parseFromString(text, "text/html") : null;
      const isForm = asked.method === "post";
      if (this.take(answer, answered, { isBack, isForm })) return;
      if (isForm) this.afterForm(answer, answered, usual);
      else usual();
    } catch {
      if (turn === this.turn) usual();
    } finally {
      if (turn === this.turn) this.page.documentElement.removeAttribute("aria-busy");
    }
  }

  /** A form that was sent is never sent twice, and its words stay in sight until somebody has taken them. */
  afterForm(answer, answered, failed) {
    const isOurs = Boolean(answered) && PARTS.every((part) => answered.querySelector(part));
    if (isLedOn(answer)) location.assign(addressOf(answer));
    else if (isOurs && (answer.ok || answered.querySelector("#main-content form[method=post]"))) this.become(answered);
    else if (answer.ok) location.assign(location.href);
    else failed(isOurs ? wordsOf(answered) : "");
  }

  /** Put a page of another kind in place as a whole: one that gives back what was typed, ready to be sent once more. */
  become(answered) {
    answered.body.classList.add(...this.page.body.classList);
    this.page.documentElement.replaceWith(this.page.adoptNode(answered.documentElement));
    this.page.dispatchEvent(new CustomEvent("callpoint:swapped"));
    this.swapped();
    this.focus(true);
  }

  take(answer, answered, { isBack, isForm }) {
    if (!answered || !(answer.ok || answer.status === 422 || isForm) || !isLike(this.page, answered)) return false;
    const url = addressOf(answer);
    if (!isBack && (url !== location.href || !isForm)) history.pushState({ swapped: true }, "", url);
    this.here = location.pathname + location.search;
    PARTS.forEach((part) => this.page.querySelector(part).replaceWith(this.page.adoptNode(answered.querySelector(part))));
    this.page.title = answered.title;
    this.page.dispatchEvent(new CustomEvent("callpoint:swapped"));
    this.swapped();
    this.focus(!answer.ok);
    return true;
  }

  /** Put the focus where a new page is read from: its errors, else its heading. */
  focus(hasErrors) {
    const place = (hasErrors && this.page.querySelector(".govuk-error-summary")) || this.page.querySelector("main h1");
    if (!place) return;
    place.setAttribute("tabindex", "-1");
    place.focus({ preventScroll: true });
    if (hasErrors) place.scrollIntoView();
    else window.scrollTo(0, 0);
  }
}

/** Give what a page says that has nothing to be sent: its heading and its first sentence. */
function wordsOf(answered) {
  const lines = [...answered.querySelectorAll("#main-content h1, #main-content p")].slice(0, 2);
  return lines.map((line) => line.textContent.trim()).join(". ");
}

/** Say beside the button of a form that it was not taken; the form stays as it is. */
function sayNotTaken(page, { form, button, words }) {
  page.querySelectorAll("[data-not-taken]").forEach((line) => line.remove());
  const line = page.createElement("p");
  line.className = "govuk-error-message";
  line.dataset.notTaken = "";
  line.setAttribute("role", "alert");
  const place = button?.closest(".govuk-button-group") ?? button;
  if (place) place.before(line);
  else form.append(line);
  // An empty line that gets its words afterwards is read out everywhere; one that comes with them is not.
  requestAnimationFrame(() => {
    line.textContent = [words, page.querySelector("[data-desk]").dataset.notTakenWords].filter(Boolean).join(" ");
    line.scrollIntoView({ block: "nearest" });
  });
}

function formData(form, button) {
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  return new URLSearchParams([...data].filter(([, value]) => typeof value === "string"));
}

/** Let links and forms with data-swap change the page without loading it; `swapped` is called after each. */
export function swapPages(page, swapped) {
  const swapper = new Swapper(page, swapped);
  page.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link?.closest("[data-swap]") || !isPlainClick(event, link)) return;
    event.preventDefault();
    if (swapper.isBusy) return;
    swapper.go(link.href, {}, () => location.assign(link.href));
  });
  page.addEventListener("submit", (event) => {
    const form = event.target;
    const isFile = form.enctype === "multipart/form-data";
    if (event.defaultPrevented || isFile || !form.closest("[data-swap]")) return;
    event.preventDefault();
    if (swapper.isBusy) return;
    const data = formData(form, event.submitter);
    const url = new URL(form.getAttribute("action") || location.href, location.href);
    if (form.method === "get") {
      url.search = data;
      swapper.go(url.href, {}, () => location.assign(url.href));
    } else {
      const button = event.submitter;
      swapper.go(url.href, { method: "post", body: data }, (words) => sayNotTaken(page, { form, button, words }));
    }
  });
  window.addEventListener("popstate", () => {
    // A link to a place of the same page comes here too; the page stays as it is, with all that was typed.
    if (location.pathname + location.search === swapper.here) return;
    swapper.go(location.href, {}, () => location.reload(), { isBack: true });
  });
}
