"use strict";
// Words of articles reach the page through text nodes alone: nothing here parses markup.

const core = JSON.parse(document.getElementById("core").textContent);
const A = { title: 0, site: 1, published: 2, words: 3, claims: 4, doses: 5, primary: 6 };
const nutrients = new Map(core.nutrients.map((row, place) => [row[0], { id: row[0], name: row[1], kind: row[2], articles: row[3], claims: row[4], above: row[5], place }]));
const main = document.getElementById("main"), tip = document.getElementById("tip");

// --- small help ------------------------------------------------------------------------------------------------------

function h(tag, given, ...children) {
  const [name, ...classes] = tag.split(".");
  const node = document.createElement(name);
  node.className = classes.join(" ");
  for (const [key, value] of Object.entries(given ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "style") for (const [k, v] of Object.entries(value)) node.style.setProperty(k, v);
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}
const count = n => n.toLocaleString("en");
const plural = (n, word) => `${count(n)} ${word}${n === 1 ? "" : "s"}`;
const words = value => String(value).replaceAll("_", " ");
const figure = n => Number(n.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: 3 });
const mass = ug => ug >= 1e6 ? `${figure(ug / 1e6)} g` : ug >= 1e3 ? `${figure(ug / 1e3)} mg` : `${figure(ug)} µg`;
const pretty = name => name.replace(/\b(vitamin|coenzyme) ([a-z]\d*)\b/g, (_, kind, letter) => `${kind} ${letter.toUpperCase()}`);
const nameOf = id => pretty(nutrients.get(id)?.name ?? words(id));
const verb = direction => ({ no_effect: "does not change" })[direction] ?? words(direction);
const names = ids => ids.map(nameOf).join(" + ");
const outcomeOf = id => id ? pretty(core.outcomes[id]?.[0] ?? words(id)) : "";
const betterWhen = id => core.outcomes[id]?.[1] ?? "neither";
const articleOf = number => core.articles[number];
const counts = (id, sought, broader) => { while (id && id !== sought) id = broader[id]; return id === sought; };
const ofNutrient = (id, sought) => counts(id, sought, core.broader.nutrients), ofOutcome = (id, sought) => counts(id, sought, core.broader.outcomes);
const say = text => { document.getElementById("status").textContent = text; };
const query = given => new URLSearchParams(Object.entries(given).filter(([, v]) => v)).toString();
const link = (path, given) => `#/${path}${given && query(given) ? `?${query(given)}` : ""}`;
const articleLink = (number, start) => h("a", { href: `#/article/${number}${start === undefined ? "" : `/${start}`}` }, articleOf(number)[A.title]);
const byline = number => [articleOf(number)[A.site], articleOf(number)[A.published]].filter(Boolean).join(" · ");
const said = (number, start) => h("div", null, articleLink(number, start), " ", h("div.soft.small", null, byline(number)));
const nutrientLink = id => nutrients.has(id) ? h("a", { href: `#/nutrient/${id}` }, nameOf(id)) : nameOf(id);
const chip = (text, kind) => h(`span.chip${kind ? `.${kind}` : ""}`, null, text);

function effectOf(direction, outcome) {
  if (direction === "no_effect") return "none";
  const better = betterWhen(outcome);
  if (direction === "affects" || better === "neither") return "";
  return (direction === "increases") === (better === "higher") ? "good" : "bad";
}

// Blocks stand in the page as lines of deflated JSON in base64, and are opened when they are asked for.
const lines = {}, opened = new Map();
async function block(name, place = 0) {
  const key = `${name} ${place}`;
  if (!opened.has(key)) {
    lines[name] ??= document.getElementById(`block-${name}`).textContent.trim().split("\n");
    const bytes = Uint8Array.from(atob(lines[name][place]), c => c.charCodeAt(0));
    const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
    opened.set(key, JSON.parse(text));
  }
  return opened.get(key);
}
const records = told => told.rows.map(row => Object.fromEntries(row.map((value, i) => [told.columns[i], value])));
const all = async name => records(await block(name));

// A list that shows a page of rows at a time, below filters that the address keeps.
function listing(rows, draw, { size = 50, unit = "row" } = {}) {
  const body = h("div"), told = h("p.count"), more = h("button.b", { type: "button", onclick: () => show() }, "Show more");
  let shown = 0, now = rows, append = draw(body);
  function show() {
    append(now.slice(shown, shown + size));
    shown = Math.min(shown + size, now.length);
    told.textContent = now.length > shown ? `${count(shown)} of ${plural(now.length, unit)}` : plural(now.length, unit);
    more.hidden = shown >= now.length;
  }
  function set(given) { now = given; shown = 0; body.replaceChildren(); append = draw(body); show(); say(told.textContent); }
  show();
  return { node: h("div", null, told, body, more), set };
}
const tabled = (heads, row, name) => body => {
  const rows = h("tbody");
  body.append(h("div.scroll", { tabindex: "0", role: "region", "aria-label": name ?? "Table" },
    h("table", null, h("thead", null, h("tr", null, heads.map(head => h(head.startsWith("#") ? "th.num" : "th", { scope: "col" }, head.replace("#", ""))))), rows)));
  return items => rows.append(...items.map(row));
};
const stacked = draw => body => items => body.append(...items.map(draw));

