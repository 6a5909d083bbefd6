// Turns the compiled style sheet into ours: no literal colour (so that dark mode reaches everything), no left or right
// (so that right-to-left pages mirror themselves), no printed addresses of links. It fails where a colour of a new
// version of govuk-frontend is not in the table.

const TONES = {
  ink: {
    "#ffffff": "--app-on-action",
    "#0b0c0c": "--govuk-text-colour",
    "#0f385c": "--tag-blue-ink",
    "#083d29": "--tag-green-ink",
    "#2a1950": "--tag-purple-ink",
    "#651b1b": "--tag-red-ink",
    "#0b4144": "--tag-teal-ink",
    "#651b3e": "--tag-magenta-ink",
  },
  paper: {
    "#ffffff": "--app-paper",
    "#f3f3f3": "--app-quiet",
    "#f4f8fb": "--app-quiet",
    "#cecece": "--app-quiet-strong",
    "#0b0c0c": "--app-ink",
    "#1d70b8": "--govuk-brand-colour",
    "#0f7a52": "--app-action",
    "#0b5c3e": "--app-action-hover",
    "#ca3535": "--app-warn",
    "#982828": "--app-warn-hover",
    "#d2e2f1": "--tag-blue-paper",
    "#cfe4dc": "--tag-green-paper",
    "#ddd6ec": "--tag-purple-paper",
    "#f4d7d7": "--tag-red-paper",
    "#fde4d7": "--tag-orange-paper",
    "#d0e6e7": "--tag-teal-paper",
    "#f4d7e5": "--tag-magenta-paper",
    "#ffee80": "--tag-yellow-paper",
  },
  line: {
    "#0b0c0c": "--govuk-text-colour",
    "#cecece": "--app-quiet-strong",
    "#858686": "--app-quiet-shadow",
    "#083d29": "--app-action-shadow",
    "#0f385c": "--app-action-shadow",
    "#651b1b": "--app-warn-shadow",
  },
};

const TONES_OF_ONE_RULE = {
  ".govuk-tag--orange": { "#7a3c1c": "--tag-orange-ink" },
  ".govuk-tag--yellow": { "#7a3c1c": "--tag-yellow-ink" },
  ".govuk-tag--grey": { "#0b0c0c": "--tag-grey-ink", "#cecece": "--tag-grey-paper" },
};

const PROPERTIES = new Map(
  Object.entries({
    left: "inset-inline-start",
    right: "inset-inline-end",
    "margin-left": "margin-inline-start",
    "margin-right": "margin-inline-end",
    "padding-left": "padding-inline-start",
    "padding-right": "padding-inline-end",
    "border-left": "border-inline-start",
    "border-right": "border-inline-end",
    "border-left-color": "border-inline-start-color",
    "border-right-color": "border-inline-end-color",
    "border-left-width": "border-inline-start-width",
    "border-right-width": "border-inline-end-width",
  }),
);

const DIRECTIONS = { left: "start", right: "end" };
const PRINTED_ADDRESSES = /\[href\^="\/"\][^{]*\{[^}]*\}/g;
const LITERAL = /#[0-9a-f]{6}\b/g;

function kindOf(property) {
  if (property === "color") return "ink";
  return property.startsWith("background") ? "paper" : "line";
}

function toned(selector, property, value) {
  if (property.startsWith("--")) return value;
  const own = TONES_OF_ONE_RULE[selector] ?? {};
  return value.replace(LITERAL, (literal) => {
    const tone = own[literal] ?? TONES[kindOf(property)][literal];
    if (!tone) throw new Error(`No tone for ${literal} in ${selector} { ${property} }: add it to refine.mjs`);
    return `var(${tone})`;
  });
}

function mirrored(property, value) {
  // An arrow drawn from borders: its widths are physical, so its colour is too; _page.scss turns it round.
  if (property === "border-left-color" && value === "inherit") return [[property, value]];
  if (PROPERTIES.has(property)) return [[PROPERTIES.get(property), value]];
  if (property === "text-align" || property === "justify-content") return [[property, DIRECTIONS[value] ?? value]];
  if (property === "float" && value in DIRECTIONS) return [["float", value], ["float", `inline-${DIRECTIONS[value]}`]];
  const sides = value.split(" ");
  if (/^(margin|padding)$/.test(property) && sides.length === 4 && !value.includes("(") && sides[1] !== sides[3]) {
    return [[`${property}-block`, `${sides[0]} ${sides[2]}`], [`${property}-inline`, `${sides[3]} ${sides[1]}`]];
  }
  return [[property, value]];
}

/** Refine expanded CSS: one declaration a line, one selector a line. */
export function refine(css) {
  let selector = "";
  return css
    .replace(PRINTED_ADDRESSES, "")
    .replace(/var\((--govuk-[\w-]+), #[0-9a-f]{3,6}\)/g, "var($1)")
    .split("\n")
    .map((line) => {
      if (/[{,]\s*$/.test(line) && !line.trim().startsWith("@")) selector = line.trim().replace(/\s*[{,]$/, "");
      const found = /^(\s*)([\w-]+): (.+);$/.exec(line);
      if (!found) return line;
      const [, indent, property, value] = found;
      return mirrored(property, toned(selector, property, value))
        .map(([name, text]) => `${indent}${name}: ${text};`)
        .join("\n");
    })
    .join("\n");
}
