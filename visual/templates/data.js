// The graph as the page carries it, indexed.
const things = new Map(data.nodes.map((node) => [node.id, node]));
const links = new Map(data.edges.map((edge) => [edge.id, edge]));
const linksOf = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  linksOf.get(edge.from).push(edge);
  linksOf.get(edge.to).push(edge);
}
Object.assign(state, { hiddenKinds: new Set(["ontology#Measure"]), hiddenLines: new Set(), year: 0 });

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
  return !state.year || !edge.years || edge.years.includes(state.year);
}

function thingShown(thing) {
  return !state.hiddenKinds.has(thing.group);
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