function filters(fields, given, change) {
  const values = { ...given };
  const set = (key, value) => {
    values[key] = value;
    const path = location.hash.slice(2).split("?")[0];
    history.replaceState(null, "", link(path, values));
    change(values);
  };
  return h("div.filters", { role: "search" }, fields.map(({ key, label, options, type }) => {
    const id = `filter-${key}`;
    const input = options
      ? h("select", { id, onchange: e => set(key, e.target.value) }, options.map(([value, text]) => h("option", { value, selected: value === (values[key] ?? "") }, text)))
      : h("input", { id, type: type ?? "search", value: values[key], placeholder: label, "aria-label": label, oninput: e => set(key, e.target.value) });
    return options ? h("label", { for: id }, label, input) : input;
  }));
}
const any = (label, values) => [["", label], ...values.map(value => [value, words(value)])];
const has = (text, sought) => !sought || sought.toLowerCase().split(/\s+/).every(word => text.toLowerCase().includes(word));

// --- plots: tables whose last column is drawn ---------------------------------------------------------------------------

function scale(low, high) {
  const from = Math.log(low), to = Math.log(high);
  return value => 100 * Math.min(1, Math.max(0, (Math.log(value) - from) / (to - from)));
}
function ticks(low, high, most = 6) {
  const found = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    for (const step of [1, 2, 5]) if (step * 10 ** power >= low && step * 10 ** power <= high) found.push(step * 10 ** power);
  for (const keep of [[1, 3], [1]]) if (found.length > most) found.splice(0, found.length, ...found.filter(t => keep.includes(Number(String(t).replace(/[0.]/g, "")[0]))));
  return found.length ? found : [low];
}
const place = left => ({ left: `${left.toFixed(2)}%` });
const span = (from, to) => ({ left: `${from.toFixed(2)}%`, width: `${Math.max(to - from, 0).toFixed(2)}%` });
const axis = (at, values, text) => h("div.track.axis", { "aria-hidden": "true" }, values.map(v => h("span", { style: { ...place(at(v)), "--shift": at(v) < 5 ? "0" : at(v) > 95 ? "-100%" : "-50%" } }, text(v))));
function plot(heads, axisNode, name, row) {
  return body => {
    const rows = h("tbody");
    body.append(h("table.plot", { "aria-label": name },
      h("thead.axes", null, h("tr", null, heads.map(head => h("th", { scope: "col" }, head)), h("th.t", { scope: "col" }, h("span.unseen", null, "Plot"), axisNode))), rows));
    return items => rows.append(...items.map(row));
  };
}

function dosePlot(doses, intakes) {
  const values = doses.flatMap(d => [d.low, d.high]).filter(Boolean).concat([intakes?.low, intakes?.high, intakes?.limit].filter(Boolean)).sort((a, b) => a - b);
  const middle = intakes?.high ?? intakes?.limit ?? values[values.length >> 1];
  const low = Math.max(values[0] / 1.4, middle / 200), high = Math.min(values.at(-1) * 1.4, (intakes?.limit ?? middle) * 200);
  const at = scale(low, high), marks = ticks(low, high);
  const ground = () => [
    ...marks.map(v => h("i.grid", { style: place(at(v)) })),
    intakes?.low && h("i.zone", { style: span(at(intakes.low), Math.max(at(intakes.high), at(intakes.low) + .5)) }),
    intakes?.limit && h("i.over", { style: place(at(intakes.limit)) }),
    intakes?.limit && h("i.limit", { style: place(at(intakes.limit)) }),
  ];
  const told = d => d.low && d.high && d.low !== d.high ? `${mass(d.low)} to ${mass(d.high)}` : !d.low ? `up to ${mass(d.high)}` : !d.high ? `at least ${mass(d.low)}` : mass(d.low);
  return plot(["Article", "Says", "A day"], axis(at, marks, mass), "Doses by article", d => {
    const from = d.low ?? d.high / 4, to = d.high ?? d.low * 4, above = intakes?.limit && (d.low ?? d.high) > intakes.limit ? ".above" : "";
    const shape = d.low === d.high ? h(`i.dot.round${above}`, { style: place(at(d.low)) })
      : h(`i.range${above}${d.low ? "" : ".open-low"}${d.high ? "" : ".open-high"}`, { style: span(at(from), at(to)) });
    return h("tr", null, h("td", null, said(d.article, d.start)), h("td", null, h("q.clip", null, d.quote), d.population && chip(d.population)),
      h("td.num", null, told(d)), h("td.t", null, h("div.track", { role: "img", "aria-label": `${told(d)}${above ? ", above the upper limit" : ""}` }, ground(), shape)));
  });
}

