// Sizes, times and speeds of files on their way, in the words of the page.
const RECENT_MS = 8000;

/** Write bytes as people read them; the steps are thousands. */
export function sizeInWords(bytes, language) {
  const [unit, step] = bytes < 1e6 ? ["kilobyte", 1e3] : bytes < 1e9 ? ["megabyte", 1e6] : ["gigabyte", 1e9];
  const digits = unit === "kilobyte" ? 0 : 1;
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: digits })
    .format(bytes / step);
}

/** Write seconds as "3 min" or "20 s", in the words of the page. */
export function timeInWords(seconds, { wordsMinutes, wordsSeconds }) {
  if (!Number.isFinite(seconds)) return "…";
  const whole = Math.max(1, Math.round(seconds));
  return whole < 90 ? fill(wordsSeconds, { count: whole }) : fill(wordsMinutes, { count: Math.round(whole / 60) });
}

/** Tell the bytes a second of the last moments from notes of [time in ms, bytes sent]. */
export function speedOf(notes) {
  const recent = notes.filter(([time]) => time >= notes[notes.length - 1][0] - RECENT_MS);
  const [first, last] = [recent[0], recent[recent.length - 1]];
  return last[0] > first[0] ? ((last[1] - first[1]) * 1000) / (last[0] - first[0]) : 0;
}

/** Put values into words such as "%{percent}% sent". */
export function fill(words, values) {
  return words.replace(/%\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
