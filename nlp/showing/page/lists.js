// Lists, tables and filters.

// A list that shows a page of rows at a time, below filters that the address keeps.
function listing(rows, draw, { size = 50, unit = "row" } = {}) {
  const body = h("div"),
    told = h("p.count"),
    more = h("button.b", { type: "button", onclick: () => show() }, "Show more");
  let shown = 0,
    now = rows,
    append = draw(body);
  function show() {
    append(now.slice(shown, shown + size));
    shown = Math.min(shown + size, now.length);
    told.textContent = now.length > shown ? `${count(shown)} of ${plural(now.length, unit)}` : plural(now.length, unit);
    more.hidden = shown >= now.length;
  }
  function set(given) {
    now = given;
    shown = 0;
    body.replaceChildren();
    append = draw(body);
    show();
    say(told.textContent);
  }
  show();
  return { node: h("div", told, body, more), set };
}
const tabled = (heads, row, name) => (body) => {
  const rows = h("tbody");
  body.append(
    h(
      "div.scroll",
      { tabindex: "0", role: "region", "aria-label": name ?? "Table" },
      h(
        "table",
        h(
          "thead",
          h(
            "tr",
            heads.map((head) => h(head.startsWith("#") ? "th.num" : "th", { scope: "col" }, head.replace("#", ""))),
          ),
        ),
        rows,
      ),
    ),
  );
  return (items) => rows.append(...items.map(row));
};
const stacked = (draw) => (body) => (items) => body.append(...items.map(draw));

function filters(fields, given, change) {
  const values = { ...given };
  const set = (key, value) => {
    values[key] = value;
    const path = location.hash.slice(2).split("?")[0];
    history.replaceState(null, "", link(path, values));
    change(values);
  };
  return h(
    "div.filters",
    { role: "search" },
    fields.map(({ key, label, options, type }) => {
      const id = `filter-${key}`;
      const input = options
        ? h(
            "select",
            { id, onchange: (e) => set(key, e.target.value) },
            options.map(([value, text]) => h("option", { value, selected: value === (values[key] ?? "") }, text)),
          )
        : h("input", {
            id,
            type: type ?? "search",
            value: values[key],
            placeholder: label,
            "aria-label": label,
            oninput: (e) => set(key, e.target.value),
          });
      return options ? h("label", { for: id }, label, input) : input;
    }),
  );
}
const any = (label, values) => [["", label], ...values.map((value) => [value, words(value)])];
const has = (text, sought) =>
  !sought ||
  sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));
