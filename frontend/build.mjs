// Builds what callpoint/pages/static/callpoint holds. Usage: node build.mjs [folder].
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { build, transform } from "esbuild";
import { compile } from "sass";

import { refine } from "./refine.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const PUBLISHED = resolve(HERE, "../callpoint/pages/static/callpoint");
const FILES = ["LICENSE-govuk-frontend.txt", "LICENSE-tus-js-client.txt", "boxes.js", "callpoint.css", "callpoint.js", "icon.svg",
  "passkey.js", "staff.css", "staff.js", "uploads.js"];
const BROWSERS = ["chrome87", "edge88", "firefox85", "safari14.1"];
const NOTICE = "/*! Contains parts of govuk-frontend, MIT licence: see LICENSE-govuk-frontend.txt */\n";
const NOTICE_OF_UPLOADS = "/*! Contains tus-js-client and what it needs: see LICENSE-tus-js-client.txt */\n";

async function styleSheet() {
  const theirs = compile(join(HERE, "source/govuk.scss"), { style: "expanded", charset: false });
  const ours = compile(join(HERE, "source/own.scss"), { style: "expanded", charset: false });
  const css = `${refine(theirs.css)}\n${ours.css}`;
  const small = await transform(css, { loader: "css", minify: true, target: BROWSERS, charset: "utf8" });
  if (/url\(|GDS Transport/.test(small.code)) throw new Error("The style sheet names a font or another file.");
  return NOTICE + small.code;
}

/** The sheet of the staff's pages holds nothing of govuk-frontend. */
async function staffSheet() {
  const ours = compile(join(HERE, "source/staff.scss"), { style: "expanded", charset: false });
  return (await transform(ours.css, { loader: "css", minify: true, target: BROWSERS, charset: "utf8" })).code;
}

async function script(name, notice) {
  const bundle = await build({
    entryPoints: [join(HERE, "source", name)],
    bundle: true,
    format: "esm",
    legalComments: "none",
    metafile: true,
    minify: true,
    target: BROWSERS,
    write: false,
  });
  return { text: notice + bundle.outputFiles[0].text, parts: Object.keys(bundle.metafile.inputs) };
}

/** Join the licences of every package that a script contains. */
async function licences(parts) {
  const packages = new Set(parts.map((part) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(part)?.[1]).filter(Boolean));
  const texts = [...packages].sort().map(async (name) => {
    const place = join(HERE, "node_modules", name);
    const file = (await readdir(place)).find((each) => /^licen[cs]e/i.test(each));
    return `${name}\n\n${(await readFile(join(place, file), "utf8")).trim()}\n`;
  });
  return (await Promise.all(texts)).join("\n----\n\n");
}

async function writeManifest(folder) {
  const lines = [];
  for (const name of FILES) {
    const hash = createHash("sha256").update(await readFile(join(folder, name))).digest("hex");
    lines.push(`${hash}  ${name}\n`);
  }
  await writeFile(join(folder, "manifest.sha256"), lines.join(""));
}

const folder = resolve(process.argv[2] ?? PUBLISHED);
await mkdir(folder, { recursive: true });
await writeFile(join(folder, "callpoint.css"), await styleSheet());
await writeFile(join(folder, "staff.css"), await staffSheet());
await writeFile(join(folder, "callpoint.js"), (await script("callpoint.js", NOTICE)).text);
await writeFile(join(folder, "staff.js"), (await script("staff.js", "")).text);
await writeFile(join(folder, "passkey.js"), (await script("passkey.js", "")).text);
await writeFile(join(folder, "boxes.js"), (await script("boxes.js", "")).text);
const uploads = await script("uploads.js", NOTICE_OF_UPLOADS);
await writeFile(join(folder, "uploads.js"), uploads.text);
await writeFile(join(folder, "LICENSE-tus-js-client.txt"), await licences(uploads.parts));
await copyFile(join(HERE, "source/icon.svg"), join(folder, "icon.svg"));
await copyFile(join(HERE, "source/LICENSE-govuk-frontend.txt"), join(folder, "LICENSE-govuk-frontend.txt"));
await writeManifest(folder);
