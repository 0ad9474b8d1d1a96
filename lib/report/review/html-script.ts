/**
 * The page's script: searches the embedded data and draws one customer at a time, in lists of at most a hundred. It
 * adds text as text, never as HTML. It is a string, because its hash must not depend on how this project is compiled.
 */
export const HTML_SCRIPT: string = `
"use strict";
(() => {
  const { texts, customers } = JSON.parse(document.getElementById("data").textContent);
  const part = (id) => document.getElementById(id);
  const [search, count, found, view, more] = ["search", "count", "found", "view", "more"].map(part);
  const STEP = 100;
  let lower;
  let matching = customers;
  let shown = 0;

  const element = (name, text, attributes) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    return made;
  };
  const list = (items) => {
    const made = element("ul");
    made.append(...items);
    return made;
  };

  const numbersOf = (customer) => [customer.called, customer.grade, customer.about, ...customer.notes,
    ...customer.changes.flatMap(({ described, folded }) => [...described, ...folded]), ...customer.access.flat()];
  const having = (word) => {
    lower = lower || texts.map((text) => text.toLowerCase());
    const hit = lower.map((text) => text.includes(word));
    return (customer) => numbersOf(customer).some((number) => hit[number]);
  };
  const find = () => {
    const words = search.value.toLowerCase().split(" ").filter((word) => word !== "");
    matching = words.reduce((left, word) => left.filter(having(word)), customers);
    shown = 0;
    found.replaceChildren();
    view.replaceChildren();
    showMore();
    count.textContent = matching.length + " of " + customers.length + " changed customers";
  };
  const showMore = () => {
    const next = matching.slice(shown, shown + STEP);
    const items = next.map((customer) => {
      const item = element("li");
      const button = element("button", texts[customer.called] + ": " + texts[customer.grade], { type: "button" });
      button.addEventListener("click", () => draw(customer, button));
      item.append(button);
      return item;
    });
    found.append(...items);
    shown += next.length;
    const left = matching.length - shown;
    more.hidden = left === 0;
    more.textContent = "Show more (" + left + " left)";
    return items[0];
  };

  const detailItem = (text) => element("li", text, { class: "detail" });
  const fold = ([summary, ...lines]) => {
    const folded = element("details");
    folded.append(element("summary", texts[summary]), list(lines.map((line) => detailItem(texts[line]))));
    return folded;
  };
  const changeItem = ({ described: [line, ...details], folded }) => {
    const item = element("li", texts[line]);
    if (details.length > 0) item.append(list(details.map((detail) => detailItem(texts[detail]))));
    if (folded.length > 0) item.append(fold(folded));
    return item;
  };
  const cell = (row) => {
    if (row === undefined) return element("td", "no access", { class: "none" });
    const before = texts[row[3]] || "no access";
    const after = texts[row[4]] || "no access";
    if (before === after) return element("td", after);
    return element("td", before + " → " + after, { class: "changed" });
  };
  // a GUID is for comparing and copying: it stands smaller than the name before it
  const headerCell = (number, scope) => {
    const [, name, id] = /^([^]*) (\\([-0-9a-f]{36}\\))$/.exec(texts[number]) || [];
    if (id === undefined) return element("th", texts[number], { scope });
    const made = element("th", name + " ", { scope });
    made.append(element("small", id));
    return made;
  };
  const matrix = (where, rows) => {
    const roles = [...new Set(rows.map((row) => row[1]))];
    const holders = [...new Set(rows.map((row) => row[0]))];
    const table = element("table", undefined, { "aria-label": texts[where] });
    const head = element("tr");
    head.append(element("th", "Who", { scope: "col" }),
      ...roles.map((role) => headerCell(role, "col")));
    const top = element("thead");
    top.append(head);
    const body = element("tbody");
    for (const holder of holders) {
      const line = element("tr");
      line.append(headerCell(holder, "row"),
        ...roles.map((role) => cell(rows.find((row) => row[0] === holder && row[1] === role))));
      body.append(line);
    }
    table.append(top, body);
    // wide tables scroll, by keyboard too
    const scroll = element("div", undefined, { class: "scroll", tabindex: "0", role: "region",
      "aria-label": "Access on " + texts[where] });
    scroll.append(table);
    return [element("p", texts[where], { class: "where" }), scroll];
  };
  const choose = (button) => {
    found.querySelector("[aria-current]")?.removeAttribute("aria-current");
    button?.setAttribute("aria-current", "true");
  };
  const draw = (customer, button) => {
    const heading = element("h3", "Customer " + texts[customer.called], { tabindex: "-1" });
    const back = element("button", "Back to the list", { type: "button" });
    choose(button);
    back.addEventListener("click", () => {
      choose(undefined);
      view.replaceChildren();
      (button.isConnected ? button : search).focus();
    });
    const wheres = [...new Set(customer.access.map((row) => row[2]))];
    const about = texts[customer.about];
    view.replaceChildren(
      heading,
      element("p", texts[customer.grade] + (about === "" ? "" : "; " + about)),
      ...(customer.notes.length === 0 ? [] :
        [list(customer.notes.map((note) => element("li", texts[note], { class: "note" })))]),
      element("h4", "Who can do what, before → after"),
      ...wheres.flatMap((where) => matrix(where, customer.access.filter((row) => row[2] === where))),
      element("h4", "What changes"),
      list(customer.changes.map(changeItem)),
      back,
    );
    // below a long list, a drawn customer would be out of sight
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  };

  search.addEventListener("input", find);
  more.addEventListener("click", () => showMore()?.firstChild.focus());
  part("explorer").hidden = false;
  find();
})();
`;
