// The graph as the page carries it, indexed; and what the filters let through.
const HIDDEN_AT_FIRST = ["ontology#Measure"];
const things = new Map(data.nodes.map((node) => [node.id, node]));
const byIri = new Map(data.nodes.map((node) => [node.iri, node.id]));
const links = new Map(data.edges.map((edge) => [edge.id, edge]));
const linksOf = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  linksOf.get(edge.from).push(edge);
  linksOf.get(edge.to).push(edge);
}
// Who is shown by whom in the overview: a province for its counties, or each for itself.
const members = new Map();
data.nodes.forEach((node, at) => {
  [node.wx, node.wy] = data.whole[at];
  const said = (key) => (node.facts || []).find(([name]) => name === key)?.[1];
  node.level = said("ontology#level") || "";
  const year = Number(said("ontology#year"));
  if (year) node.years = [year, Number(said("ontology#periodEnd")) || year];
  if (node.stands) members.set(node.stands, [...(members.get(node.stands) || []), node]);
});
const allYears = [...new Set(data.edges.flatMap((edge) => edge.years || []))].sort();
Object.assign(state, { focus: "", path: null, whole: false }, noFilters());

function noFilters() {
  return { hiddenKinds: new Set(HIDDEN_AT_FIRST), hiddenLines: new Set(), years: null, province: "", level: "", system: "" };
}

function label(thing) {
  return (state.language === "en" && thing.en) || thing.label;
}

function otherLabel(thing) {
  const other = state.language === "en" ? thing.label : thing.en;
  return other && other !== label(thing) ? other : "";
}

// Lines are shown, filtered and explained by status, or as stated or structural ones.
function lineOf(edge) {
  if (edge.relation.startsWith("status/")) return edge.relation;
  return edge.quotes ? "stated" : "structure";
}

function tone(line) {
  return "var(--" + line.replace("status/", "") + ")";
}

function other(edge, id) {
  return things.get(edge.from === id ? edge.to : edge.from);
}

function linkShown(edge) {
  if (state.hiddenLines.has(lineOf(edge))) return false;
  return !state.years || !edge.years || edge.years.some((year) => year >= state.years[0] && year <= state.years[1]);
}

// What belongs to a place follows the filters of places; what all share, those of systems.
function thingShown(thing) {
  if (state.hiddenKinds.has(thing.group)) return false;
  if (state.years && thing.years && (thing.years[1] < state.years[0] || thing.years[0] > state.years[1])) return false;
  if (state.system) {
    if (thing.group === "theme" && thing.id !== state.system) return false;
    const sorted = thing.group === "ontology#Mechanism" || thing.group === "ontology#Measure";
    if (sorted && !(thing.systems || []).includes(state.system)) return false;
  }
  const home = things.get(thing.home);
  if (state.province && home?.province && home.province !== state.province) return false;
  return !(state.level && home && home.level !== state.level);
}

// What a group is called: 已采用, 机构; of two things of one kind, which way the link runs.
function groupName({ relation, kind, out }, id) {
  if (relation.startsWith("ontology#") || relation.startsWith("interface/")) {
    const inverse = `inverse-${kindName(relation)}`;
    if (!out && data.words["interface/" + inverse]) return name(inverse);
    return name((out && kind !== "theme") || kind === things.get(id).group ? relation : kind);
  }
  return `${name(relation)} · ${word(kind)}`;
}

// Links of a thing that the filters let through, in groups: statuses, statements, structure.
function groupsOf(id, keep = () => true) {
  const groups = new Map();
  for (const edge of linksOf.get(id)) {
    if (!linkShown(edge) || !keep(other(edge, id))) continue;
    const out = edge.from === id;
    const key = [edge.relation, other(edge, id).group, out].join(" ");
    if (!groups.has(key)) groups.set(key, { relation: edge.relation, kind: other(edge, id).group, out, edges: [] });
    groups.get(key).edges.push(edge);
  }
  const order = Object.keys(data.words);
  const rank = (group) => data.ranks.findIndex((start) => group.relation.startsWith(start));
  for (const group of groups.values()) {
    const weight = (edge) => linksOf.get(other(edge, id).id).length;
    group.edges.sort((a, b) => weight(b) - weight(a));
  }
  return [...groups.values()].sort(
    (a, b) => rank(a) - rank(b) || order.indexOf(a.relation) - order.indexOf(b.relation),
  );
}
