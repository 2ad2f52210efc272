// The details: what a thing or a line is, and every sentence that says so. Text only, no markup.
const LONG = 25;
const FEW = 10;

function fillPanel(...children) {
  const panel = byId("panel");
  panel.replaceChildren(...children.filter(Boolean));
  panel.scrollTop = 0;
}

function goTo(thing, text = label(thing)) {
  return make("button", { type: "button", className: "link", text, onclick: () => open(thing.id) });
}

function kindLine(kind) {
  return make("p", { className: "kind" }, glyph(kind), make("span", { text: name(kind) }));
}

function showStart() {
  const of = (kind) => data.nodes.filter((node) => node.group === kind);
  const list = (items) => make("ul", { className: "rows" }, ...items.map((item) => make("li", {}, goTo(item))));
  const counts = make("dl", {});
  for (const kind of data.kinds) {
    if (of(kind).length) counts.append(make("dt", { text: name(kind) }), make("dd", { text: of(kind).length }));
  }
  const shared = data.nodes.filter((node) => "x" in node && node.group === "ontology#Mechanism");
  shared.sort((a, b) => linksOf.get(b.id).length - linksOf.get(a.id).length);
  fillPanel(
    make("h2", { text: word("title") }),
    make("p", { text: word("intro") }),
    ...["hint-width", "hint-click", "hint-expand", "hint-search", "hint-path"].map((hint) => make("p", { className: "soft", text: word(hint) })),
    counts,
    make("h3", { text: word("reports") }),
    longList(of("ontology#Report").filter(thingShown), (report) => goTo(report)),
    shared.length && make("h3", { text: word("most-shared") }),
    list(shared.slice(0, 10)),
  );
}

function showThing(id) {
  const thing = things.get(id);
  const groups = groupsOf(id);
  const stated = groups.flatMap((group) => group.edges).filter((edge) => edge.quotes).length;
  const facts = make("dl", {});
  const add = (key, value) => facts.append(make("dt", { text: name(key) }), make("dd", {}, value));
  for (const [key, value] of thing.facts || []) add(key, data.words[value] ? word(value) : outward(value));
  if (thing.aliases) add("aliases", thing.aliases.join(state.language === "zh" ? "、" : ", "));
  add("iri", make("code", { text: data.base + thing.iri }));
  const folded = () => word(view.unfolded.has(id) ? "collapse" : "expand");
  const fold = make("button", { type: "button", text: folded(), onclick: () => {
    toggle(id);
    fold.textContent = folded();
  } });
  const canFold = view.spots.has(id) && !state.whole && !state.path;
  fillPanel(
    kindLine(thing.group),
    make("h2", { text: label(thing) }),
    otherLabel(thing) && make("p", { className: "soft", text: otherLabel(thing), lang: state.language === "en" ? "zh" : "en" }),
    make("div", { className: "actions" },
      id !== state.focus && make("button", { type: "button", text: word("focus"), onclick: () => open(id) }),
      thing.page && make("a", { className: "button", href: thing.page, text: word("own-page") }),
      canFold && fold,
      make("button", { type: "button", text: word("path-from"), onclick: () => startPath(id) })),
    facts,
    ...membersPart(id),
    ...groups.flatMap((group) => groupPart(group, id, stated <= FEW)),
    ...figuresPart(thing),
    ...(thing.group === "ontology#Report" ? reportPart(id) : []),
    ...mentionsPart(thing),
  );
}

// The places of which there are reports, under the province that stands for them.
function membersPart(id) {
  const inside = hidden(id);
  if (!inside.length) return [];
  const head = make("h3", {}, glyph("ontology#Jurisdiction"), make("span", { text: word("reporting") }), make("span", { className: "n", text: inside.length }));
  return [head, longList(inside, (place) => goTo(place))];
}

// Only an address of the web becomes a link; whatever else stands there is text.
function outward(value) {
  if (!/^https?:\/\/[^\s]+$/iu.test(value)) return document.createTextNode(value);
  return make("a", { href: value, target: "_blank", rel: "noopener noreferrer", text: value });
}

// What a place, or all that it stands for, reports of a system.
function showBundle({ from, to, edges }) {
  const lines = LINES.filter((line) => edges.some((edge) => edge.relation === line));
  fillPanel(
    make("p", { className: "kind" }, glyph("theme"), make("span", { text: word("reported-of") })),
    make("h2", {}, goTo(things.get(from)), make("span", { text: " — " }), goTo(things.get(to))),
    ...lines.flatMap((line) => {
      const these = edges.filter((edge) => edge.relation === line);
      const head = make("h3", {}, lineSample(line), make("span", { text: name(line) }), make("span", { className: "n", text: these.length }));
      return [head, longList(these, (edge) => {
        const place = edge.from === from ? null : make("span", { className: "soft", text: ` · ${label(things.get(edge.from))}` });
        const head = make("span", {}, goTo(things.get(edge.to)), place);
        return sayingRow(head, label(things.get(edge.to)), edge.years || [], edge.quotes || [], edge, these.length <= 3);
      })];
    }),
  );
}

function groupPart(group, id, unfolded) {
  const line = lineOf(group.edges[0]);
  const head = make("h3", {}, line === "structure" ? glyph(group.kind) : lineSample(line),
    make("span", { text: groupName(group, id) }), make("span", { className: "n", text: group.edges.length }));
  return [head, longList(group.edges, (edge) => linkRow(edge, id, unfolded))];
}

function longList(items, row) {
  const list = make("ul", { className: "rows" }, ...items.slice(0, LONG).map((item) => make("li", {}, row(item))));
  const rest = items.slice(LONG);
  if (rest.length) {
    const more = make("button", { type: "button", className: "link", text: `${word("more")} (${rest.length})`, onclick: () => {
      more.parentElement.remove();
      list.append(...rest.map((item) => make("li", {}, row(item))));
    } });
    list.append(make("li", {}, more));
  }
  return list;
}

