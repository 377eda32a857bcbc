// The pages.

const tile = (n, text, href) => h(href ? "a.tile" : "div.tile", { href }, h("b", count(n)), h("span", text));
const title = (text, below) => [h("h1", { tabindex: "-1" }, text), below && h("p.soft", below)];
const bar = (parts) => {
  const sum = parts.reduce((a, [n]) => a + n, 0) || 1;
  return h(
    "span.bar",
    { "aria-hidden": "true" },
    parts.map(([n, kind, of]) => h(`i${kind ? `.${kind}` : ""}`, { style: { width: `${(100 * n) / (of ?? sum)}%` } })),
  );
};

async function overview() {
  const c = core.counts,
    most = core.nutrients[0]?.[3] ?? 1;
  const [limits, conflicts, sources] = await Promise.all(["limits", "conflicts", "sources"].map(all));
  const above = limits.filter((d) => d.standing === "above_limit"),
    plain = conflicts.filter((x) => !x.scope.length);
  return [
    h("h1", { tabindex: "-1" }, "What the articles claim"),
    h("p.soft", "Who says what does what to which outcome, at what dose, on what evidence. Every row leads to the words it came from."),
    h(
      "div.tiles.eight",
      tile(c.articles, "articles", "#/articles"),
      tile(c.claims, "claims", "#/claims"),
      tile(c.doses, "doses"),
      tile(c.effects, "effects"),
      tile(c.studies, "studies in the text"),
      tile(plain.length, "plain conflicts", "#/conflicts"),
      tile(above.length, "doses above a limit", "#/limits"),
      tile(c.shared_sources, "sources told by several", "#/sources"),
    ),
    h(
      "div.two",
      h(
        "section",
        h("h2", "Most written about"),
        h(
          "ol.bars",
          core.nutrients
            .slice(0, 12)
            .map((n) => h("li", nutrientLink(n[0]), bar([[n[3], "", most]]), h("span.soft.num", plural(n[3], "article")))),
        ),
        h("a", { href: "#/nutrients" }, `All ${count(core.nutrients.length)} nutrients`),
      ),
      core.contested.length > 0 &&
        h(
          "section",
          h("h2", "Most contested"),
          h(
            "ol.bars",
            core.contested.map(([ids, outcome, up, down, none]) => {
              const [good, bad] = effectOf("increases", outcome) === "bad" ? [down, up] : [up, down];
              return h(
                "li",
                h("a", { href: compared(ids, outcome) }, `${names(ids)}, ${outcomeOf(outcome)}`),
                bar([
                  [good, "good"],
                  [none, "none"],
                  [bad, "bad"],
                ]),
                h("span.soft.num", `${good} · ${none} · ${bad}`),
              );
            }),
          ),
          h(
            "p.key",
            ["good helps", "none does nothing", "bad harms"].map((k) =>
              h("span", h("i", { style: { background: `var(--${k.split(" ")[0]})` } }), k.replace(/^\w+ /, "")),
            ),
          ),
        ),
    ),
    plain.length > 0 &&
      h(
        "section",
        h("h2", "Where they contradict each other"),
        plain.slice(0, 3).map(conflict),
        h("a", { href: "#/conflicts" }, `All ${count(plain.length)} conflicts`),
      ),
    sources.length > 0 &&
      h(
        "section",
        h("h2", "Told by most articles"),
        h(
          "ul",
          sources.slice(0, 5).map((s) => h("li", sourceName(s), " ", h("span.soft", plural(s.n_independent, "article")))),
        ),
        h("a", { href: "#/sources" }, "All shared sources"),
      ),
    core.rejects.length > 0 &&
      h(
        "details",
        h("summary", `${plural(c.rejects, "input")} could not be read`),
        h(
          "ul.small",
          core.rejects.map(([uri, why]) => h("li", uri, ": ", why)),
        ),
      ),
  ];
}

function nutrientList(_, given) {
  const kinds = [...new Set(core.nutrients.map((n) => n[2]))].sort();
  const match = (v) => core.nutrients.filter((n) => has(n[1], v.q) && (!v.kind || n[2] === v.kind));
  const list = listing(
    match(given),
    tabled(["Nutrient", "Kind", "#Articles", "#Claims", "#Above a limit"], (n) =>
      h(
        "tr",
        h("td", nutrientLink(n[0])),
        h("td", words(n[2])),
        h("td.num", count(n[3])),
        h("td.num", count(n[4])),
        h("td.num", n[5] || ""),
      ),
    ),
    { size: 100, unit: "nutrient" },
  );
  return [
    title("Nutrients", "Whatever an article says does something. Forms count for what they are a form of."),
    filters(
      [
        { key: "q", label: "Name" },
        { key: "kind", label: "Kind", options: any("any", kinds) },
      ],
      given,
      (v) => list.set(match(v)),
    ),
    list.node,
  ];
}

