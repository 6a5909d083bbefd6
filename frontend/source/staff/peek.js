// A look at a report without leaving the list: its first lines under its row. It is asked for when somebody presses.
function rowBelow(page, row, content) {
  const below = page.createElement("tr");
  below.className = "app-queue__peeked";
  const cell = page.createElement("td");
  cell.colSpan = row.cells.length;
  cell.append(content);
  below.append(cell);
  return below;
}

async function peek(page, link) {
  const row = link.closest("[data-row]");
  if (row.nextElementSibling?.classList.contains("app-queue__peeked")) {
    row.nextElementSibling.remove();
    link.setAttribute("aria-expanded", "false");
    return;
  }
  const answer = await fetch(link.href, { credentials: "same-origin" });
  const peeked = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-peeked]");
  if (!answer.ok || !peeked) throw new Error("no look");
  row.after(rowBelow(page, row, page.adoptNode(peeked)));
  link.setAttribute("aria-expanded", "true");
  page.querySelector("[data-desk-said]").textContent = peeked.textContent.trim();
}

/** Let the links of rows show the first lines in place; where that fails they lead to the page. */
export function offerPeeking(page) {
  page.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-peek]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    peek(page, link).catch(() => location.assign(link.href));
  });
}