// A neighbour, and under it, once opened, the sentences.
function linkRow(edge, id, unfolded) {
  const end = other(edge, id);
  if (!edge.quotes) return goTo(end);
  return sayingRow(goTo(end), label(end), edge.years || [], edge.quotes, edge, unfolded);
}

function sayingRow(head, said, years, quotes, edge, unfolded) {
  const sentences = make("div", { hidden: "" });
  const text = [years.join(", "), `${word("sentences")} ${quotes.length}`].filter(Boolean).join(" · ");
  const read = make("button", { type: "button", text, "aria-expanded": "false", "aria-label": `${word("read-quote")}: ${said} ${text}`, onclick: () => {
    if (!sentences.childElementCount) sentences.append(...quotes.map((at) => quote(at, edge)));
    sentences.hidden = !sentences.hidden;
    read.setAttribute("aria-expanded", String(!sentences.hidden));
  } });
  if (unfolded) read.click();
  return make("div", {}, make("div", { className: "row" }, head, read), sentences);
}

// What a report says of its place: mechanisms by status, acts on documents.
function reportPart(id) {
  const said = new Map();
  for (const edge of data.edges) {
    const quotes = (edge.quotes || []).filter((at) => data.quotes[at][0] === id);
    if (!quotes.length || things.get(edge.from).group !== "ontology#Jurisdiction") continue;
    if (!linkShown(edge)) continue;
    if (!said.has(edge.relation)) said.set(edge.relation, []);
    said.get(edge.relation).push({ edge, quotes });
  }
  const rank = (relation) => data.ranks.findIndex((start) => relation.startsWith(start));
  return [...said.keys()].sort((a, b) => rank(a) - rank(b)).flatMap((relation) => {
    const rows = said.get(relation);
    const head = make("h3", {}, lineSample(lineOf(rows[0].edge)),
      make("span", { text: name(relation) }), make("span", { className: "n", text: rows.length }));
    return [head, longList(rows, ({ edge, quotes }) => {
      const end = things.get(edge.to);
      return sayingRow(goTo(end), label(end), [], quotes, edge, false);
    })];
  });
}

// What a place or a measure counts: the phrase, the number as worked out, its indicator.
function figuresPart(thing) {
  const shown = (thing.figures || []).map((at) => data.figures[at])
    .filter(([, , , , , year]) => !state.year || Number(year) === state.year);
  if (!shown.length) return [];
  const head = make("h3", {}, make("span", { text: word("figures") }), make("span", { className: "n", text: shown.length }));
  return [head, longList(shown, (figure) => figureRow(figure, shown.length <= FEW))];
}

function figureRow([measured, value, unit, qualifier, indicator, year, quotes], unfolded) {
  const amount = Number(value).toLocaleString("en", { maximumFractionDigits: 6 }) + unit;
  const exact = qualifier ? ` (${word(qualifier)})` : "";
  const head = make("span", {}, make("span", { text: measured, lang: "zh" }), make("b", { text: ` ${amount}` }),
    exact, indicator && make("small", { className: "soft", text: ` ${word(indicator)}` }));
  return sayingRow(head, measured, year ? [year] : [], quotes, { words: [measured] }, unfolded);
}

// Sentences that name the thing and state nothing that stands above.
function mentionsPart(thing) {
  const above = new Set(linksOf.get(thing.id).flatMap((edge) => edge.quotes || []));
  const quotes = (thing.quotes || []).filter((at) => !above.has(at));
  if (!quotes.length) return [];
  const head = make("h3", {}, make("span", { text: word("quotes") }), make("span", { className: "n", text: quotes.length }));
  return [head, longList(quotes, (at) => quote(at, { from: thing.id, to: thing.id }))];
}

function quote(at, edge) {
  const [report, start, end, section, text, reason, confidence] = data.quotes[at];
  const source = things.get(report);
  const words = edge.words || [things.get(edge.to), things.get(edge.from)].flatMap((thing) => [thing.label, ...(thing.aliases || [])]);
  const where = [data.sections[section], `${word("characters")} ${start}–${end}`, reason && `${word("inferred")}: ${word(reason)}, ${confidence}`].filter(Boolean).join(" · ");
  const element = make("figure", {},
    make("blockquote", { lang: "zh" }, ...marked(text, words)),
    make("figcaption", {}, source && goTo(source), make("span", { text: " " + where }),
      source?.page && make("a", { className: "onward", href: `${source.page}#at=${start}-${end}`, text: word("in-the-text") })));
  if (edge.relation) element.style.setProperty("--tone", tone(lineOf(edge)));
  return element;
}

// The text with the first of these words that it holds marked.
function marked(text, words) {
  const found = words.sort((a, b) => b.length - a.length).find((name) => name.length > 1 && text.includes(name));
  if (!found) return [text];
  const at = text.indexOf(found);
  return [text.slice(0, at), make("mark", { text: found }), text.slice(at + found.length)];
}

function showLink(id) {
  const edge = links.get(id);
  const line = lineOf(edge);
  fillPanel(
    make("p", { className: "kind" }, lineSample(line), make("span", { text: word(edge.relation) })),
    make("h2", {}, goTo(things.get(edge.from)), make("span", { text: ` ${word(edge.relation)} ` }), goTo(things.get(edge.to))),
    edge.years && make("p", { className: "soft", text: `${word("year-reported")}: ${edge.years.join(", ")}` }),
    ...(edge.quotes || []).map((at) => quote(at, edge)),
  );
}