function forestPlot(effects) {
  const values = effects.flatMap(e => [e.ratio_low ?? e.ratio, e.ratio_high ?? e.ratio]).filter(v => v > 0).sort((a, b) => a - b);
  const low = Math.max(.05, Math.min(values[0] / 1.2, .5)), high = Math.min(20, Math.max(values.at(-1) * 1.2, 2));
  const at = scale(low, high), marks = ticks(low, high);
  const told = e => `${figure(e.ratio)}${e.ratio_low && e.ratio_high ? ` [${figure(e.ratio_low)}, ${figure(e.ratio_high)}]` : ""}`;
  return plot(["Outcome", "Article and study", "Ratio [interval]"], axis(at, marks, figure), "Effects on the ratio scale", e => {
    const bounded = e.ratio_low && e.ratio_high, clear = bounded && (e.ratio_low > 1 || e.ratio_high < 1);
    const kind = !clear ? "none" : effectOf(e.ratio > 1 ? "increases" : "decreases", e.outcome_id) || "none";
    const study = [e.design && e.design !== "unspecified" && words(e.design), e.n_participants && `n = ${count(e.n_participants)}`, e.year].filter(Boolean).join(", ");
    return h("tr", null, h("td", null, outcomeOf(e.outcome_id), h("div.soft.small", null, e.nutrient_ids.length > 1 ? names(e.nutrient_ids) : "")),
      h("td", null, said(e.article, e.start), study && h("div.small", null, study)),
      h("td.num", null, h("span", { title: e.quote }, told(e)), h("div.soft.small", null, words(e.measure))),
      h("td.t", null, h("div.track", { role: "img", "aria-label": told(e) }, marks.map(v => h("i.grid", { style: place(at(v)) })), h("i.one", { style: place(at(1)) }),
        bounded && h("i.ci", { style: span(at(e.ratio_low), at(e.ratio_high)) }), h(`i.dot.${bounded ? kind : "bare"}`, { style: place(at(e.ratio)) }))));
  });
}

const DIRECTIONS = [["decreases", "n_decreases"], ["no_effect", "n_no_effect"], ["affects", "n_affects"], ["increases", "n_increases"]];
function matrix(topics) {
  const heads = ["Outcome", "Decreases", "No effect", "Affects", "Increases", "#Articles", "Verdict", "Best evidence"];
  return tabled(heads, t => h("tr", null,
    h("td", null, h("a", { href: link("claims", { nutrient: t.exposure_ids.join("+"), outcome: t.outcome_id }) }, outcomeOf(t.outcome_id)),
      t.exposure_ids.length > 1 && h("div.soft.small", null, names(t.exposure_ids)),
      t.counted_from.length > 0 && h("div.soft.small", { title: t.counted_from.join("\n") }, `with ${plural(t.counted_from.length, "narrower pair")}`)),
    DIRECTIONS.map(([direction, column]) => {
      const n = t[column], kind = effectOf(direction, t.outcome_id) || "none";
      return h("td.cell", null, n > 0 && h("a", { href: link("claims", { nutrient: t.exposure_ids.join("+"), outcome: t.outcome_id, direction }), "aria-label": `${n} say it ${words(direction)}`,
        style: { "--tint": `var(--${kind})`, "--share": `${Math.round(12 + 50 * n / t.n_independent)}%` } }, n));
    }),
    h("td.num", null, t.n_independent), h("td", null, verdict(t.verdict), t.agreement !== null && h("div.soft.small", null, `${Math.round(100 * t.agreement)} % agree`)),
    h("td.small", null, t.best_evidence_level ? words(t.best_evidence_level) : "")), "Agreement by outcome and direction");
}
const verdict = text => chip(words(text), { contested: "bad", consensus: "good", null_finding: "none" }[text]);

// --- pages ------------------------------------------------------------------------------------------------------------------

const tile = (n, text, href) => h(href ? "a.tile" : "div.tile", { href }, h("b", null, count(n)), h("span", null, text));
const title = (text, below) => [h("h1", { tabindex: "-1" }, text), below && h("p.soft", null, below)];
const bar = parts => { const sum = parts.reduce((a, [n]) => a + n, 0) || 1; return h("span.bar", { "aria-hidden": "true" }, parts.map(([n, kind, of]) => h(`i${kind ? `.${kind}` : ""}`, { style: { width: `${100 * n / (of ?? sum)}%` } }))); };

async function overview() {
  const c = core.counts, most = core.nutrients[0]?.[3] ?? 1;
  const [limits, conflicts, sources] = await Promise.all(["limits", "conflicts", "sources"].map(all));
  const above = limits.filter(d => d.standing === "above_limit"), plain = conflicts.filter(x => !x.scope.length);
  return [
    h("h1", { tabindex: "-1" }, "What the articles claim"),
    h("p.soft", null, "Who says what does what to which outcome, at what dose, on what evidence. Every figure leads to the words it came from."),
    h("div.tiles.eight", null, tile(c.articles, "articles", "#/articles"), tile(c.claims, "claims", "#/claims"), tile(c.doses, "doses"), tile(c.effects, "effects"),
      tile(c.studies, "studies in the text"), tile(plain.length, "plain conflicts", "#/conflicts"), tile(above.length, "doses above a limit", "#/limits"), tile(c.shared_sources, "sources told by several", "#/sources")),
    h("div.two", null,
      h("section", null, h("h2", null, "Most written about"), h("ol.bars", null, core.nutrients.slice(0, 12).map(n =>
        h("li", null, nutrientLink(n[0]), bar([[n[3], "", most]]), h("span.soft.num", null, plural(n[3], "article"))))), h("a", { href: "#/nutrients" }, `All ${count(core.nutrients.length)} nutrients`)),
      h("section", null, h("h2", null, "Most contested"), h("ol.bars", null, core.contested.map(([ids, outcome, up, down, none]) => {
        const [good, bad] = effectOf("increases", outcome) === "bad" ? [down, up] : [up, down];
        return h("li", null, h("a", { href: link("claims", { nutrient: ids.join("+"), outcome }) }, `${names(ids)}, ${outcomeOf(outcome)}`),
          bar([[good, "good"], [none, "none"], [bad, "bad"]]), h("span.soft.num", null, `${good} · ${none} · ${bad}`));
      })), h("p.key", null, ["good helps", "none does nothing", "bad harms"].map(k => h("span", null, h("i", { style: { background: `var(--${k.split(" ")[0]})` } }), k.replace(/^\w+ /, "")))))),
    plain.length > 0 && h("section", null, h("h2", null, "Where they contradict each other"), plain.slice(0, 3).map(conflict), h("a", { href: "#/conflicts" }, `All ${count(plain.length)} conflicts`)),
    sources.length > 0 && h("section", null, h("h2", null, "Told by most articles"), h("ul", null, sources.slice(0, 5).map(s => h("li", null, sourceName(s), " ", h("span.soft", null, plural(s.n_independent, "article"))))), h("a", { href: "#/sources" }, "All shared sources")),
    core.rejects.length > 0 && h("details", null, h("summary", null, `${plural(c.rejects, "input")} could not be read`), h("ul.small", null, core.rejects.map(([uri, why]) => h("li", null, uri, ": ", why)))),
  ];
}

