// The panels' lists, named and tied together. Statements keep their places in the list.
const say = (key, ...values) => values.reduce((text, value, at) => text.replaceAll(`{${at}}`, value), word("interface-panels/" + key));
const both = (zh, en) => (state.language === "en" && en) || zh;
const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[“”"'‘’《》「」\s、,，]/gu, "");
const WEIGHT = [...data.statuses, "part", "silent", "none"];
const PLAN = "work_plan";

const provinces = data.provinces.map(([zh, en, code], at) => ({ at, zh, en, code }));
const places = data.places.map(([id, zh, en, code, level, province, spot, rank, iri], at) => ({
  at, id, iri, zh, en, code, level, province, spot, rank, text: plain([zh, en, code].join(" ")),
  reports: [], heard: new Set(), plans: new Set(), said: new Map(),
}));
const mechanisms = data.mechanisms.map(([id, zh, en, aliases, theme, found, wholes, rank, iri], at) => ({
  at, id, iri, zh, en, aliases, theme, found, wholes, rank, parts: [], said: new Map(),
  text: plain([zh, en, ...aliases].join(" ")), names: [zh, en, ...aliases].filter(Boolean),
}));
const reports = data.reports.map(([id, file, title, place, year, end, kind, page], at) => ({ at, id, file, title, place, year, end, kind, page }));
const said = data.said.map(([mechanism, place, status, year, since, report, quotes, surface], at) => ({
  at, mechanism, place, status: data.statuses[status], year, since, report, quotes, surface,
}));
const placeOf = new Map(places.map((place) => [place.id, place]));
const mechanismOf = new Map(mechanisms.map((mechanism) => [mechanism.id, mechanism]));
for (const report of reports) {
  const place = places[report.place];
  if (!place) continue;
  place.reports.push(report);
  (report.kind === PLAN ? place.plans : place.heard).add(report.year);
}
for (const mechanism of mechanisms) for (const whole of mechanism.wholes) mechanisms[whole].parts.push(mechanism.at);
for (const each of said) {
  hold(places[each.place].said, each.mechanism, each);
  hold(mechanisms[each.mechanism].said, each.place, each);
}
const years = [...new Set([...reports.map((report) => report.year), ...said.map((each) => each.year)])].sort((a, b) => a - b);

function hold(map, key, value) {
  if (map.has(key)) map.get(key).push(value);
  else map.set(key, [value]);
}

const label = (thing) => both(thing.zh, thing.en);
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const systemName = (theme) => (theme < 0 ? say("no-system") : word("theme/" + data.themes[theme]));
const statusName = (status) => ({
  part: () => say("members-only"), silent: () => say("not-mentioned"), none: () => say("no-report"), hidden: () => say("off-filter"),
}[status] || (() => word("status/" + status)))();

function span(from, to) {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

// What reports say of a mechanism in a place, and of its members there.
const own = (place, mechanism) => place.said.get(mechanism.at) || [];
const ofParts = (place, mechanism) => mechanism.parts.flatMap((part) => place.said.get(part) || []);

// When a place first reports a mechanism as adopted, and what is not known about it: kg panel's rule.
const firsts = new Map();
function firstAdopted(place, mechanism) {
  const key = place.at * mechanisms.length + mechanism.at;
  if (!firsts.has(key)) firsts.set(key, readFirst(place, mechanism));
  return firsts.get(key);
}

function readFirst(place, mechanism) {
  const adopted = own(place, mechanism).filter((each) => each.status === "adopted");
  if (!adopted.length) return null;
  const year = Math.min(...adopted.map((each) => each.year));
  const earlier = [...place.heard].filter((other) => other < year);
  const since = adopted.map((each) => each.since).filter(Boolean);
  return {
    year,
    censored: !earlier.length,
    gap: earlier.length ? year - Math.max(...earlier) - 1 : 0,
    since: since.length ? Math.min(...since) : 0,
  };
}

// The adoption curve of a mechanism among places with reports of their own: kg timeline's rule.
function curveOf(mechanism, all) {
  const among = all.filter((place) => place.reports.length);
  const rows = new Map();
  const firsts = among.map((place) => [place, firstAdopted(place, mechanism)]);
  for (const [place, first] of firsts) {
    const stated = own(place, mechanism);
    for (const year of new Set([...place.heard, ...place.plans, ...stated.map((each) => each.year)])) {
      if (!rows.has(year)) rows.set(year, { year, reporting: 0, risk: 0, first: 0, censored: 0, total: 0 });
      const row = rows.get(year);
      const adopted = stated.some((each) => each.year === year && each.status === "adopted");
      row.reporting += place.heard.has(year);
      row.risk += (place.heard.has(year) || adopted) && (!first || year <= first.year);
      row.first += Boolean(first) && first.year === year;
      row.censored += Boolean(first) && first.year === year && first.censored;
    }
  }
  let total = 0;
  return [...rows.values()].sort((a, b) => a.year - b.year).map((row) => ({ ...row, total: (total += row.first) }));
}

// What became of a plan, by the place's later reports; a work plan's own year counts as later.
function outcomeOf(plan) {
  const place = places[plan.place];
  const mechanism = mechanisms[plan.mechanism];
  const from = reports[plan.report].kind === PLAN ? plan.year : plan.year + 1;
  const later = [...place.heard].filter((year) => year >= from).sort((a, b) => a - b);
  const gap = later.length ? later[0] - from : 0;
  const earliest = (statements, status) => {
    const found = statements.filter((each) => each.status === status && each.year >= from && each.report !== plan.report);
    return found.length ? Math.min(...found.map((each) => each.year)) : 0;
  };
  const stated = own(place, mechanism);
  const tries = [
    ["kept", earliest(stated, "adopted")], ["kept-in-part", earliest(ofParts(place, mechanism), "adopted")],
    ["weak-later", earliest(stated, "problem")], ["again", earliest(stated, "planned")],
    ["later-mentioned", earliest(stated, "mentioned")],
  ];
  const [key, year] = tries.find(([, found]) => found) || [later.length ? "later-silent" : "no-later", later.join(", ")];
  return { key, year, gap: later.length ? gap : 0, from };
}
