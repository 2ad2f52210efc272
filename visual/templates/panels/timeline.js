// Timelines: of a mechanism, place by place; of a place, mechanism by mechanism. Gaps are shown as gaps.
const MANY = 250;

function yearsOf(statements, texts) {
  const ends = statements.filter((each) => each.status === "planned").map((each) => reports[each.report].end);
  const all = [...statements.map((each) => each.year), ...ends, ...texts.flatMap((place) => [...place.heard, ...place.plans])];
  return all.length ? span(Math.min(...all), Math.max(...all)) : [];
}

function defaultMechanism() {
  const weight = (mechanism) => [...mechanism.said.values()].filter((each) => each.some(({ status }) => status === "adopted")).length;
  return mechanisms.reduce((best, each) => (!best || weight(each) > weight(best) ? each : best), null);
}

const subjectMechanism = () => mechanismOf.get(chosen.mechanism) || defaultMechanism();
const subjectPlace = () => placeOf.get(chosen.place) || places.reduce((best, each) => (!best || each.said.size > best.said.size ? each : best), null);

function showTimeline() {
  const ofPlace = chosen.of === "place";
  byId("of-mechanism").setAttribute("aria-pressed", String(!ofPlace));
  byId("of-place").setAttribute("aria-pressed", String(ofPlace));
  const subject = ofPlace ? subjectPlace() : subjectMechanism();
  byId("lines").replaceChildren();
  if (!subject) byId("count").textContent = say("no-cells");
  else if (ofPlace) placeLines(subject);
  else mechanismLines(subject);
}

// One cell of a year: what was said, or that the report is silent, or that there is none.
function yearCell(place, mechanism, year, stated, parts) {
  const shown = stated.filter((each) => each.year === year && !isOff(each.status));
  const cell = make("td", {});
  const away = stated.some((each) => each.year === year) && !shown.length;
  const status = data.statuses.find((name) => shown.some((each) => each.status === name)) ||
    (!away && parts.some((each) => each.year === year && !isOff(each.status)) ? "part" : "");
  const runs = stated.some((each) => each.status === "planned" && each.year < year && year <= reports[each.report].end);
  if (status) {
    const weak = status !== "problem" && shown.some((each) => each.status === "problem");
    const text = `${label(place)} · ${label(mechanism)}: ${statusName(status)} ${year}${weak ? ", " + say("also-problem") : ""}`;
    cell.append(make("button", { type: "button", className: "mark" + (weak ? " weak" : ""), "aria-label": text, title: text,
      onclick: () => go({ place: place.id, mechanism: mechanism.id }) }, sign(status)));
  } else if (place.heard.has(year) || place.plans.has(year)) {
    const hidden = away || parts.some((each) => each.year === year);
    cell.append(hidden ? "" : sign("silent"), make("span", { className: "away", text: hidden ? say("off-filter") : say("not-mentioned") }));
  } else {
    cell.className = "hatch";
    cell.append(make("span", { className: "away", text: say("no-report") }));
  }
  if (runs) {
    cell.classList.add("runs");
    cell.title = say("plan-runs");
  }
  return cell;
}

function mechanismLines(mechanism) {
  const among = scope.rows.filter((place) => place.reports.length || mechanism.said.has(place.at));
  const heard = (place) => own(place, mechanism).length || ofParts(place, mechanism).length;
  const shown = among.filter((place) => yes("silent") || heard(place));
  const firsts = new Map(among.map((place) => [place.at, firstAdopted(place, mechanism)]));
  const first = (place) => (firsts.get(place.at) || { year: 9999 }).year;
  const order = orders();
  shown.sort({ name: order.name, code: order.code }[chosen.lines] || ((a, b) => first(a) - first(b) || order.code(a, b)));
  const range = yearsOf(among.flatMap((place) => own(place, mechanism)), among);
  const curve = curveOf(mechanism, among);
  byId("count").textContent = `${say("places-with-report")}: ${among.filter((place) => place.reports.length).length} · ${name("status/adopted")}: ${[...firsts.values()].filter(Boolean).length}`;
  const head = make("tr", {}, make("th", { scope: "col", text: say("place") }), ...range.map((year) => make("th", { scope: "col", className: "year", text: year })),
    make("th", { scope: "col", text: say("first-adopted") }));
  const body = make("tbody", {});
  fillRows(body, shown, (place) => {
    const [stated, parts] = [own(place, mechanism), ofParts(place, mechanism)];
    return make("tr", { className: place.id === chosen.place ? "on" : "" },
      make("th", { scope: "row" }, link(label(place), { place: place.id, mechanism: mechanism.id })),
      ...range.map((year) => yearCell(place, mechanism, year, stated, parts)),
      make("td", { className: "note", text: firstNote(firsts.get(place.at)) }));
  }, range.length + 2);
  const table = make("table", { className: "lines" }, make("caption", { text: label(mechanism) }), make("thead", {}, head), body, curveFoot(curve, range));
  const counted = range.filter((year) => curve.length && year <= curve[curve.length - 1].year);
  byId("lines").append(curveFigure(curve, counted, mechanism), table);
}

function firstNote(first) {
  if (!first) return "—";
  return [(first.censored ? "≤" : "") + first.year, first.since && say("reported-since", first.since),
    first.censored && say("censored"), first.gap > 0 && say("gap-before", first.gap)].filter(Boolean).join(" · ");
}

