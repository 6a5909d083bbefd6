// Buttons with data-print print the page.

/** Show every print button of the page and let it print. */
export function offerPrinting(page) {
  page.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
}
