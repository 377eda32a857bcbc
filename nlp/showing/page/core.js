"use strict";
// Words of articles reach the page through text nodes alone: nothing here parses markup.

const core = JSON.parse(document.getElementById("core").textContent);
const A = { title: 0, site: 1, published: 2, words: 3, claims: 4, doses: 5, primary: 6 };
const nutrients = new Map(
  core.nutrients.map((row, place) => [
    row[0],
    { id: row[0], name: row[1], kind: row[2], articles: row[3], claims: row[4], above: row[5], place },
  ]),
);
const main = document.getElementById("main"),
  tip = document.getElementById("tip");

// An element: its tag and classes, its attributes (where there are any), and what stands in it.
function h(tag, ...children) {
  const given = children[0]?.constructor === Object ? children.shift() : {};
  const [name, ...classes] = tag.split(".");
  const node = document.createElement(name);
  node.className = classes.join(" ");
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "style") for (const [k, v] of Object.entries(value)) node.style.setProperty(k, v);
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}
const count = (n) => n.toLocaleString("en");
const plural = (n, word) => `${count(n)} ${word}${n === 1 ? "" : "s"}`;
const words = (value) => String(value).replaceAll("_", " ");
const rounded = (n, digits) => Number(n.toPrecision(digits)).toLocaleString("en", { maximumFractionDigits: digits });
const figure = (n) => rounded(n, 3);
const mass = (ug) => (ug >= 1e6 ? `${rounded(ug / 1e6, 4)} g` : ug >= 1e3 ? `${rounded(ug / 1e3, 4)} mg` : `${rounded(ug, 4)} µg`);
const pretty = (name) => name.replace(/\b(vitamin|coenzyme) ([a-z]\d*)\b/g, (_, kind, letter) => `${kind} ${letter.toUpperCase()}`);
const nameOf = (id) => pretty(nutrients.get(id)?.name ?? words(id));
const verb = (direction) => ({ no_effect: "does not change" })[direction] ?? words(direction);
const names = (ids) => ids.map(nameOf).join(" + ");
const outcomeOf = (id) => (id ? pretty(core.outcomes[id]?.[0] ?? words(id)) : "");
const betterWhen = (id) => core.outcomes[id]?.[1] ?? "neither";
const articleOf = (number) => core.articles[number];
const counts = (id, sought, broader) => {
  while (id && id !== sought) id = broader[id];
  return id === sought;
};
const ofNutrient = (id, sought) => counts(id, sought, core.broader.nutrients),
  ofOutcome = (id, sought) => counts(id, sought, core.broader.outcomes);
const say = (text) => {
  document.getElementById("status").textContent = text;
};
const query = (given) => new URLSearchParams(Object.entries(given).filter(([, v]) => v)).toString();
const link = (path, given) => `#/${path}${given && query(given) ? `?${query(given)}` : ""}`;
// The claims that the comparisons count.
const compared = (ids, outcome, direction) => link("claims", { nutrient: ids.join("+"), outcome, direction, score: core.sure });
const articleLink = (number, start) =>
  h("a", { href: `#/article/${number}${start === undefined ? "" : `/${start}`}` }, articleOf(number)[A.title]);
const byline = (number) => [articleOf(number)[A.site], articleOf(number)[A.published]].filter(Boolean).join(" · ");
const said = (number, start) => h("div", articleLink(number, start), " ", h("div.soft.small", byline(number)));
const nutrientLink = (id) => (nutrients.has(id) ? h("a", { href: `#/nutrient/${id}` }, nameOf(id)) : nameOf(id));
const chip = (text, kind) => h(`span.chip${kind ? `.${kind}` : ""}`, text);

function effectOf(direction, outcome) {
  if (direction === "no_effect") return "none";
  const better = betterWhen(outcome);
  if (direction === "affects" || better === "neither") return "";
  return (direction === "increases") === (better === "higher") ? "good" : "bad";
}

// Blocks stand in the page as lines of deflated JSON in base64, and are opened when they are asked for.
const lines = {},
  opened = new Map();
async function block(name, place = 0) {
  const key = `${name} ${place}`;
  if (!opened.has(key)) {
    lines[name] ??= document.getElementById(`block-${name}`).textContent.trim().split("\n");
    const bytes = Uint8Array.from(atob(lines[name][place]), (c) => c.charCodeAt(0));
    const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
    opened.set(key, JSON.parse(text));
  }
  return opened.get(key);
}
const records = (told) => told.rows.map((row) => Object.fromEntries(row.map((value, i) => [told.columns[i], value])));
const all = async (name) => records(await block(name));