function nutrientList(_, given) {
  const kinds = [...new Set(core.nutrients.map(n => n[2]))].sort();
  const match = v => core.nutrients.filter(n => has(n[1], v.q) && (!v.kind || n[2] === v.kind));
  const list = listing(match(given), tabled(["Nutrient", "Kind", "#Articles", "#Claims", "#Above a limit"], n =>
    h("tr", null, h("td", null, nutrientLink(n[0])), h("td", null, words(n[2])), h("td.num", null, count(n[3])), h("td.num", null, count(n[4])), h("td.num", null, n[5] || ""))), { size: 100, unit: "nutrient" });
  return [title("Nutrients", "Whatever an article says does something. Forms count for what they are a form of."),
    filters([{ key: "q", label: "Name" }, { key: "kind", label: "Kind", options: any("any", kinds) }], given, v => list.set(match(v))), list.node];
}

async function nutrientPage([id], given) {
  const row = nutrients.get(id);
  if (!row) return missing();
  const [page, conflicts, sources] = await Promise.all([block("nutrients", row.place), all("conflicts"), all("sources")]);
  const doses = records(page.doses), effects = records(page.effects), topics = records(page.topics);
  const own = topics.filter(t => t.exposure_ids.length === 1), together = topics.filter(t => t.exposure_ids.length > 1);
  const clash = conflicts.filter(c => c.exposure_ids.some(own => ofNutrient(own, id))), shared = sources.filter(s => s.exposure_ids.some(own => ofNutrient(own, id)));
  const i = page.intakes;
  const section = (name, ...inner) => h("section", null, h("h2", { id: name.toLowerCase().replaceAll(" ", "-") }, name), inner);
  const doseList = () => {
    const roles = ["recommended", "limit", "studied", "taken"].filter(r => doses.some(d => d.role === r));
    const match = v => doses.filter(d => d.role === (v.role || roles[0]));
    const list = listing(match(given), dosePlot(doses, i), { size: 30, unit: "dose" });
    return [filters([{ key: "role", label: "Doses that are", options: roles.map(r => [r, `${words(r)} (${count(doses.filter(d => d.role === r).length)})`]) }], given, v => list.set(match(v))),
      i && h("p.key", null, i.low && h("span", null, h("i", { style: { background: "var(--good-wash)" } }), `recommended for adults: ${mass(i.low)}${i.high > i.low ? ` to ${mass(i.high)}` : ""} a day`),
        i.limit && h("span", null, h("i", { style: { background: "var(--bad-wash)", "border-left": "2px solid var(--bad)" } }), `above the upper limit of ${mass(i.limit)} a day`), h("span", null, i.authorities.join(", "))), list.node];
  };
  const effectList = () => {
    const told = [...new Set(effects.map(e => e.outcome_id))].map(o => [o, effects.filter(e => e.outcome_id === o).length]).sort((a, b) => b[1] - a[1]);
    const match = v => effects.filter(e => !v.effect || e.outcome_id === v.effect).sort((a, b) => told.findIndex(t => t[0] === a.outcome_id) - told.findIndex(t => t[0] === b.outcome_id) || !a.ratio_low - !b.ratio_low || a.ratio - b.ratio);
    const list = listing(match(given), forestPlot(effects), { size: 30, unit: "effect" });
    return [h("p.soft.small", null, "Risks as ratios: left of 1 fewer, right of 1 more. Intervals that hold 1 are grey; hollow marks have no interval."),
      filters([{ key: "effect", label: "Outcome", options: [["", "all"], ...told.map(([o, n]) => [o, `${outcomeOf(o)} (${n})`])] }], given, v => list.set(match(v))), list.node];
  };
  return [
    title(nameOf(id), `${words(row.kind)}${page.synonyms.length ? `, also ${page.synonyms.slice(0, 6).join(", ")}` : ""}`),
    h("div.tiles", null, tile(row.articles, row.articles === 1 ? "article" : "articles"), tile(row.claims, "claims", link("claims", { nutrient: id })), tile(clash.filter(c => !c.scope.length).length, "plain conflicts", link("conflicts", { nutrient: id })), tile(row.above, "doses above the limit", link("limits", { nutrient: id })), tile(shared.length, "shared sources", link("sources", { nutrient: id }))),
    own.length > 0 && section("What it is said to do", h("p.soft.small", null, "Independent articles by the direction they tell. Green is good for health, red bad."), listing(own, matrix(own), { size: 20, unit: "outcome" }).node),
    doses.length > 0 && section("Doses", doseList()),
    effects.length > 0 && section("Effects", effectList()),
    clash.length > 0 && section("Conflicts", listing([...clash].sort((a, b) => a.scope.length - b.scope.length), stacked(conflict), { size: 5, unit: "pair" }).node),
    together.length > 0 && section("Together with others", listing(together, matrix(together), { size: 10, unit: "combination" }).node),
    shared.length > 0 && section("Studies that several articles tell", listing(shared, stacked(source), { size: 5, unit: "source" }).node),
  ];
}

