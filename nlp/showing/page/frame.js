// The frame: which page the address names, the search, light and dark.

const missing = () => [title("There is nothing here", "The address names something that these tables do not hold.")];
function hide() {
  tip.hidden = true;
}

const PAGES = {
  "": overview,
  nutrients: nutrientList,
  nutrient: nutrientPage,
  claims: claimsPage,
  conflicts: conflictsPage,
  limits: limitsPage,
  sources: sourcesPage,
  articles: articleList,
  article: articlePage,
};
const NAV = [
  ["", "Overview"],
  ["nutrients", "Nutrients"],
  ["claims", "Claims"],
  ["conflicts", "Conflicts"],
  ["limits", "Limits"],
  ["sources", "Sources"],
  ["articles", "Articles"],
];
document.getElementById("nav").append(...NAV.map(([path, text]) => h("a", { href: `#/${path}`, "data-path": path }, text)));

let turn = 0;
async function route(first) {
  hide();
  const mine = ++turn,
    [path, search] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, ...rest] = path.split("/");
  for (const a of document.querySelectorAll("nav a"))
    a.dataset.path === name || a.dataset.path === `${name}s` ? a.setAttribute("aria-current", "page") : a.removeAttribute("aria-current");
  const page = Object.hasOwn(PAGES, name) ? await PAGES[name](rest, Object.fromEntries(new URLSearchParams(search))) : missing();
  if (mine !== turn) return;
  main.replaceChildren(...page.flat(Infinity).filter(Boolean));
  main.dataset.page = path;
  document.title = `${main.querySelector("h1")?.textContent ?? ""} · Health claims`;
  if (first !== true && !(name === "article" && rest.length > 1)) {
    scrollTo({ top: 0, behavior: "instant" });
    main.querySelector("h1")?.focus({ preventScroll: true });
  }
}
addEventListener("hashchange", route);
addEventListener("resize", hide);

const find = document.getElementById("find"),
  found = document.getElementById("found");
function search() {
  const sought = find.value.trim();
  const hits = !sought
    ? []
    : [
        ...core.nutrients
          .filter((n) => has(n[1], sought))
          .slice(0, 6)
          .map((n) => [`#/nutrient/${n[0]}`, n[1], plural(n[3], "article")]),
        ...Object.entries(core.outcomes)
          .filter(([, [name]]) => has(name, sought))
          .slice(0, 6)
          .map(([id, [name]]) => [link("claims", { outcome: id }), name, "outcome"]),
        ...core.articles
          .map((row, n) => [row, n])
          .filter(([row]) => has(row[A.title], sought))
          .slice(0, 8)
          .map(([row, n]) => [`#/article/${n}`, row[A.title], row[A.site] ?? ""]),
        [link("claims", { q: sought }), `“${sought}”`, "in claims"],
      ];
  found.replaceChildren(
    ...hits.map(([href, text, note]) => h("li", h("a", { href, onclick: close }, h("span", text), h("span.soft.small", note)))),
  );
  found.hidden = !hits.length;
}
function close() {
  found.hidden = true;
  find.value = "";
}
find.addEventListener("input", search);
find.addEventListener("focus", search);
document.querySelector(".find").addEventListener("keydown", (e) => {
  const links = [...found.querySelectorAll("a")],
    at = links.indexOf(document.activeElement);
  if (e.key === "ArrowDown") {
    e.preventDefault();
    links[Math.min(at + 1, links.length - 1)]?.focus();
  }
  if (e.key === "ArrowUp") {
    e.preventDefault();
    (links[at - 1] ?? find).focus();
  }
  if (e.key === "Enter" && at < 0) links[0]?.click();
  if (e.key === "Escape") close();
});
addEventListener("click", (e) => {
  if (!e.target.closest(".find")) found.hidden = true;
});
addEventListener("keydown", (e) => {
  if (e.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName)) {
    e.preventDefault();
    find.focus();
  }
  if (e.key === "Escape") hide();
});
document.getElementById("theme").addEventListener("click", () => {
  const dark =
    getComputedStyle(document.documentElement).colorScheme === "dark" ||
    (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "light" : "dark";
});
document.getElementById("foot").textContent = core.run
  ? `Made from run ${core.run.run_id}, finished ${core.run.finished} UTC, pipeline ${core.run.pipeline_version}. Numbers are what articles say, not advice.`
  : "Numbers are what articles say, not advice.";
route(true);
