// The words of the character count in the language of the page. They say "characters left: 5", so no language needs
// more than one form of a word, and every form of the design system gets the same text.
const FORMS = ["zero", "one", "two", "few", "many", "other"];

function everyForm(text) {
  return Object.fromEntries(FORMS.map((form) => [form, text]));
}

/** Return the messages for the character count, taken from the data attributes of the page's body. */
export function countWords({ charactersLeft, charactersOver, wordsLeft, wordsOver }) {
  if (!charactersLeft) return {};
  return {
    charactersUnderLimit: everyForm(charactersLeft),
    charactersAtLimit: charactersLeft.replace("%{count}", "0"),
    charactersOverLimit: everyForm(charactersOver),
    wordsUnderLimit: everyForm(wordsLeft),
    wordsAtLimit: wordsLeft.replace("%{count}", "0"),
    wordsOverLimit: everyForm(wordsOver),
  };
}