function curveFoot(curve, range) {
  const of = new Map(curve.map((row) => [row.year, row]));
  const line = (key, field) => make("tr", {}, make("th", { scope: "row", text: say(key) }),
    ...range.map((year) => make("td", of.has(year) ? { text: of.get(year)[field] } : { className: "hatch" })), make("td", {}));
  return make("tfoot", {}, line("places-with-report", "reporting"), line("at-risk", "risk"), line("first-adopted", "first"),
    line("of-them-censored", "censored"), line("cumulative", "total"));
}

// Bars of places that adopted so far: those seen to begin, and those that had it in their first report.
function curveFigure(curve, range, mechanism) {
  const [wide, high, base] = [64, 130, 158];
  const top = Math.max(1, ...curve.map((row) => row.total));
  const pattern = svg("pattern", { id: "hatching", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("rect", { width: 3, height: 6, class: "stripe" }));
  const parts = [];
  const told = [];
  let [censored, total] = [0, 0];
  const of = new Map(curve.map((row) => [row.year, row]));
  range.forEach((year, at) => {
    const row = of.get(year);
    if (row) [censored, total] = [censored + row.censored, row.total];
    const [x, low, whole] = [at * wide + 14, (censored / top) * high, (total / top) * high];
    const text = (y, content, kind) => parts.push(Object.assign(svg("text", { x: x + 18, y, "text-anchor": "middle", class: kind }), { textContent: content }));
    if (total) parts.push(
      svg("rect", { x, width: 36, y: base - whole, height: Math.max(0, whole - low), class: "bar" }),
      svg("rect", { x, width: 36, y: base - low, height: low, class: "bar first-report" }));
    if (total) text(base - whole - 6, String(total), "value");
    text(base + 18, String(year), row ? "tick" : "tick away-year");
    told.push(`${year}: ${total} (${censored})`);
  });
  const width = range.length * wide + 12;
  const picture = svg("svg", { viewBox: `0 0 ${width} 184`, width, height: 184, role: "img", "aria-label": `${label(mechanism)}: ${say("cumulative")} ${told.join(", ")}` },
    svg("defs", {}, pattern), ...parts);
  return make("figure", { className: "curve" }, picture, make("figcaption", {},
    make("span", { className: "key" }, make("i", { className: "solid" }), make("span", { text: say("observed") })),
    make("span", { className: "key" }, make("i", { className: "striped" }), make("span", { text: say("censored") }))));
}

function placeLines(place) {
  const texts = mechanisms.filter((each) => place.said.has(each.at) && (yes("found") || !each.found) &&
    (!chosen.system || systemKey(each.theme) === chosen.system) && (!chosen.m || each.text.includes(plain(chosen.m))) &&
    own(place, each).some(({ status }) => !isOff(status)) && (!yes("plans") || own(place, each).some(({ status }) => status === "planned")));
  const range = yearsOf([...place.said.values()].flat(), [place]);
  const without = range.filter((year) => !place.heard.has(year) && !place.plans.has(year));
  byId("count").textContent = [say("system-count", texts.length), `${say("at-hand")}: ${place.reports.length}`,
    without.length && say("no-report-years", without.join(state.language === "en" ? ", " : "、"))].filter(Boolean).join(" · ");
  const head = make("tr", {}, make("th", { scope: "col", text: name("ontology#Mechanism") }),
    ...range.map((year) => make("th", { scope: "col", className: "year", text: year })), make("th", { scope: "col", text: say("plan-outcome") }));
  const bodies = [...data.themes.keys(), -1].map((theme) => [theme, texts.filter((each) => each.theme === theme)])
    .filter(([, inside]) => inside.length).map(([theme, inside]) => {
      const body = make("tbody", {}, make("tr", { className: "system" }, make("th", { colspan: range.length + 2, scope: "rowgroup", text: systemName(theme) })));
      fillRows(body, inside.sort(orders().name), (mechanism) => placeLine(place, mechanism, range), range.length + 2);
      return body;
    });
  byId("lines").append(make("table", { className: "lines" }, make("caption", { text: label(place) }), make("thead", {}, head), ...bodies));
}

function placeLine(place, mechanism, range) {
  const stated = own(place, mechanism);
  const parts = ofParts(place, mechanism);
  const outcomes = stated.filter((each) => each.status === "planned").sort((a, b) => a.year - b.year)
    .map((plan) => `${plan.year} → ${outcomeText(outcomeOf(plan))}`);
  return make("tr", { className: mechanism.id === chosen.mechanism ? "on" : "" },
    make("th", { scope: "row" }, link(label(mechanism), { place: place.id, mechanism: mechanism.id })),
    ...range.map((year) => yearCell(place, mechanism, year, stated, parts)),
    make("td", { className: "note", text: [...new Set(outcomes)].join("; ") }));
}

// Long tables begin with their first rows; the rest comes when it is asked for, and on paper.
function fillRows(body, items, row, width) {
  body.append(...items.slice(0, MANY).map(row));
  const rest = items.slice(MANY);
  if (!rest.length) return;
  const more = make("tr", { className: "more" }, make("td", { colspan: width }, make("button", { type: "button", text: say("more-rows", rest.length), onclick: () => {
    more.remove();
    body.append(...rest.map(row));
  } })));
  body.append(more);
}
