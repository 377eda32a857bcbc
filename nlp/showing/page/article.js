// An article: its text with every row highlighted where it stands.

const KINDS = { claims: "claim", doses: "dose", levels: "level", effects: "effect", studies: "study", references: "reference" };
const brief = ([kind, , , row]) =>
  ({
    claims: () =>
      `${row.lack ? "lack of " : ""}${row.exposure ?? row.exposure_text ?? ""} ${verb(row.direction)} ${row.outcome ?? row.outcome_text ?? ""}`,
    doses: () =>
      [
        row.nutrient,
        row.role,
        (row.ug_per_day_high ?? row.ug_per_day_low) ? `${mass(row.ug_per_day_high ?? row.ug_per_day_low)} a day` : "",
      ]
        .filter(Boolean)
        .join(", "),
    levels: () =>
      [row.analyte, row.role, [row.value_low, row.value_high].filter((v) => v !== undefined).join(" to "), row.unit]
        .filter(Boolean)
        .join(" "),
    effects: () =>
      [words(row.measure), row.value, row.unit, row.outcome && `for ${row.outcome}`].filter((v) => v !== undefined && v !== "").join(" "),
    studies: () => [words(row.design), row.n_participants && `n = ${count(row.n_participants)}`, row.year].filter(Boolean).join(", "),
    references: () => row.title ?? row.journal ?? "reference",
  })[kind]();
const facts = (row) =>
  h(
    "dl",
    Object.entries(row).map(([key, value]) => [
      h("dt", words(key)),
      h("dd", Array.isArray(value) ? value.join(", ") : typeof value === "number" ? figure(value) : words(value)),
    ]),
  );

async function articlePage([number, start]) {
  const row = articleOf(number);
  if (!row) return missing();
  const page = await block("articles", Number(number));
  const text = h("div.text", { "aria-label": "Text of the article" });
  const shown = new Set(Object.keys(KINDS).slice(0, 5));
  const cuts = [...new Set([0, page.text.length, ...page.rows.flatMap((r) => [r[1], r[2]])])].sort((a, b) => a - b);
  const begins = new Map(),
    marks = [];
  function draw() {
    const rows = page.rows
      .map((r, n) => [r, n])
      .filter(([r]) => shown.has(r[0]))
      .sort(([a], [b]) => a[1] - b[1]);
    const pieces = [];
    let next = 0,
      live = [];
    marks.length = 0;
    begins.clear();
    for (let c = 0; c + 1 < cuts.length; c++) {
      const [from, to] = [cuts[c], cuts[c + 1]];
      while (next < rows.length && rows[next][0][1] <= from) live.push(rows[next++]);
      live = live.filter(([r]) => r[2] > from);
      const words = page.text.slice(from, to);
      if (!live.length) {
        pieces.push(words);
        continue;
      }
      const first = live.some(([r]) => r[1] === from);
      const mark = h(
        `mark.${[...new Set(live.map(([r]) => r[0]))].join(".")}`,
        { tabindex: first ? "0" : null, "data-rows": live.map(([, n]) => n).join(" ") },
        words,
      );
      for (const [, n] of live) if (!begins.has(n)) begins.set(n, mark);
      marks.push(mark);
      pieces.push(mark);
    }
    text.replaceChildren(...pieces);
  }
  draw();
  const show = (event) => {
    const mark = event.target.closest?.("mark");
    if (!mark) return hide();
    const rows = mark.dataset.rows.split(" ").map((n) => page.rows[n]);
    tip.replaceChildren(
      ...rows.slice(0, 4).flatMap((r) => [h("h4", h(`i.swatch.${r[0]}`), " ", brief(r)), facts(r[3])]),
      rows.length > 4 ? h("p.soft", `and ${rows.length - 4} more`) : "",
    );
    tip.hidden = false;
    const box = mark.getBoundingClientRect(),
      own = tip.getBoundingClientRect();
    const below = box.bottom + own.height + 12 < innerHeight || box.top < own.height + 12;
    tip.style.setProperty("left", `${Math.max(8, Math.min(box.left, innerWidth - own.width - 8))}px`);
    tip.style.setProperty("top", `${below ? Math.min(box.bottom + 8, innerHeight - own.height - 8) : box.top - own.height - 8}px`);
    say(rows.map(brief).join("; "));
  };
  for (const name of ["mouseover", "focusin", "click"]) text.addEventListener(name, show);
  for (const name of ["mouseleave", "focusout"]) text.addEventListener(name, hide);
  const light = (n) => {
    marks.forEach((m) => m.classList.toggle("lit", m.dataset.rows.split(" ").includes(String(n))));
    begins.get(n)?.scrollIntoView({ block: "center" });
    begins.get(n)?.focus({ preventScroll: true });
  };
  const side = h(
    "aside.side",
    { "aria-label": "What the article says" },
    Object.keys(KINDS).map((kind) => {
      const rows = page.rows.map((r, n) => [r, n]).filter(([r]) => r[0] === kind);
      if (!rows.length) return null;
      return h(
        "details",
        { open: kind === "claims" && innerWidth > 830 },
        h(
          "summary",
          h(
            "label",
            h("input", {
              type: "checkbox",
              checked: shown.has(kind),
              "aria-label": `Highlight ${kind}`,
              onchange: (e) => {
                e.target.checked ? shown.add(kind) : shown.delete(kind);
                draw();
              },
            }),
            " ",
            h(`i.swatch.${kind}`),
            ` ${count(rows.length)} ${rows.length === 1 ? KINDS[kind] : kind}`,
          ),
        ),
        h(
          "ol",
          rows.map(([r, n]) =>
            h(
              "li",
              h(
                "a",
                {
                  href: `#/article/${number}/${r[1]}`,
                  onclick: (e) => {
                    e.preventDefault();
                    light(n);
                  },
                },
                brief(r),
              ),
            ),
          ),
        ),
      );
    }),
  );
  if (start !== undefined)
    requestAnimationFrame(() => {
      const n = page.rows.findIndex((r) => r[1] === Number(start) && shown.has(r[0]));
      if (n >= 0) light(n);
    });
  return [
    title(row[A.title]),
    h(
      "p.soft",
      [byline(number), page.authors?.join(", "), `${count(row[A.words])} words`, page.url ?? page.uri].filter(Boolean).join(" · "),
    ),
    page.copy !== null && h("p", chip("copy", "none"), " A near-duplicate of ", articleLink(page.copy), "; it counts once with it."),
    h("div.reader", text, side),
  ];
}