async function nutrientPage([id], given) {
  const row = nutrients.get(id);
  if (!row) return missing();
  const [page, conflicts, sources] = await Promise.all([block("nutrients", row.place), all("conflicts"), all("sources")]);
  const doses = records(page.doses),
    effects = records(page.effects),
    topics = records(page.topics);
  const own = topics.filter((t) => t.exposure_ids.length === 1),
    together = topics.filter((t) => t.exposure_ids.length > 1);
  const clash = conflicts.filter((c) => c.exposure_ids.some((own) => ofNutrient(own, id))),
    shared = sources.filter((s) => s.exposure_ids.some((own) => ofNutrient(own, id)));
  const i = page.intakes;
  const section = (name, ...inner) => h("section", h("h2", { id: name.toLowerCase().replaceAll(" ", "-") }, name), inner);
  const doseList = () => {
    const roles = ["recommended", "limit", "studied", "taken"].filter((r) => doses.some((d) => d.role === r));
    const match = (v) => doses.filter((d) => d.role === (v.role || roles[0]));
    const list = listing(match(given), dosePlot(doses, i), { size: 30, unit: "dose" });
    return [
      filters(
        [
          {
            key: "role",
            label: "Doses that are",
            options: roles.map((r) => [r, `${words(r)} (${count(doses.filter((d) => d.role === r).length)})`]),
          },
        ],
        given,
        (v) => list.set(match(v)),
      ),
      i &&
        h(
          "p.key",
          i.low &&
            h(
              "span",
              h("i", { style: { background: "var(--good-wash)" } }),
              `recommended for adults: ${mass(i.low)}${i.high > i.low ? ` to ${mass(i.high)}` : ""} a day`,
            ),
          i.limit &&
            h(
              "span",
              h("i", { style: { background: "var(--bad-wash)", "border-left": "2px solid var(--bad)" } }),
              `above the upper limit of ${mass(i.limit)} a day${i.supplements_only ? ", of supplements" : ""}`,
            ),
          h("span", i.authorities.join(", ")),
        ),
      list.node,
    ];
  };
  const effectList = () => {
    const told = [...new Set(effects.map((e) => e.outcome_id))]
      .map((o) => [o, effects.filter((e) => e.outcome_id === o).length])
      .sort((a, b) => b[1] - a[1]);
    const match = (v) =>
      effects
        .filter((e) => !v.effect || e.outcome_id === v.effect)
        .sort(
          (a, b) =>
            told.findIndex((t) => t[0] === a.outcome_id) - told.findIndex((t) => t[0] === b.outcome_id) ||
            !a.ratio_low - !b.ratio_low ||
            a.ratio - b.ratio,
        );
    const list = listing(match(given), forestPlot(effects), { size: 30, unit: "effect" });
    return [
      h(
        "p.soft.small",
        "Risks as ratios: left of 1 fewer, right of 1 more. Intervals that hold 1 are grey; hollow marks have no interval.",
      ),
      filters(
        [{ key: "effect", label: "Outcome", options: [["", "all"], ...told.map(([o, n]) => [o, `${outcomeOf(o)} (${n})`])] }],
        given,
        (v) => list.set(match(v)),
      ),
      list.node,
    ];
  };
  return [
    title(nameOf(id), `${words(row.kind)}${page.synonyms.length ? `, also ${page.synonyms.slice(0, 6).join(", ")}` : ""}`),
    h(
      "div.tiles",
      tile(row.articles, row.articles === 1 ? "article" : "articles"),
      tile(row.claims, "claims", link("claims", { nutrient: id })),
      tile(clash.filter((c) => !c.scope.length).length, "plain conflicts", link("conflicts", { nutrient: id })),
      tile(row.above, "doses above the limit", link("limits", { nutrient: id })),
      tile(shared.length, "shared sources", link("sources", { nutrient: id })),
    ),
    own.length > 0 &&
      section(
        "What it is said to do",
        h("p.soft.small", "Independent articles by the direction they tell. Green is good for health, red bad."),
        listing(own, matrix(own), { size: 20, unit: "outcome" }).node,
      ),
    doses.length > 0 && section("Doses", doseList()),
    effects.length > 0 && section("Effects", effectList()),
    clash.length > 0 &&
      section(
        "Conflicts",
        listing(
          [...clash].sort((a, b) => a.scope.length - b.scope.length),
          stacked(conflict),
          { size: 5, unit: "pair" },
        ).node,
      ),
    together.length > 0 && section("Together with others", listing(together, matrix(together), { size: 10, unit: "combination" }).node),
    shared.length > 0 && section("Studies that several articles tell", listing(shared, stacked(source), { size: 5, unit: "source" }).node),
  ];
}

