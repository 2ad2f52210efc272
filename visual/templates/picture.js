// The view as a picture, with its title, its filters and the legend; for a file and for paper.
const EDGE = 16;

function picture() {
  const source = byId("graph").querySelector("canvas");
  const ratio = source.width / source.clientWidth;
  const canvas = make("canvas");
  const ctx = canvas.getContext("2d");
  const items = legendItems();
  const [from, height] = usedRows(source.clientHeight);
  const width = Math.max(source.clientWidth, 480);
  ctx.font = `14px ${fontFamily()}`;
  const rows = legendRows(ctx, items, width - 2 * EDGE);
  const top = 64;
  canvas.width = width * ratio;
  canvas.height = (top + height + rows.length * 24 + EDGE) * ratio;
  ctx.scale(ratio, ratio);
  ctx.fillStyle = palette.paper;
  ctx.fillRect(0, 0, width, canvas.height);
  ctx.drawImage(source, 0, from * ratio, source.width, height * ratio, 0, top, source.clientWidth, height);
  write(ctx, titleText(), EDGE, 28, `600 19px ${fontFamily()}`, palette.ink, width - 2 * EDGE);
  write(ctx, [document.title, filtersText()].filter(Boolean).join(" · "), EDGE, 52, `13px ${fontFamily()}`, palette.soft, width - 2 * EDGE);
  rows.forEach((row, at) => row.forEach((item) => drawItem(ctx, item, top + height + at * 24 + 14)));
  return canvas;
}

// Where the drawing begins and how tall it is: empty rows above and below are left out.
function usedRows(height) {
  const spots = state.whole ? view.field.map(({ wx, wy }) => ({ x: wx, y: wy })) : [...view.spots.values(), ...view.notes];
  const rows = spots.map((spot) => network.canvasToDOM(spot).y);
  const least = Math.max(0, rows.reduce((a, b) => Math.min(a, b), height) - 40);
  const most = Math.min(height, rows.reduce((a, b) => Math.max(a, b), 0) + 70);
  return most - least > 80 ? [least, most - least] : [0, height];
}

function titleText() {
  const names = (state.path || [state.focus]).filter(Boolean).map((id) => label(things.get(id)));
  return names.join(" → ") || word(state.whole ? "everything" : "overview");
}

function write(ctx, text, x, y, font, color, most) {
  Object.assign(ctx, { font, fillStyle: color, textAlign: "left", textBaseline: "alphabetic" });
  ctx.fillText(text, x, y, most);
}

// Only what the picture shows is explained.
function legendItems() {
  const kinds = new Set(state.whole ? view.field.map(({ group }) => group) : nodeSet.getIds().map((id) => things.get(id).group));
  const lines = new Set(edgeSet.getIds().map((id) => (links.has(id) ? lineOf(links.get(id)) : lineById(id).relation)));
  return [
    ...data.kinds.filter((kind) => kinds.has(kind)).map((kind) => ({ kind, text: name(kind) })),
    ...LINES.filter((line) => lines.has(line)).map((line) => ({ line, text: name(line) })),
  ];
}

function legendRows(ctx, items, width) {
  const rows = [[]];
  let x = 0;
  for (const item of items) {
    const room = ctx.measureText(item.text).width + 60;
    if (x + room > width && rows.at(-1).length) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1).push({ ...item, x: EDGE + x });
    x += room;
  }
  return rows;
}

function drawItem(ctx, { kind, line, text, x }, y) {
  if (kind) drawGlyph(ctx, { group: kind }, x + 22, y - 5, 7, false);
  else {
    ctx.save();
    ctx.setLineDash(data.dashes[line] || []);
    Object.assign(ctx, { strokeStyle: palette[kindName(line)], lineWidth: 2.5 });
    ctx.beginPath();
    ctx.moveTo(x, y - 5);
    ctx.lineTo(x + 32, y - 5);
    ctx.stroke();
    ctx.restore();
  }
  write(ctx, text, x + 38, y, `14px ${fontFamily()}`, palette.ink);
}

function savePicture() {
  picture().toBlob((blob) => {
    const link = make("a", { href: URL.createObjectURL(blob), download: `${titleText().replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60)}.png` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
}

function openPicture() {
  byId("save").addEventListener("click", savePicture);
  byId("print").addEventListener("click", () => print());
  addEventListener("beforeprint", () => {
    network.redraw();
    byId("paper").replaceChildren(picture());
  });
  addEventListener("afterprint", () => byId("paper").replaceChildren());
}
