// Takes the published examples of the components we use from govuk-frontend, for our macros to be compared with.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const KEPT = resolve(HERE, "../callpoint/pages/components/fixtures");
const PUBLISHED = join(HERE, "node_modules/govuk-frontend/dist/govuk/components");

for (const file of (await readdir(KEPT)).filter((name) => name.endsWith(".json"))) {
  const source = join(PUBLISHED, file.replace(".json", ""), "fixtures.json");
  const { component, fixtures } = JSON.parse(await readFile(source, "utf8"));
  const examples = fixtures.map(({ name, options, html }) => ({ name, options, html }));
  await writeFile(join(KEPT, file), `${JSON.stringify({ component, fixtures: examples }, null, 1)}\n`);
}