async function claimsPage(_, given) {
  const rows = await all("claims");
  const ids = text => (text ?? "").split("+").filter(Boolean);
  const narrow = new Set(ids(given.nutrient));
  const options = column => [...new Set(rows.map(r => r[column]).filter(Boolean))].sort();
  const match = v => {
    const sought = ids(v.nutrient);
    return rows.filter(r => (!sought.length || sought.every(s => r.exposure_ids.some(id => ofNutrient(id, s))))
      && (!v.outcome || ofOutcome(r.outcome_id, v.outcome))
      && (!v.direction || r.direction === v.direction) && (!v.certainty || r.certainty === v.certainty)
      && (!v.attribution || r.attribution === v.attribution) && (!v.evidence || r.evidence_level === v.evidence) && has(r.quote, v.q));
  };
  const list = listing(match(given), tabled(["Exposure", "Does", "Outcome", "In the article's words", "Article"], r => h("tr", null,
    h("td", null, r.lack && "lack of ", r.exposure_ids.map((id, n) => [n > 0 && " + ", nutrientLink(id)])),
    h("td", null, chip(words(r.direction), effectOf(r.direction, r.outcome_id) && !r.lack ? effectOf(r.direction, r.outcome_id) : r.polarity === "benefit" ? "good" : r.polarity === "harm" ? "bad" : "none"), r.certainty === "hedged" && h("div.soft.small", null, "hedged")),
    h("td", null, outcomeOf(r.outcome_id) || r.outcome_text), h("td", null, h("q.clip", null, r.quote), h("div.soft.small", null, [words(r.attribution), r.evidence_level && words(r.evidence_level), r.population].filter(Boolean).join(" · "))),
    h("td", null, said(r.article, r.start))), "Claims"), { size: 50, unit: "claim" });
  return [title("Claims", given.outcome || narrow.size ? [ids(given.nutrient).map(nameOf).join(" + "), outcomeOf(given.outcome)].filter(Boolean).join(" and ") : "Every statement that something does something to an outcome."),
    filters([{ key: "q", label: "Words of the article" }, { key: "nutrient", label: "Nutrient", options: [["", "any"], ...(narrow.size > 1 ? [[given.nutrient, names([...narrow])]] : []), ...core.nutrients.map(n => [n[0], nameOf(n[0])])] },
      { key: "outcome", label: "Outcome", options: [["", "any"], ...Object.entries(core.outcomes).map(([id, [name]]) => [id, name]).sort((a, b) => a[1].localeCompare(b[1]))] },
      { key: "direction", label: "Direction", options: any("any", options("direction")) }, { key: "certainty", label: "Certainty", options: any("any", options("certainty")) },
      { key: "attribution", label: "By", options: any("anyone", options("attribution")) }, { key: "evidence", label: "Evidence", options: any("any", options("evidence_level")) }], given, v => list.set(match(v))), list.node];
}

const sameWords = (sentence, quote) => { const at = sentence.indexOf(quote); return at < 0 ? [quote] : [sentence.slice(0, at), h("mark", null, quote), sentence.slice(at + quote.length)]; };
function conflict(c) {
  const side = (n, quote, sentence, start) => h("div", null, h("blockquote", null, sameWords(sentence, quote)), said(n, start));
  return h("article.card", null,
    h("p", null, chip(words(c.kind), c.scope.length ? "" : "bad"), " ", c.scope.length > 0 && [chip(`differs in ${c.scope.join(", ")}`, "none"), " "], c.explanation),
    h("div.versus", null, side(c.article_a, c.quote_a, c.sentence_a, c.start_a), side(c.article_b, c.quote_b, c.sentence_b, c.start_b)));
}
async function conflictsPage(_, given) {
  const rows = await all("conflicts");
  const kinds = [...new Set(rows.map(c => c.kind))], ids = [...new Set(rows.flatMap(c => c.exposure_ids))].sort();
  const match = v => rows.filter(c => (!v.kind || c.kind === v.kind) && (!v.nutrient || c.exposure_ids.some(id => ofNutrient(id, v.nutrient))) && (v.scope ? v.scope === "all" || c.scope.includes(v.scope) : !c.scope.length)
    && has([c.explanation, c.sentence_a, c.sentence_b, outcomeOf(c.outcome_id)].join(" "), v.q));
  const list = listing(match(given), stacked(conflict), { size: 20, unit: "conflict" });
  return [title("Conflicts", "Two articles that cannot both be right, with both quotes. What a difference of population, form, dose, duration, lack or blood level explains is kept apart, as a difference of scope."),
    filters([{ key: "q", label: "Words, outcome" }, { key: "kind", label: "About", options: any("anything", kinds) }, { key: "nutrient", label: "Nutrient", options: [["", "any"], ...ids.map(id => [id, nameOf(id)])] },
      { key: "scope", label: "Scope", options: [["", "plain conflicts"], ["all", "all, with differences of scope"], ...[...new Set(rows.flatMap(c => c.scope))].sort().map(s => [s, `differs in ${s}`])] }], given, v => list.set(match(v))), list.node];
}