async function claimsPage(_, given) {
  const rows = await all("claims");
  const ids = (text) => (text ?? "").split("+").filter(Boolean);
  const narrow = new Set(ids(given.nutrient));
  const options = (column) => [...new Set(rows.map((r) => r[column]).filter(Boolean))].sort();
  const match = (v) => {
    const sought = ids(v.nutrient);
    return rows.filter(
      (r) =>
        (!sought.length || sought.every((s) => r.exposure_ids.some((id) => ofNutrient(id, s)))) &&
        (!v.outcome || ofOutcome(r.outcome_id, v.outcome)) &&
        (!v.direction || r.does === v.direction) &&
        (!v.score || r.score >= Number(v.score)) &&
        (!v.certainty || r.certainty === v.certainty) &&
        (!v.attribution || r.attribution === v.attribution) &&
        (!v.evidence || r.evidence_level === v.evidence) &&
        (!v.overclaim || r.overclaim === v.overclaim) &&
        has(r.quote, v.q),
    );
  };
  const list = listing(
    match(given),
    tabled(
      ["Exposure", "Does", "Outcome", "In the article's words", "Article"],
      (r) =>
        h(
          "tr",
          h(
            "td",
            r.lack && "lack of ",
            r.exposure_ids.map((id, n) => [n > 0 && " + ", nutrientLink(id)]),
          ),
          h(
            "td",
            chip(
              words(r.direction),
              effectOf(r.direction, r.outcome_id) && !r.lack
                ? effectOf(r.direction, r.outcome_id)
                : r.polarity === "benefit"
                  ? "good"
                  : r.polarity === "harm"
                    ? "bad"
                    : "none",
            ),
            r.certainty === "hedged" && h("div.soft.small", "hedged"),
          ),
          h("td", outcomeOf(r.outcome_id) || r.outcome_text),
          h(
            "td",
            h("q.clip", r.quote),
            h(
              "div.soft.small",
              [words(r.attribution), r.evidence_level && words(r.evidence_level), r.population, `score ${r.score.toFixed(2)}`]
                .filter(Boolean)
                .join(" · "),
            ),
            r.overclaim_reason && h("div.small", chip("overclaims", "bad"), " ", r.overclaim_reason),
          ),
          h("td", said(r.article, r.start)),
        ),
      "Claims",
    ),
    { size: 50, unit: "claim" },
  );
  return [
    title(
      "Claims",
      given.outcome || narrow.size
        ? [ids(given.nutrient).map(nameOf).join(" + "), outcomeOf(given.outcome)].filter(Boolean).join(" and ")
        : "Every statement that something does something to an outcome.",
    ),
    filters(
      [
        { key: "q", label: "Words of the article" },
        {
          key: "nutrient",
          label: "Nutrient",
          options: [
            ["", "any"],
            ...(narrow.size > 1 ? [[given.nutrient, names([...narrow])]] : []),
            ...core.nutrients.map((n) => [n[0], nameOf(n[0])]),
          ],
        },
        {
          key: "outcome",
          label: "Outcome",
          options: [
            ["", "any"],
            ...Object.entries(core.outcomes)
              .map(([id, [name]]) => [id, name])
              .sort((a, b) => a[1].localeCompare(b[1])),
          ],
        },
        { key: "direction", label: "Direction, a lack turned round", options: any("any", options("does")) },
        {
          key: "score",
          label: "Score",
          options: [["", "any"], ...[core.sure, 0.7, 0.8, 0.9].map((least) => [String(least), `${least} and more`])],
        },
        { key: "certainty", label: "Certainty", options: any("any", options("certainty")) },
        { key: "attribution", label: "By", options: any("anyone", options("attribution")) },
        { key: "evidence", label: "Evidence", options: any("any", options("evidence_level")) },
        { key: "overclaim", label: "Overclaims", options: any("any", options("overclaim")) },
      ],
      given,
      (v) => list.set(match(v)),
    ),
    list.node,
  ];
}

