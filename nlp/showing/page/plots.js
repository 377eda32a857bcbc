// Plots are tables whose last column is drawn, so that they read aloud and copy as tables.

function scale(low, high) {
  const from = Math.log(low),
    to = Math.log(high);
  return (value) => 100 * Math.min(1, Math.max(0, (Math.log(value) - from) / (to - from)));
}
function ticks(low, high, most = 6) {
  const found = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    for (const step of [1, 2, 5]) if (step * 10 ** power >= low && step * 10 ** power <= high) found.push(step * 10 ** power);
  for (const keep of [[1, 3], [1]])
    if (found.length > most)
      found.splice(0, found.length, ...found.filter((t) => keep.includes(Number(String(t).replace(/[0.]/g, "")[0]))));
  return found.length ? found : [low];
}
const place = (left) => ({ left: `${left.toFixed(2)}%` });
const span = (from, to) => ({ left: `${from.toFixed(2)}%`, width: `${Math.max(to - from, 0).toFixed(2)}%` });
const axis = (at, values, text) =>
  h(
    "div.track.axis",
    { "aria-hidden": "true" },
    values.map((v) => h("span", { style: { ...place(at(v)), "--shift": at(v) < 5 ? "0" : at(v) > 95 ? "-100%" : "-50%" } }, text(v))),
  );
function plot(heads, axisNode, name, row) {
  return (body) => {
    const rows = h("tbody");
    body.append(
      h(
        "table.plot",
        { "aria-label": name },
        h(
          "thead.axes",
          h(
            "tr",
            heads.map((head) => h("th", { scope: "col" }, head)),
            h("th.t", { scope: "col" }, h("span.unseen", "Plot"), axisNode),
          ),
        ),
        rows,
      ),
    );
    return (items) => rows.append(...items.map(row));
  };
}

function dosePlot(doses, intakes) {
  const values = doses
    .flatMap((d) => [d.low, d.high])
    .filter(Boolean)
    .concat([intakes?.low, intakes?.high, intakes?.limit].filter(Boolean))
    .sort((a, b) => a - b);
  const middle = intakes?.high ?? intakes?.limit ?? values[values.length >> 1];
  const low = Math.max(values[0] / 1.4, middle / 200),
    high = Math.min(values.at(-1) * 1.4, (intakes?.limit ?? middle) * 200);
  const at = scale(low, high),
    marks = ticks(low, high);
  const ground = () => [
    ...marks.map((v) => h("i.grid", { style: place(at(v)) })),
    intakes?.low && h("i.zone", { style: span(at(intakes.low), Math.max(at(intakes.high), at(intakes.low) + 0.5)) }),
    intakes?.limit && h("i.over", { style: place(at(intakes.limit)) }),
    intakes?.limit && h("i.limit", { style: place(at(intakes.limit)) }),
  ];
  const told = (d) =>
    d.low && d.high && d.low !== d.high
      ? `${mass(d.low)} to ${mass(d.high)}`
      : !d.low
        ? `up to ${mass(d.high)}`
        : !d.high
          ? `at least ${mass(d.low)}`
          : mass(d.low);
  return plot(["Article", "Says", "A day"], axis(at, marks, mass), "Doses by article", (d) => {
    const from = d.low ?? d.high / 4,
      to = d.high ?? d.low * 4,
      above = d.above ? ".above" : "";
    const shape =
      d.low === d.high
        ? h(`i.dot.round${above}`, { style: place(at(d.low)) })
        : h(`i.range${above}${d.low ? "" : ".open-low"}${d.high ? "" : ".open-high"}`, { style: span(at(from), at(to)) });
    return h(
      "tr",
      h("td", said(d.article, d.start)),
      h("td", h("q.clip", d.quote), d.population && chip(d.population)),
      h("td.num", told(d)),
      h("td.t", h("div.track", { role: "img", "aria-label": `${told(d)}${above ? ", above the upper limit" : ""}` }, ground(), shape)),
    );
  });
}

