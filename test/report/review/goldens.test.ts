import { expect, test } from "vitest";
import { htmlReview } from "../../../lib/report/review/html.ts";
import { junitReview } from "../../../lib/report/review/junit.ts";
import { markdownReview } from "../../../lib/report/review/markdown.ts";
import { sarifReview } from "../../../lib/report/review/sarif.ts";
import { terminalReview } from "../../../lib/report/review/terminal.ts";
import type { AccessReview } from "../../../lib/review/access-change.ts";
import { aCustomer, broadened, EXIT, eventful, jsonOf, REPORT, reviewOf } from "../../support/reviews.ts";

const terminal = (review: AccessReview) => terminalReview(review, REPORT, { colour: false });
const as = (render: typeof markdownReview) => (review: AccessReview) => render(review, REPORT);

/** As little as can change: a description that the customer reads. */
function retold(): AccessReview {
  const access = aCustomer("fabrikam", EXIT);
  const definitions = access.definitions.map((each) => ({ ...each, description: "For tests, as agreed" }));
  return reviewOf([access], [{ ...access, definitions }]);
}

test.each<[string, string]>([
  ["broadened.txt", terminal(broadened())],
  ["eventful.txt", terminal(eventful())],
  ["broadened.md", as(markdownReview)(broadened())],
  ["eventful.md", as(markdownReview)(eventful())],
  ["eventful.xml", as(junitReview)(eventful())],
  ["retold.json", as(jsonOf)(retold())],
])("a review is told as golden/%s shows it", async (golden, text) => {
  await expect(text).toMatchFileSnapshot(`golden/${golden}`);
});

test("a review is told in HTML and SARIF as its goldens show it, but for what is the same in every review", async () => {
  const html = htmlReview(eventful(), REPORT);
  const [head, customers, changes] = html
    .slice(html.indexOf("<header>"), html.indexOf("</main>"))
    .split("<section");
  expect(customers).toContain('<h2 id="customers"');
  const main = `${head}<section${changes}`;
  await expect(main).toMatchFileSnapshot("golden/eventful.html");
  const { runs } = JSON.parse(sarifReview(broadened(), REPORT));
  await expect(JSON.stringify(runs[0].results, undefined, 2)).toMatchFileSnapshot(
    "golden/broadened.sarif.json",
  );
});

test("every format says the same bytes again", () => {
  const renders = [terminal, ...[markdownReview, htmlReview, jsonOf, sarifReview, junitReview].map(as)];
  for (const render of renders) expect(render(eventful())).toBe(render(eventful()));
});
