// The address keeps everything that a reader chose, so that it can be sent, and gone back to. Things
// are named by the end of their IRI, as in the explorer: mechanism=mechanism/power-list&province=area/370000.
const DEFAULTS = {
  view: data.open.view, of: "mechanism", place: "", mechanism: "", year: "", province: "", level: "", system: "",
  q: "", m: "", off: "", rows: "code", lines: "first", columns: "number", least: "1", found: data.open.found, silent: "", plans: "",
  folded: "",
};
const FILTERS = ["year", "province", "level", "system", "q", "m", "off", "least", "found"];
const FIRSTS = { province: "area/", level: "level/", system: "theme/" };
let chosen = { ...DEFAULTS };

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  chosen = { ...DEFAULTS, ...(location.hash.length > 1 ? {} : data.open) };
  for (const key of Object.keys(DEFAULTS)) if (given.has(key)) chosen[key] = given.get(key);
  if (!["matrix", "timeline", "map"].includes(chosen.view)) chosen.view = "matrix";
  chosen.place = idOf(places, chosen.place);
  chosen.mechanism = idOf(mechanisms, chosen.mechanism);
  for (const [key, first] of Object.entries(FIRSTS)) if (chosen[key].startsWith(first)) chosen[key] = chosen[key].slice(first.length);
  if (!provinces.some((province) => province.code === chosen.province)) chosen.province = "";
  if (!["none", ...data.themes].includes(chosen.system)) chosen.system = "";
}

// A thing by the end of its IRI, its id or its whole name.
function idOf(things, text) {
  const found = text && things.find((thing) => [thing.iri, thing.id, thing.zh, thing.en].includes(text));
  return found ? found.id : "";
}

function addressOf(next) {
  const said = new URLSearchParams();
  for (const [key, value] of Object.entries(next)) {
    if (key === "view" || String(value) !== String(DEFAULTS[key])) said.set(key, inAddress(key, value));
  }
  return "#" + String(said).replaceAll("%2F", "/");
}

function inAddress(key, value) {
  const of = { place: placeOf, mechanism: mechanismOf }[key];
  if (of && of.has(value)) return of.get(value).iri;
  return value && value !== "none" ? (FIRSTS[key] || "") + value : value;
}

// Go somewhere: a choice makes a step to go back to, a filter changes the step one stands on.
function go(changes, { step = true } = {}) {
  const next = { ...chosen, ...changes };
  const address = addressOf(next);
  if (address === location.hash) return;
  if (step) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  follow();
}

const systemKey = (theme) => (theme < 0 ? "none" : data.themes[theme]);
const yes = (key) => chosen[key] === "1";
const isOff = (status) => chosen.off.split(",").includes(status);

// What the filters let through: places, mechanisms, and for each pair what is said.
let scope;
let scopeKey;
function readScope() {
  const key = JSON.stringify(FILTERS.map((name) => chosen[name]));
  if (key === scopeKey) return;
  scopeKey = key;
  const [q, m] = [plain(chosen.q), plain(chosen.m)];
  const rows = places.filter((place) =>
    (!q || place.text.includes(q)) && (!chosen.province || (provinces[place.province] || {}).code === chosen.province) &&
    (!chosen.level || place.level === chosen.level));
  const fits = (mechanism) => (yes("found") || !mechanism.found) && (!m || mechanism.text.includes(m)) &&
    (!chosen.system || systemKey(mechanism.theme) === chosen.system);
  const columns = mechanisms.filter(fits);
  const [inRows, inColumns] = [new Set(rows.map((row) => row.at)), new Set(columns.map((column) => column.at))];
  const cells = new Map();
  const parts = new Map();
  const adoptedAt = places.map(() => 0);
  const met = mechanisms.map(() => new Set());
  const adopters = mechanisms.map(() => new Set());
  const off = new Set(chosen.off.split(","));
  for (const each of said) {
    if (!inRows.has(each.place) || off.has(each.status) || !inYear(each)) continue;
    if (inColumns.has(each.mechanism)) {
      hold(cells, each.place * mechanisms.length + each.mechanism, each);
      met[each.mechanism].add(each.place);
      if (each.status === "adopted") adopters[each.mechanism].add(each.place);
    }
    for (const whole of mechanisms[each.mechanism].wholes) {
      if (!inColumns.has(whole)) continue;
      hold(parts, each.place * mechanisms.length + whole, each);
      met[whole].add(each.place);
    }
  }
  const least = Math.max(1, Number(chosen.least) || 1);
  const kept = columns.filter((column) => met[column.at].size >= least);
  for (const column of kept) for (const place of adopters[column.at]) adoptedAt[place] += 1;
  scope = { rows, columns: kept, cells, parts, met, adopters, adoptedAt };
}

// What a cell shows: the weightiest status that is let through, with the first year of it. What the
// filters hide is hidden, not silence.
function cellOf(place, mechanism) {
  const key = place.at * mechanisms.length + mechanism.at;
  const stated = scope.cells.get(key);
  if (stated) {
    const status = data.statuses.find((name) => stated.some((each) => each.status === name));
    const year = Math.min(...stated.filter((each) => each.status === status).map((each) => each.year));
    const first = status === "adopted" && !chosen.year ? firstAdopted(place, mechanism) : null;
    return {
      status, year, stated, censored: Boolean(first && first.censored),
      weak: status !== "problem" && stated.some((each) => each.status === "problem"),
    };
  }
  if (own(place, mechanism).some(inYear)) return { status: "hidden", year: 0, stated: [] };
  const parts = scope.parts.get(key);
  if (parts) return { status: "part", year: Math.min(...parts.map((each) => each.year)), stated: parts };
  if (ofParts(place, mechanism).some(inYear)) return { status: "hidden", year: 0, stated: [] };
  return { status: isThere(place) ? "silent" : "none", year: 0, stated: [] };
}

const inYear = (each) => !chosen.year || each.year === Number(chosen.year);

// Whether a report is at hand; of the chosen year, or of any.
function isThere(place) {
  if (!chosen.year) return place.reports.length > 0;
  return place.heard.has(Number(chosen.year)) || place.plans.has(Number(chosen.year));
}

function cellText(place, mechanism, cell) {
  const year = cell.year ? ` ${cell.censored ? "≤" : ""}${cell.year}` : "";
  const weak = cell.weak ? `, ${say("also-problem")}` : "";
  return `${label(place)} · ${label(mechanism)}: ${statusName(cell.status)}${year}${weak}`;
}