function forestPlot(effects) {
  const values = effects
    .flatMap((e) => [e.ratio_low ?? e.ratio, e.ratio_high ?? e.ratio])
    .filter((v) => v > 0)
    .sort((a, b) => a - b);
  const low = Math.max(0.05, Math.min(values[0] / 1.2, 0.5)),
    high = Math.min(20, Math.max(values.at(-1) * 1.2, 2));
  const at = scale(low, high),
    marks = ticks(low, high);
  const told = (e) => `${figure(e.ratio)}${e.ratio_low && e.ratio_high ? ` [${figure(e.ratio_low)}, ${figure(e.ratio_high)}]` : ""}`;
  return plot(["Outcome", "Article and study", "Ratio [interval]"], axis(at, marks, figure), "Effects on the ratio scale", (e) => {
    const bounded = e.ratio_low && e.ratio_high,
      clear = bounded && (e.ratio_low > 1 || e.ratio_high < 1);
    const kind = !clear ? "none" : effectOf(e.ratio > 1 ? "increases" : "decreases", e.outcome_id) || "none";
    const study = [e.design && e.design !== "unspecified" && words(e.design), e.n_participants && `n = ${count(e.n_participants)}`, e.year]
      .filter(Boolean)
      .join(", ");
    return h(
      "tr",
      h("td", outcomeOf(e.outcome_id), h("div.soft.small", e.nutrient_ids.length > 1 ? names(e.nutrient_ids) : "")),
      h("td", said(e.article, e.start), study && h("div.small", study)),
      h("td.num", h("span", { title: e.quote }, told(e)), h("div.soft.small", words(e.measure))),
      h(
        "td.t",
        h(
          "div.track",
          { role: "img", "aria-label": told(e) },
          marks.map((v) => h("i.grid", { style: place(at(v)) })),
          h("i.one", { style: place(at(1)) }),
          bounded && h("i.ci", { style: span(at(e.ratio_low), at(e.ratio_high)) }),
          h(`i.dot.${bounded ? kind : "bare"}`, { style: place(at(e.ratio)) }),
        ),
      ),
    );
  });
}

const DIRECTIONS = [
  ["decreases", "n_decreases"],
  ["no_effect", "n_no_effect"],
  ["affects", "n_affects"],
  ["increases", "n_increases"],
];
function matrix(topics) {
  const heads = ["Outcome", "Decreases", "No effect", "Affects", "Increases", "#Articles", "Verdict", "Best evidence"];
  return tabled(
    heads,
    (t) =>
      h(
        "tr",
        h(
          "td",
          h("a", { href: compared(t.exposure_ids, t.outcome_id) }, outcomeOf(t.outcome_id)),
          t.exposure_ids.length > 1 && h("div.soft.small", names(t.exposure_ids)),
          t.counted_from.length > 0 &&
            h("div.soft.small", { title: t.counted_from.join("\n") }, `with ${plural(t.counted_from.length, "narrower pair")}`),
        ),
        DIRECTIONS.map(([direction, column]) => {
          const n = t[column],
            kind = effectOf(direction, t.outcome_id) || "none";
          return h(
            "td.cell",
            n > 0 &&
              h(
                "a",
                {
                  href: compared(t.exposure_ids, t.outcome_id, direction),
                  "aria-label": `${n} say it ${words(direction)}`,
                  style: { "--tint": `var(--${kind})`, "--share": `${Math.round(12 + (50 * n) / t.n_independent)}%` },
                },
                n,
              ),
          );
        }),
        h("td.num", t.n_independent),
        h("td", verdict(t.verdict), t.verdict !== "single_source" && h("div.soft.small", `${Math.round(100 * t.agreement)} % agree`)),
        h("td.small", t.best_evidence_level ? words(t.best_evidence_level) : ""),
      ),
    "Agreement by outcome and direction",
  );
}
const verdict = (text) => chip(words(text), { contested: "bad", consensus: "good", null_finding: "none" }[text]);
