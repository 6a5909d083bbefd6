// News of the queue: asks now and then how many reports came since, and says so on a button. No row moves by itself.
const EVERY_MS = 20000;

/** Watch for reports that come; returns what ends it. */
export function watchForNews(page) {
  const link = page.querySelector("[data-queue-news]");
  if (!link) return undefined;
  const said = page.querySelector("[data-desk-said]");
  let tag = "";
  const look = async () => {
    if (page.visibilityState !== "visible") return;
    try {
      const answer = await fetch(link.dataset.queueNews, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
      if (answer.status !== 200 || answer.redirected) return;
      tag = answer.headers.get("ETag") ?? "";
      const { number, words } = await answer.json();
      if (number && link.isConnected) tell(page, link, words, said);
    } catch {
      // The next look may find the service again; until then the page says what it said.
    }
  };
  const beat = setInterval(look, EVERY_MS);
  page.addEventListener("visibilitychange", look);
  return () => {
    clearInterval(beat);
    page.removeEventListener("visibilitychange", look);
  };
}

function tell(page, link, words, said) {
  const hint = link.querySelector("kbd");
  link.replaceChildren(words, ...(hint ? [" ", hint] : []));
  link.classList.add("app-queue__news--there");
  said.textContent = words;
}
