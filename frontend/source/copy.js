// Buttons with data-copy put that text on the clipboard and say so, on the button and to a screen reader.
const SHOWN_FOR_MS = 4000;

function announcer(page) {
  const region = page.createElement("div");
  region.className = "govuk-visually-hidden";
  region.setAttribute("role", "status");
  page.body.append(region);
  return region;
}

function sayCopied(button, region, words) {
  const usual = button.textContent;
  button.textContent = words;
  region.textContent = words;
  setTimeout(() => {
    button.textContent = usual;
    region.textContent = "";
  }, SHOWN_FOR_MS);
}

/** Show every copy button of the page and let it copy; without a clipboard the buttons stay hidden. */
export function offerCopying(page) {
  const buttons = page.querySelectorAll("[data-copy]");
  if (!navigator.clipboard || !buttons.length) return;
  const region = announcer(page);
  buttons.forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(button.dataset.copy).then(
        () => sayCopied(button, region, page.body.dataset.copied),
        () => {
          button.hidden = true;
        },
      );
    });
  });
}
