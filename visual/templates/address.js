// The address keeps the view: #focus=area/370983&year=2021&province=…; so back, forward and a copied
// address lead to the same picture. Things are named by the end of their IRI.
const SETS = { hide: ["hiddenKinds", "", data.kinds], lines: ["hiddenLines", "", [...Object.keys(data.dashes), "status/adopted", "stated", "structure"]] };

function readAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  const thing = (key) => thingNamed(said.get(key) || "");
  const from = thing("from");
  const to = thing("to");
  Object.assign(state, noFilters(), {
    focus: thing("focus"),
    path: from && to && from !== to ? [from, to] : null,
    whole: said.get("view") === "all",
    years: yearsSaid(said.get("year")),
    province: thing("province"),
    level: data.words[said.get("level")] ? said.get("level") : "",
    system: thing("system"),
  });
  for (const [key, [set, , all]] of Object.entries(SETS)) {
    if (said.has(key)) state[set] = new Set(said.get(key).split(",").flatMap((short) => all.filter((one) => kindName(one) === short)));
  }
}

function writeAddress() {
  const said = [];
  const add = (key, value) => value && said.push(`${key}=${encodeURIComponent(value).replace(/%2F/g, "/").replace(/%2C/g, ",")}`);
  const iri = (id) => id && things.get(id).iri;
  if (state.path) state.path.forEach((id, at) => add(at ? "to" : "from", iri(id)));
  add("focus", iri(state.focus));
  add("view", state.whole && "all");
  add("year", state.years && [...new Set(state.years)].join("-"));
  add("province", iri(state.province));
  add("level", state.level);
  add("system", iri(state.system));
  const first = noFilters();
  for (const [key, [set]] of Object.entries(SETS)) {
    const now = [...state[set]].map(kindName).sort().join(",");
    if (now !== [...first[set]].map(kindName).sort().join(",")) said.push(`${key}=${now}`);
  }
  return said.join("&");
}

// A thing by the end of its IRI, its id or its whole name.
function thingNamed(text) {
  if (!text || things.has(text)) return text;
  return byIri.get(text) || data.nodes.find((node) => node.label === text || node.en === text)?.id || "";
}

function yearsSaid(text) {
  const [from, to = from] = (text || "").split("-").map(Number);
  return from && to >= from ? [from, to] : null;
}

// A step that the way back undoes; without `step` the address changes in its place.
function keepAddress(step) {
  const hash = writeAddress();
  if (hash === location.hash.slice(1)) return;
  try {
    history[step ? "pushState" : "replaceState"](null, "", "#" + hash);
  } catch {
    // A frame without an address has no way back.
  }
}

function go(changes) {
  Object.assign(state, { focus: "", path: null, whole: false }, changes);
  keepAddress(true);
  arrange();
}
