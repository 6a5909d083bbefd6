// Says that a report is open, so that a colleague sees it, and shows who else has it open; says when it is closed.
const EVERY_MS = 45000;

/** Begin to say so; returns what ends it. */
export function sayPresence(page) {
  const place = page.querySelector("[data-presence]");
  if (!place) return undefined;
  const url = place.dataset.presence;
  const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const body = (what) => new URLSearchParams({ csrfmiddlewaretoken: token, do: what });
  const say = async () => {
    if (page.visibilityState !== "visible") return;
    try {
      const answer = await fetch(url, { method: "post", body: body("stay") });
      const words = answer.ok && !answer.redirected ? await answer.text() : place.textContent;
      if (place.textContent !== words) place.textContent = words;
    } catch {
      // A colleague sees the report as closed after two minutes; the next beat says it again.
    }
  };
  const isSame = () => document.querySelector("[data-presence]")?.dataset.presence === url;
  const leave = () => {
    fetch(url, { method: "post", body: body("leave"), keepalive: true }).catch(() => undefined);
  };
  const beat = setInterval(say, EVERY_MS);
  window.addEventListener("pagehide", leave);
  return () => {
    clearInterval(beat);
    window.removeEventListener("pagehide", leave);
    // The same report was shown again, after a press on its page: it is still open.
    if (!isSame()) leave();
  };
}