const sameWords = (sentence, quote) => {
  const at = sentence.indexOf(quote);
  return at < 0 ? [quote] : [sentence.slice(0, at), h("mark", quote), sentence.slice(at + quote.length)];
};
function conflict(c) {
  const side = (n, quote, sentence, start) => h("div", h("blockquote", sameWords(sentence, quote)), said(n, start));
  return h(
    "article.card",
    h(
      "p",
      chip(words(c.kind), c.scope.length ? "" : "bad"),
      " ",
      c.scope.length > 0 && [chip(`differs in ${c.scope.join(", ")}`, "none"), " "],
      c.explanation,
    ),
    h("div.versus", side(c.article_a, c.quote_a, c.sentence_a, c.start_a), side(c.article_b, c.quote_b, c.sentence_b, c.start_b)),
  );
}
async function conflictsPage(_, given) {
  const rows = await all("conflicts");
  const kinds = [...new Set(rows.map((c) => c.kind))],
    ids = [...new Set(rows.flatMap((c) => c.exposure_ids))].sort();
  const match = (v) =>
    rows.filter(
      (c) =>
        (!v.kind || c.kind === v.kind) &&
        (!v.nutrient || c.exposure_ids.some((id) => ofNutrient(id, v.nutrient))) &&
        (v.scope ? v.scope === "all" || c.scope.includes(v.scope) : !c.scope.length) &&
        has([c.explanation, c.sentence_a, c.sentence_b, outcomeOf(c.outcome_id)].join(" "), v.q),
    );
  const list = listing(match(given), stacked(conflict), { size: 20, unit: "conflict" });
  return [
    title(
      "Conflicts",
      "Two articles that cannot both be right, with both quotes. What a difference of population, form, dose, duration, lack or blood level explains is kept apart, as a difference of scope.",
    ),
    filters(
      [
        { key: "q", label: "Words, outcome" },
        { key: "kind", label: "About", options: any("anything", kinds) },
        { key: "nutrient", label: "Nutrient", options: [["", "any"], ...ids.map((id) => [id, nameOf(id)])] },
        {
          key: "scope",
          label: "Scope",
          options: [
            ["", "plain conflicts"],
            ["all", "all, with differences of scope"],
            ...[...new Set(rows.flatMap((c) => c.scope))].sort().map((s) => [s, `differs in ${s}`]),
          ],
        },
      ],
      given,
      (v) => list.set(match(v)),
    ),
    list.node,
  ];
}

const STANDING = {
  above_limit: ["above the limit", "bad"],
  reaches_above_limit: ["reaches above the limit", "bad"],
  check_unit: ["far above: check the unit", "none"],
  below: ["below the recommended", "none"],
  within: ["within", "good"],
  unknown_population: ["for others than adults in general", ""],
};
async function limitsPage(_, given) {
  const rows = await all("limits"),
    ids = [...new Set(rows.map((d) => d.nutrient_id))].sort();
  const match = (v) =>
    rows.filter(
      (d) =>
        (!v.nutrient || ofNutrient(d.nutrient_id, v.nutrient)) &&
        (!v.standing || d.standing === v.standing) &&
        has(`${d.sentence} ${articleOf(d.article)[A.title]}`, v.q),
    );
  const range = (low, high) => (low && high && low !== high ? `${mass(low)} to ${mass(high)}` : mass(low ?? high));
  const list = listing(
    match(given),
    tabled(
      ["Nutrient", "Stands", "#A day", "Authorities, adults", "In the article's words", "Article"],
      (d) =>
        h(
          "tr",
          h("td", nutrientLink(d.nutrient_id)),
          h("td", chip(...STANDING[d.standing])),
          h(
            "td.num",
            `${d.ug_per_day_low ? "" : "up to "}${d.ug_per_day_high ? "" : "at least "}${range(d.ug_per_day_low, d.ug_per_day_high)}`,
          ),
          h(
            "td.small",
            d.recommended_low && h("div", `recommend ${range(d.recommended_low, d.recommended_high)}`),
            d.upper_limit && h("div", `limit ${mass(d.upper_limit)}${d.supplements_only ? " of supplements" : ""}`),
            h("div.soft", d.limits_of),
          ),
          h(
            "td",
            h("div.quote.clip", sameWords(d.sentence, d.quote)),
            d.population && chip(d.population),
            " ",
            d.duration_days_high && chip(`for ${plural(d.duration_days_high, "day")}`),
          ),
          h("td", said(d.article, d.start)),
        ),
      "Recommended doses against the authorities",
    ),
    { size: 50, unit: "dose" },
  );
  return [
    title(
      "Against the authorities",
      "Doses that articles recommend, against what authorities recommend and allow for adults. Those above an upper limit come first.",
    ),
    filters(
      [
        { key: "q", label: "Words, article" },
        { key: "nutrient", label: "Nutrient", options: [["", "any"], ...ids.map((id) => [id, nameOf(id)])] },
        { key: "standing", label: "Stands", options: [["", "anywhere"], ...Object.entries(STANDING).map(([k, [text]]) => [k, text])] },
      ],
      given,
      (v) => list.set(match(v)),
    ),
    list.node,
  ];
}

