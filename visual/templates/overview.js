// The overview: what a place reports of a system is one line, as wide as there is much of it.
const reported = data.edges.filter((edge) => edge.relation.startsWith("status/") && things.get(edge.from).stands);

function bundles() {
  const found = new Map();
  for (const edge of reported) {
    const place = things.get(edge.from);
    const mechanism = things.get(edge.to);
    if (!mechanism.systems || !linkShown(edge) || !thingShown(place) || !thingShown(mechanism)) continue;
    const from = view.spots.has(place.id) ? place.id : place.stands;
    for (const to of mechanism.systems) {
      const id = `${from} ${to}`;
      if (!found.has(id)) found.set(id, { id, from, to, edges: [], counts: new Map() });
      const bundle = found.get(id);
      bundle.edges.push(edge);
      bundle.counts.set(edge.relation, (bundle.counts.get(edge.relation) || 0) + 1);
    }
  }
  const most = Math.max(...[...found.values()].map(({ edges }) => edges.length));
  for (const bundle of found.values()) {
    bundle.width = 1 + 5 * Math.sqrt(bundle.edges.length / most);
    [bundle.relation] = [...bundle.counts].sort((a, b) => b[1] - a[1])[0];
  }
  return found;
}

function bundleLook({ id, from, to, relation, edges, width }) {
  const near = !view.chosen || [id, from, to].includes(view.chosen);
  const count = edges.length;
  return {
    id, from, to,
    color: { color: palette[kindName(relation)], opacity: near ? (view.chosen ? 0.85 : 0.5) : 0.06 },
    dashes: (data.dashes[relation] || []).map((dash) => dash * Math.max(1, width / 2)),
    width: width + (view.chosen === id ? 3 : 0),
    label: view.chosen && near ? String(count) : "",
    font: { size: 15, color: palette.ink, strokeColor: palette.paper, strokeWidth: 4 },
    smooth: false,
  };
}

// What stands for a place alone shows its members when it is unfolded.
function hidden(id) {
  const group = members.get(id) || [];
  return group.some((member) => member.id !== id) ? group.filter(thingShown) : [];
}
