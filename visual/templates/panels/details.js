// The details: what is said of a place, a mechanism or both, and every sentence. Text only, no markup.
const FEW = 12;

function fillPanel(...children) {
  const idle = !chosen.place && !chosen.mechanism;
  document.querySelector("main").classList.toggle("idle", idle);
  const close = make("button", { type: "button", className: "close", text: "×", "aria-label": word("close"), onclick: () => go({ place: "", mechanism: "" }) });
  byId("panel").replaceChildren(...[!idle && close, ...children].filter(Boolean));
  byId("panel").scrollTop = 0;
}

function showDetails() {
  const place = placeOf.get(chosen.place);
  const mechanism = mechanismOf.get(chosen.mechanism);
  if (place && mechanism) showPair(place, mechanism);
  else if (place) showPlace(place);
  else if (mechanism) showMechanism(mechanism);
  else showStart();
}

const link = (text, changes, options) => make("button", { type: "button", className: "link", text, onclick: () => go(changes, options) });
const ways = (...buttons) => make("div", { className: "actions" }, ...buttons);
const way = (text, changes) => make("button", { type: "button", text, onclick: () => go(changes) });

function showStart() {
  const counted = (status) => said.filter((each) => each.status === status).length;
  const facts = make("dl", {});
  const add = (key, value) => facts.append(make("dt", { text: key }), make("dd", { text: value }));
  add(name("ontology#Jurisdiction"), places.length);
  add(name("ontology#Mechanism"), mechanisms.filter((each) => each.said.size).length);
  add(name("ontology#Report"), reports.length);
  for (const status of data.statuses) add(name("status/" + status), counted(status));
  fillPanel(make("h2", { text: say("title") }), make("p", { text: say("matrix-intro") }), facts,
    make("p", { className: "soft", text: say("cell-hint") }));
}

function head(kind, title, thing) {
  const other = state.language === "en" ? thing && thing.zh : thing && thing.en;
  return [
    make("p", { className: "soft", text: name(kind) }), make("h2", {}, ...[title].flat()),
    other && other !== label(thing) && make("p", { className: "soft", text: other, lang: state.language === "en" ? "zh" : "en" }),
  ];
}

function showPair(place, mechanism) {
  const stated = own(place, mechanism);
  const parts = ofParts(place, mechanism);
  const first = firstAdopted(place, mechanism);
  fillPanel(
    make("h2", {}, link(label(place), { mechanism: "" }), make("span", { text: " · " }), link(label(mechanism), { place: "" })),
    ways(
      chosen.view !== "matrix" && way(say("matrix"), { view: "matrix" }),
      way(say("mechanism-timeline"), { view: "timeline", of: "mechanism" }),
      way(say("county-timeline"), { view: "timeline", of: "place" }),
      chosen.view !== "map" && way(say("on-map"), { view: "map" }),
    ),
    ...firstLines(first),
    ...silence(place, mechanism),
    ...stated.flatMap((each) => statementPart(each)),
    ...parts.flatMap((each) => statementPart(each, true)),
  );
}

// What is known, and not known, of the first year.
function firstLines(first) {
  if (!first) return [];
  const told = [`${say("first-adopted")}: ${first.year}`, first.since && say("reported-since", first.since),
    first.censored && say("censored"), first.gap > 0 && say("gap-before", first.gap)];
  return told.filter(Boolean).map((text) => make("p", { text }));
}

// Years whose reports say nothing, and the chosen year if it has no report.
function silence(place, mechanism) {
  const told = new Set([...own(place, mechanism), ...ofParts(place, mechanism)].map((each) => each.year));
  const silent = [...new Set([...place.heard, ...place.plans])].filter((year) => !told.has(year)).sort();
  const year = Number(chosen.year);
  return [
    year && !isThere(place) && make("p", { text: say("no-report-said", year) }),
    !place.reports.length && make("p", { text: say("no-own-report") }),
    silent.length && make("p", { className: "soft", text: say("not-mentioned-said", silent.join(", ")) }),
  ].filter(Boolean);
}

function statementPart(each, part = false) {
  const report = reports[each.report];
  const head = make("h3", {}, sign(each.status),
    make("span", { text: `${name("status/" + each.status)} ${each.year}` }),
    make("span", { className: "n", text: report.kind ? word("report-kind/" + report.kind) : "" }));
  const of = part && make("p", { className: "soft" }, make("span", { text: name("interface/inverse-memberOf") + ": " }),
    link(label(mechanisms[each.mechanism]), { mechanism: mechanisms[each.mechanism].id }));
  const plan = each.status === "planned" && make("p", { text: `${say("plan-outcome")}: ${outcomeText(outcomeOf(each))}` });
  return [head, of, plan, ...each.quotes.map((at) => quote(at, each))].filter(Boolean);
}