const sourceName = (s) => s.title || (s.doi ? `doi ${s.doi}` : s.pmid ? `PMID ${s.pmid}` : s.source_key);
const numbered = (line) => line.split(/(#\d+)/).map((part) => (/^#\d+$/.test(part) ? articleLink(Number(part.slice(1))) : words(part)));
function source(s) {
  return h(
    "article.card",
    h("h3", sourceName(s)),
    h(
      "p.small.soft",
      [
        s.year,
        s.doi && `doi ${s.doi}`,
        s.pmid && `PMID ${s.pmid}`,
        `joined by ${words(s.matched_by)}`,
        `${plural(s.n_independent, "independent article")} of ${s.n_articles}`,
      ]
        .filter(Boolean)
        .join(" · "),
    ),
    s.differences.length > 0 &&
      h(
        "div",
        chip("told differently", "bad"),
        h(
          "ul",
          s.differences.map((line) => h("li", numbered(line))),
        ),
      ),
    s.said.length > 0 &&
      h(
        "details",
        h("summary", `What is said on it (${s.said.length})`),
        h(
          "ul",
          s.said.map(([n, quote, start]) => h("li", h("q", quote), " ", articleLink(n, start))),
        ),
      ),
    h(
      "details",
      h("summary", `Articles (${s.article_ids.length})`),
      h(
        "ul",
        s.article_ids.map((n) => h("li", articleLink(n), " ", h("span.soft.small", byline(n)))),
      ),
    ),
  );
}
async function sourcesPage(_, given) {
  const rows = await all("sources"),
    ids = [...new Set(rows.flatMap((s) => s.exposure_ids))].sort();
  const match = (v) =>
    rows.filter(
      (s) =>
        (!v.nutrient || s.exposure_ids.some((id) => ofNutrient(id, v.nutrient))) &&
        (!v.differ || s.differences.length > 0) &&
        (!v.least || s.n_independent > Number(v.least)) &&
        has(`${sourceName(s)} ${s.doi ?? ""}`, v.q),
    );
  const list = listing(match(given), stacked(source), { size: 20, unit: "source" });
  return [
    title(
      "Shared sources",
      "Studies and references that several articles rest on: ten articles on one trial are one source. Where they tell it differently, both are shown.",
    ),
    filters(
      [
        { key: "q", label: "Title, DOI" },
        { key: "nutrient", label: "Nutrient", options: [["", "any"], ...ids.map((id) => [id, nameOf(id)])] },
        {
          key: "least",
          label: "Told by more than",
          options: [
            ["", "one article"],
            ["2", "2 articles"],
            ["3", "3 articles"],
            ["5", "5 articles"],
          ],
        },
        {
          key: "differ",
          label: "Told",
          options: [
            ["", "alike or not"],
            ["yes", "differently"],
          ],
        },
      ],
      given,
      (v) => list.set(match(v)),
    ),
    list.node,
  ];
}

function articleList(_, given) {
  const rows = core.articles.map((row, n) => [n, row]);
  const match = (v) =>
    rows
      .filter(([, row]) => has(`${row[A.title]} ${row[A.site] ?? ""}`, v.q))
      .sort(v.by === "date" ? ([, a], [, b]) => (b[A.published] ?? "").localeCompare(a[A.published] ?? "") : ([a], [b]) => a - b);
  const list = listing(
    match(given),
    tabled(["Article", "#Words", "#Claims", "#Doses"], ([n, row]) =>
      h(
        "tr",
        h("td", said(n), !row[A.primary] && chip("copy")),
        h("td.num", count(row[A.words])),
        h("td.num", count(row[A.claims])),
        h("td.num", count(row[A.doses])),
      ),
    ),
    { size: 100, unit: "article" },
  );
  return [
    title("Articles"),
    filters(
      [
        { key: "q", label: "Title, site" },
        {
          key: "by",
          label: "First",
          options: [
            ["", "most claims"],
            ["date", "newest"],
          ],
        },
      ],
      given,
      (v) => list.set(match(v)),
    ),
    list.node,
  ];
}