const STANDING = { above_limit: ["above the limit", "bad"], reaches_above_limit: ["reaches above the limit", "bad"], check_unit: ["far above: check the unit", "none"], below: ["below the recommended", "none"], within: ["within", "good"], unknown_population: ["for others than adults in general", ""] };
async function limitsPage(_, given) {
  const rows = await all("limits"), ids = [...new Set(rows.map(d => d.nutrient_id))].sort();
  const match = v => rows.filter(d => (!v.nutrient || ofNutrient(d.nutrient_id, v.nutrient)) && (!v.standing || d.standing === v.standing) && has(`${d.sentence} ${articleOf(d.article)[A.title]}`, v.q));
  const range = (low, high) => low && high && low !== high ? `${mass(low)} to ${mass(high)}` : mass(low ?? high);
  const list = listing(match(given), tabled(["Nutrient", "Stands", "#A day", "Authorities, adults", "In the article's words", "Article"], d => h("tr", null,
    h("td", null, nutrientLink(d.nutrient_id)), h("td", null, chip(...STANDING[d.standing])), h("td.num", null, `${d.ug_per_day_low ? "" : "up to "}${d.ug_per_day_high ? "" : "at least "}${range(d.ug_per_day_low, d.ug_per_day_high)}`),
    h("td.small", null, d.recommended_low && h("div", null, `recommend ${range(d.recommended_low, d.recommended_high)}`), d.upper_limit && h("div", null, `limit ${mass(d.upper_limit)}`), h("div.soft", null, d.limits_of)),
    h("td", null, h("div.quote.clip", null, sameWords(d.sentence, d.quote)), d.population && chip(d.population), " ", d.duration_days_high && chip(`for ${plural(d.duration_days_high, "day")}`)), h("td", null, said(d.article, d.start))), "Recommended doses against the authorities"), { size: 50, unit: "dose" });
  return [title("Against the authorities", "Doses that articles recommend, against what authorities recommend and allow for adults. Those above an upper limit come first."),
    filters([{ key: "q", label: "Words, article" }, { key: "nutrient", label: "Nutrient", options: [["", "any"], ...ids.map(id => [id, nameOf(id)])] }, { key: "standing", label: "Stands", options: [["", "anywhere"], ...Object.entries(STANDING).map(([k, [text]]) => [k, text])] }], given, v => list.set(match(v))), list.node];
}

