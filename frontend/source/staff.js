// What only the pages of the staff have: keys, the palette, pages that change without loading, and news of the queue.
// Every one of them improves a page that works without it, and none asks for a page before somebody wants it.
import { countDown, watchTicks } from "./staff/rows.js";
import { listenForKeys, showKeys } from "./staff/keys.js";
import { offerDialogs } from "./staff/palette.js";
import { offerPeeking } from "./staff/peek.js";
import { sayPresence } from "./staff/presence.js";
import { swapPages } from "./staff/swap.js";
import { watchForNews } from "./staff/news.js";

/** Begin what a new content of the page needs; returns what ends it. */
function begin(page) {
  if (!page.querySelector("[data-desk]")) return () => undefined;
  showKeys(page);
  const ends = [watchTicks(page), watchForNews(page), sayPresence(page), countDown(page)];
  return () => ends.forEach((end) => end?.());
}

if (document.querySelector("[data-desk]")) {
  listenForKeys(document);
  offerDialogs(document);
  offerPeeking(document);
  let end = begin(document);
  swapPages(document, () => {
    end();
    end = begin(document);
  });
}