function outcomeText({ key, year, gap }) {
  return say(key, year) + (gap ? ` · ${say("gap-before", gap)}` : "");
}

function quote(at, each) {
  const [report, start, end, section, text] = data.quotes[at];
  const { title, file, page } = reports[report];
  const where = [file !== title && file, data.sections[section], `${word("characters")} ${start}–${end}`].filter(Boolean).join(" · ");
  const element = make("figure", {},
    make("blockquote", { lang: "zh" }, ...marked(text, each.surface)),
    make("figcaption", {}, make("span", { text: title || file, lang: "zh" }), make("span", { text: " · " + where }),
      page && make("a", { href: `${page}#at=${start}-${end}`, text: say("in-text") })));
  element.style.setProperty("--tone", `var(--${each.status})`);
  return element;
}

function marked(text, surface) {
  const at = surface ? text.indexOf(surface) : -1;
  if (at < 0) return [text];
  return [text.slice(0, at), make("mark", { text: surface }), text.slice(at + surface.length)];
}

// What statuses a place or a mechanism has, with what they are about.
function statusLists(groups, row) {
  return data.statuses.filter((status) => groups.has(status)).flatMap((status) => {
    const all = groups.get(status);
    const list = make("ul", { className: "rows" }, ...all.slice(0, FEW).map(row));
    const rest = all.slice(FEW);
    if (rest.length) {
      const more = make("li", {}, make("button", { type: "button", className: "link", text: say("more-rows", rest.length), onclick: () => {
        more.remove();
        list.append(...rest.map(row));
      } }));
      list.append(more);
    }
    return [make("h3", {}, sign(status), make("span", { text: name("status/" + status) }), make("span", { className: "n", text: all.length })), list];
  });
}

function byStatus(statements, key) {
  const groups = new Map();
  const seen = new Set();
  for (const each of [...statements].sort((a, b) => a.year - b.year)) {
    const once = each.status + each[key];
    if (!seen.has(once)) hold(groups, each.status, each);
    seen.add(once);
  }
  return groups;
}

function showPlace(place) {
  const facts = make("dl", {});
  const add = (key, value) => value && facts.append(make("dt", { text: key }), make("dd", { text: value }));
  add(say("code"), place.code);
  add(say("province"), provinces[place.province] && label(provinces[place.province]));
  const at = place.reports.map((report) => make("li", {}, make("span", { text: `${report.year}${report.end > report.year ? "–" + report.end : ""} ` }),
    make("span", { text: report.title || report.file, lang: "zh" })));
  fillPanel(
    ...head("ontology#Jurisdiction", label(place), place),
    ways(chosen.view !== "matrix" && way(say("matrix"), { view: "matrix" }), way(say("county-timeline"), { view: "timeline", of: "place" }),
      place.spot && chosen.view !== "map" && way(say("on-map"), { view: "map" })),
    facts,
    make("h3", {}, make("span", { text: say("at-hand") }), make("span", { className: "n", text: place.reports.length })),
    place.reports.length ? make("ul", { className: "rows" }, ...at) : make("p", { text: say("no-own-report") }),
    ...statusLists(byStatus([...place.said.values()].flat(), "mechanism"), (each) => make("li", {},
      link(`${label(mechanisms[each.mechanism])}`, { mechanism: mechanisms[each.mechanism].id }), make("span", { className: "soft", text: ` ${each.year}` }))),
  );
}

function showMechanism(mechanism) {
  const facts = make("dl", {});
  const add = (key, value) => value && facts.append(make("dt", { text: key }), make("dd", {}, ...[value].flat()));
  const list = (others) => make("ul", { className: "rows" }, ...others.map((at) => make("li", {}, link(label(mechanisms[at]), { mechanism: mechanisms[at].id }))));
  add(name("interface/system"), systemName(mechanism.theme));
  add(word("aliases"), mechanism.aliases.join(state.language === "en" ? ", " : "、"));
  if (mechanism.wholes.length) add(name("interface/broader"), list(mechanism.wholes));
  if (mechanism.parts.length) add(name("interface/inverse-memberOf"), list(mechanism.parts));
  fillPanel(
    ...head("ontology#Mechanism", label(mechanism), mechanism),
    ways(chosen.view !== "matrix" && way(say("matrix"), { view: "matrix" }), way(say("mechanism-timeline"), { view: "timeline", of: "mechanism" }),
      chosen.view !== "map" && way(say("on-map"), { view: "map" })),
    facts,
    ...statusLists(byStatus([...mechanism.said.values()].flat(), "place"), (each) => make("li", {},
      link(label(places[each.place]), { place: places[each.place].id }), make("span", { className: "soft", text: ` ${each.year}` }))),
  );
}