const sourceName = s => s.title || (s.doi ? `doi ${s.doi}` : s.pmid ? `PMID ${s.pmid}` : s.source_key);
const numbered = line => line.split(/(#\d+)/).map(part => /^#\d+$/.test(part) ? articleLink(Number(part.slice(1))) : words(part));
function source(s) {
  return h("article.card", null, h("h3", null, sourceName(s)),
    h("p.small.soft", null, [s.year, s.doi && `doi ${s.doi}`, s.pmid && `PMID ${s.pmid}`, `joined by ${words(s.matched_by)}`, `${plural(s.n_independent, "independent article")} of ${s.n_articles}`].filter(Boolean).join(" · ")),
    s.differences.length > 0 && h("div", null, chip("told differently", "bad"), h("ul", null, s.differences.map(line => h("li", null, numbered(line))))),
    s.said.length > 0 && h("details", null, h("summary", null, `What is said on it (${s.said.length})`), h("ul", null, s.said.map(([n, quote, start]) => h("li", null, h("q", null, quote), " ", articleLink(n, start))))),
    h("details", null, h("summary", null, `Articles (${s.article_ids.length})`), h("ul", null, s.article_ids.map(n => h("li", null, articleLink(n), " ", h("span.soft.small", null, byline(n)))))));
}
async function sourcesPage(_, given) {
  const rows = await all("sources"), ids = [...new Set(rows.flatMap(s => s.exposure_ids))].sort();
  const match = v => rows.filter(s => (!v.nutrient || s.exposure_ids.some(id => ofNutrient(id, v.nutrient))) && (!v.differ || s.differences.length > 0) && (!v.least || s.n_independent > Number(v.least)) && has(`${sourceName(s)} ${s.doi ?? ""}`, v.q));
  const list = listing(match(given), stacked(source), { size: 20, unit: "source" });
  return [title("Shared sources", "Studies and references that several articles rest on: ten articles on one trial are one source. Where they tell it differently, both are shown."),
    filters([{ key: "q", label: "Title, DOI" }, { key: "nutrient", label: "Nutrient", options: [["", "any"], ...ids.map(id => [id, nameOf(id)])] }, { key: "least", label: "Told by more than", options: [["", "one article"], ["2", "2 articles"], ["3", "3 articles"], ["5", "5 articles"]] },
      { key: "differ", label: "Told", options: [["", "alike or not"], ["yes", "differently"]] }], given, v => list.set(match(v))), list.node];
}

function articleList(_, given) {
  const rows = core.articles.map((row, n) => [n, row]);
  const match = v => rows.filter(([, row]) => has(`${row[A.title]} ${row[A.site] ?? ""}`, v.q)).sort(v.by === "date" ? ([, a], [, b]) => (b[A.published] ?? "").localeCompare(a[A.published] ?? "") : ([a], [b]) => a - b);
  const list = listing(match(given), tabled(["Article", "#Words", "#Claims", "#Doses"], ([n, row]) => h("tr", null, h("td", null, said(n), !row[A.primary] && chip("copy")), h("td.num", null, count(row[A.words])), h("td.num", null, count(row[A.claims])), h("td.num", null, count(row[A.doses])))), { size: 100, unit: "article" });
  return [title("Articles"), filters([{ key: "q", label: "Title, site" }, { key: "by", label: "First", options: [["", "most claims"], ["date", "newest"]] }], given, v => list.set(match(v))), list.node];
}

const KINDS = { claims: "claim", doses: "dose", levels: "level", effects: "effect", studies: "study", references: "reference" };
const brief = ([kind, , , row]) => ({
  claims: () => `${row.lack ? "lack of " : ""}${row.exposure ?? row.exposure_text ?? ""} ${verb(row.direction)} ${row.outcome ?? row.outcome_text ?? ""}`,
  doses: () => [row.nutrient, row.role, row.ug_per_day_high ?? row.ug_per_day_low ? `${mass(row.ug_per_day_high ?? row.ug_per_day_low)} a day` : ""].filter(Boolean).join(", "),
  levels: () => [row.analyte, row.role, [row.value_low, row.value_high].filter(v => v !== undefined).join(" to "), row.unit].filter(Boolean).join(" "),
  effects: () => [words(row.measure), row.value, row.unit, row.outcome && `for ${row.outcome}`].filter(v => v !== undefined && v !== "").join(" "),
  studies: () => [words(row.design), row.n_participants && `n = ${count(row.n_participants)}`, row.year].filter(Boolean).join(", "),
  references: () => row.title ?? row.journal ?? "reference",
})[kind]();
const facts = row => h("dl", null, Object.entries(row).map(([key, value]) => [h("dt", null, words(key)), h("dd", null, Array.isArray(value) ? value.join(", ") : typeof value === "number" ? figure(value) : words(value))]));

async function articlePage([number, start]) {
  const row = articleOf(number);
  if (!row) return missing();
  const page = await block("articles", Number(number));
  const text = h("div.text", { "aria-label": "Text of the article" });
  const shown = new Set(Object.keys(KINDS).slice(0, 5));
  const cuts = [...new Set([0, page.text.length, ...page.rows.flatMap(r => [r[1], r[2]])])].sort((a, b) => a - b);
  const begins = new Map(), marks = [];
  function draw() {
    const rows = page.rows.map((r, n) => [r, n]).filter(([r]) => shown.has(r[0])).sort(([a], [b]) => a[1] - b[1]);
    const pieces = [];
    let next = 0, live = [];
    marks.length = 0; begins.clear();
    for (let c = 0; c + 1 < cuts.length; c++) {
      const [from, to] = [cuts[c], cuts[c + 1]];
      while (next < rows.length && rows[next][0][1] <= from) live.push(rows[next++]);
      live = live.filter(([r]) => r[2] > from);
      const words = page.text.slice(from, to);
      if (!live.length) { pieces.push(words); continue; }
      const first = live.some(([r]) => r[1] === from);
      const mark = h(`mark.${[...new Set(live.map(([r]) => r[0]))].join(".")}`, { tabindex: first ? "0" : null, "data-rows": live.map(([, n]) => n).join(" ") }, words);
      for (const [, n] of live) if (!begins.has(n)) begins.set(n, mark);
      marks.push(mark); pieces.push(mark);
    }
    text.replaceChildren(...pieces);
  }
  draw();
  const show = event => {
    const mark = event.target.closest?.("mark");
    if (!mark) return hide();
    const rows = mark.dataset.rows.split(" ").map(n => page.rows[n]);
    tip.replaceChildren(...rows.slice(0, 4).flatMap(r => [h("h4", null, h(`i.swatch.${r[0]}`), " ", brief(r)), facts(r[3])]), rows.length > 4 ? h("p.soft", null, `and ${rows.length - 4} more`) : "");
    tip.hidden = false;
    const box = mark.getBoundingClientRect(), own = tip.getBoundingClientRect();
    const below = box.bottom + own.height + 12 < innerHeight || box.top < own.height + 12;
    tip.style.setProperty("left", `${Math.max(8, Math.min(box.left, innerWidth - own.width - 8))}px`);
    tip.style.setProperty("top", `${below ? Math.min(box.bottom + 8, innerHeight - own.height - 8) : box.top - own.height - 8}px`);
    say(rows.map(brief).join("; "));
  };
  for (const name of ["mouseover", "focusin", "click"]) text.addEventListener(name, show);
  for (const name of ["mouseleave", "focusout"]) text.addEventListener(name, hide);
  const light = n => { marks.forEach(m => m.classList.toggle("lit", m.dataset.rows.split(" ").includes(String(n)))); begins.get(n)?.scrollIntoView({ block: "center" }); begins.get(n)?.focus({ preventScroll: true }); };
  const side = h("aside.side", { "aria-label": "What the article says" }, Object.keys(KINDS).map(kind => {
    const rows = page.rows.map((r, n) => [r, n]).filter(([r]) => r[0] === kind);
    if (!rows.length) return null;
    return h("details", { open: kind === "claims" && innerWidth > 830 }, h("summary", null, h("label", null, h("input", { type: "checkbox", checked: shown.has(kind), "aria-label": `Highlight ${kind}`, onchange: e => { e.target.checked ? shown.add(kind) : shown.delete(kind); draw(); } }), " ", h(`i.swatch.${kind}`), ` ${count(rows.length)} ${rows.length === 1 ? KINDS[kind] : kind}`)),
      h("ol", null, rows.map(([r, n]) => h("li", null, h("a", { href: `#/article/${number}/${r[1]}`, onclick: e => { e.preventDefault(); light(n); } }, brief(r))))));
  }));
  if (start !== undefined) requestAnimationFrame(() => { const n = page.rows.findIndex(r => r[1] === Number(start) && shown.has(r[0])); if (n >= 0) light(n); });
  return [title(row[A.title]), h("p.soft", null, [byline(number), page.authors?.join(", "), `${count(row[A.words])} words`, page.url ?? page.uri].filter(Boolean).join(" · ")),
    page.copy !== null && h("p", null, chip("copy", "none"), " A near-duplicate of ", articleLink(page.copy), "; it counts once with it."), h("div.reader", null, text, side)];
}
const missing = () => [title("There is nothing here", "The address names something that these tables do not hold.")];
function hide() { tip.hidden = true; }

// --- the frame --------------------------------------------------------------------------------------------------------------

const PAGES = { "": overview, nutrients: nutrientList, nutrient: nutrientPage, claims: claimsPage, conflicts: conflictsPage, limits: limitsPage, sources: sourcesPage, articles: articleList, article: articlePage };
const NAV = [["", "Overview"], ["nutrients", "Nutrients"], ["claims", "Claims"], ["conflicts", "Conflicts"], ["limits", "Limits"], ["sources", "Sources"], ["articles", "Articles"]];
document.getElementById("nav").append(...NAV.map(([path, text]) => h("a", { href: `#/${path}`, "data-path": path }, text)));

let turn = 0;
async function route(first) {
  hide();
  const mine = ++turn, [path, search] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, ...rest] = path.split("/");
  for (const a of document.querySelectorAll("nav a")) a.dataset.path === name || a.dataset.path === `${name}s` ? a.setAttribute("aria-current", "page") : a.removeAttribute("aria-current");
  const page = Object.hasOwn(PAGES, name) ? await PAGES[name](rest, Object.fromEntries(new URLSearchParams(search))) : missing();
  if (mine !== turn) return;
  main.replaceChildren(...page.flat(Infinity).filter(Boolean));
  main.dataset.page = path;
  document.title = `${main.querySelector("h1")?.textContent ?? ""} · Health claims`;
  if (first !== true && !(name === "article" && rest.length > 1)) { scrollTo({ top: 0, behavior: "instant" }); main.querySelector("h1")?.focus({ preventScroll: true }); }
}
addEventListener("hashchange", route);
addEventListener("resize", hide);

const find = document.getElementById("find"), found = document.getElementById("found");
function search() {
  const sought = find.value.trim();
  const hits = !sought ? [] : [
    ...core.nutrients.filter(n => has(n[1], sought)).slice(0, 6).map(n => [`#/nutrient/${n[0]}`, n[1], plural(n[3], "article")]),
    ...Object.entries(core.outcomes).filter(([, [name]]) => has(name, sought)).slice(0, 6).map(([id, [name]]) => [link("claims", { outcome: id }), name, "outcome"]),
    ...core.articles.map((row, n) => [row, n]).filter(([row]) => has(row[A.title], sought)).slice(0, 8).map(([row, n]) => [`#/article/${n}`, row[A.title], row[A.site] ?? ""]),
    [link("claims", { q: sought }), `“${sought}”`, "in claims"],
  ];
  found.replaceChildren(...hits.map(([href, text, note]) => h("li", null, h("a", { href, onclick: close }, h("span", null, text), h("span.soft.small", null, note)))));
  found.hidden = !hits.length;
}
function close() { found.hidden = true; find.value = ""; }
find.addEventListener("input", search);
find.addEventListener("focus", search);
document.querySelector(".find").addEventListener("keydown", e => {
  const links = [...found.querySelectorAll("a")], at = links.indexOf(document.activeElement);
  if (e.key === "ArrowDown") { e.preventDefault(); links[Math.min(at + 1, links.length - 1)]?.focus(); }
  if (e.key === "ArrowUp") { e.preventDefault(); (links[at - 1] ?? find).focus(); }
  if (e.key === "Enter" && at < 0) links[0]?.click();
  if (e.key === "Escape") close();
});
addEventListener("click", e => { if (!e.target.closest(".find")) found.hidden = true; });
addEventListener("keydown", e => {
  if (e.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName)) { e.preventDefault(); find.focus(); }
  if (e.key === "Escape") hide();
});
document.getElementById("theme").addEventListener("click", () => {
  const dark = getComputedStyle(document.documentElement).colorScheme === "dark" || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "light" : "dark";
});
document.getElementById("foot").textContent = core.run ? `Made from run ${core.run.run_id}, finished ${core.run.finished} UTC, pipeline ${core.run.pipeline_version}. Numbers are what articles say, not advice.` : "Numbers are what articles say, not advice.";
route(true);
