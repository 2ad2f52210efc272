// Where things stand that the overview does not hold: around a centre, or near a neighbour.
const ROW = 28;
const ROWS = 12;
const FEWEST = 3;
const READABLE = 0.7; // of the size of letters
const GAP = 235;

const narrow = () => byId("graph").clientWidth < 560;

// The centre in the middle; its links in blocks to the right and to the left, with as many rows as
// fit the screen; on a small one only the first blocks, since the details below list them all.
function placeAround(id) {
  const room = (byId("graph").clientHeight - STRIP) / READABLE;
  const tall = ({ spots, notes }) => {
    const ys = [...spots.values(), ...notes].map(({ y }) => y);
    return Math.max(...ys) - Math.min(...ys) + 80;
  };
  let rows = ROWS;
  let groups = groupsOf(id, thingShown);
  let found = placeRows(id, groups, rows);
  while (tall(found) > room && (rows > FEWEST || (narrow() && groups.length > 1))) {
    if (rows > FEWEST) rows -= 1;
    else groups = groups.slice(0, -1);
    found = placeRows(id, groups, rows);
  }
  return found;
}

function placeRows(id, groups, most) {
  const spots = new Map([[id, { x: 0, y: 0, side: "below" }]]);
  const notes = [];
  const columns = { right: [], left: [] };
  const height = (column) => column.reduce((sum, block) => sum + block.rows.length + 2, 0);
  for (const group of groups) {
    const fresh = group.edges.filter((edge) => !spots.has(other(edge, id).id));
    const rows = fresh.slice(0, most).map((edge) => other(edge, id).id);
    for (const row of rows) spots.set(row, null);
    if (!rows.length) continue;
    const side = narrow() || height(columns.right) <= height(columns.left) ? "right" : "left";
    columns[side].push({ group, rows, rest: fresh.length - rows.length });
  }
  for (const [side, column] of Object.entries(columns)) {
    let y = (-(height(column) - 1) * ROW) / 2;
    for (const { group, rows, rest } of column) {
      const x = narrow() ? GAP / 2 : side === "right" ? GAP : -GAP;
      notes.push({ x, y, side, text: `${groupName(group, id)} ${group.edges.length}`, line: lineOf(group.edges[0]) });
      for (const row of rows) spots.set(row, { x, y: (y += ROW), side });
      if (rest > 0) notes.push({ x, y: (y += ROW), side, text: `+ ${rest}`, small: true });
      y += ROW * 1.6;
    }
  }
  return { spots, notes };
}

// Free room around a spot, ring by ring, so that no label covers another; from a spot of the
// overview only outwards, away from what is there.
function placeNear(from, ids, spots) {
  const taken = [...spots.values()];
  const free = (x, y) => !taken.some((at) => Math.abs(at.x - x) < 150 && Math.abs(at.y - y) < 66);
  const outward = isOverview() ? (x, y) => (x - from.x) * from.x + (y - from.y) * from.y >= 0 : () => true;
  for (const id of ids) {
    if (spots.has(id)) continue;
    const spot = nearest(from, (x, y) => outward(x, y) && free(x, y));
    spots.set(id, spot);
    taken.push(spot);
  }
}

function nearest(from, free) {
  for (let ring = 1; ; ring += 1) {
    const steps = 8 * ring;
    for (let step = 0; step < steps; step += 1) {
      const turn = (2 * Math.PI * step) / steps;
      const x = Math.round(from.x + 120 * ring * Math.cos(turn));
      const y = Math.round(from.y + 75 * ring * Math.sin(turn));
      if (free(x, y)) return { x, y, side: "below" };
    }
  }
}
