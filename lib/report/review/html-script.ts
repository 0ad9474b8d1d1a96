/** The page's script: searches the embedded data and draws one customer at a time. Text goes in as text, never as HTML. */
export const HTML_SCRIPT: string = `
"use strict";
(() => {
  const { texts, customers } = JSON.parse(document.getElementById("data").textContent);
  const [search, count, found, view, more] = ["search", "count", "found", "view", "more"].map((id) => document.getElementById(id));
  const STEP = 100;
  let words;
  let matching = customers;
  let shown = 0;
  const haystacks = () => (words ??= customers.map((each) =>
    [each.id, texts[each.grade], texts[each.source], ...each.rows.flatMap((row) => row.map((at) => texts[at]))]
      .join("\\n").toLowerCase()));
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const showMore = () => {
    for (const each of matching.slice(shown, shown + STEP)) {
      const item = element("li");
      const button = element("button", each.id, { type: "button" });
      button.addEventListener("click", () => draw(each));
      item.append(button);
      found.append(item);
    }
    shown = Math.min(matching.length, shown + STEP);
    more.hidden = shown >= matching.length;
  };
  const draw = (customer) => {
    const table = element("table");
    table.append(element("caption", customer.id + ": " + texts[customer.grade] +
      (texts[customer.source] === "" ? "" : " (" + texts[customer.source] + ")")));
    const head = element("tr");
    for (const title of ["Who", "Role", "Where", "Before", "After"]) head.append(element("th", title, { scope: "col" }));
    const top = element("thead");
    top.append(head);
    const body = element("tbody");
    for (const row of customer.rows) {
      const [who, role, where, before, after] = row.map((at) => texts[at]);
      const line = element("tr", undefined, before === after ? {} : { class: "changed" });
      line.append(element("th", who, { scope: "row" }));
      for (const text of [role, where, before || "no access", after || "no access"]) line.append(element("td", text));
      body.append(line);
    }
    table.append(top, body);
    const scroll = element("div", undefined, { class: "scroll" });
    scroll.append(table);
    const heading = element("h3", "Customer " + customer.id, { tabindex: "-1" });
    view.replaceChildren(heading, scroll);
    heading.focus();
  };
  const find = () => {
    const wanted = search.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
    matching = wanted.length === 0 ? customers
      : customers.filter((_, at) => wanted.every((word) => haystacks()[at].includes(word)));
    shown = 0;
    found.replaceChildren();
    showMore();
    count.textContent = matching.length + " of " + customers.length + " changed customers";
  };
  search.addEventListener("input", find);
  more.addEventListener("click", showMore);
  find();
})();
`;
