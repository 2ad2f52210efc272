// One shape for each class, drawn the same on the canvas and in the legend.
const paths = new Map(
  Object.entries(data.glyphs).map(([kind, d]) => [kind, { d, path: new Path2D(d) }]),
);
let palette = {};

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  palette = new Proxy({}, { get: (_, name) => style.getPropertyValue("--" + name).trim() });
}

let family = "";
function fontFamily() {
  family ||= getComputedStyle(document.body).fontFamily;
  return family;
}

function kindName(kind) {
  return kind.replace(/^.*[#/]/, "");
}

function svg(name, attributes, child) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (child) element.append(child);
  return element;
}

function glyph(kind) {
  const shape = svg("path", { d: paths.get(kind).d, fill: `var(--${kindName(kind)})` });
  return svg("svg", { class: "glyph", viewBox: "-1.15 -1.15 2.3 2.3", "aria-hidden": "true" }, shape);
}

function lineSample(line) {
  const dashes = data.dashes[line] || [];
  const stroke = svg("path", { d: "M1 5H33", stroke: tone(line), "stroke-dasharray": dashes.join(" ") });
  return svg("svg", { class: "line", viewBox: "0 0 34 10", "aria-hidden": "true" }, stroke);
}

function drawGlyph(context, thing, x, y, size, strong) {
  context.save();
  context.translate(x, y);
  context.scale(size, size);
  context.fillStyle = palette[kindName(thing.group)];
  context.strokeStyle = strong ? palette.accent : palette.ink;
  context.lineWidth = (strong ? 3 : 1.1) / size;
  const { path } = paths.get(thing.group);
  context.fill(path);
  context.stroke(path);
  context.restore();
}

// Break a label into lines that fit; Chinese breaks anywhere, English between words.
const wrapped = new Map();
function wrap(context, text, width, most) {
  const key = [context.font, text, width, most].join("\n");
  if (wrapped.size > 4000) wrapped.clear();
  if (wrapped.has(key)) return wrapped.get(key);
  const whole = context.measureText(text).width;
  const count = Math.min(Math.ceil(whole / width), most);
  if (/[\u2e80-\uffef]/u.test(text) && count > 1 && whole <= most * width) width = Math.min(width, (whole / count) * 1.12);
  const pieces = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef-]+-?\s*|-|\s+/gu) || [];
  const lines = [""];
  for (const piece of pieces) {
    const last = lines.length - 1;
    if (lines[last] && context.measureText(lines[last] + piece).width > width) {
      if (lines.length === most) {
        lines[last] = lines[last].trimEnd() + "…";
        break;
      }
      lines.push(piece);
    } else lines[last] += piece;
  }
  wrapped.set(key, lines);
  return lines;
}

// Write a label beside or below its mark and return the room it takes.
function drawLabel(context, text, { x, y, size, side, strong, px, most, zoom = 1 }) {
  const beside = side !== "below";
  context.font = `${strong ? "600 " : ""}${px}px ${fontFamily()}`;
  const lines = wrap(context, text, zoom * (beside ? (strong ? 900 : 225) : most > 2 ? (zoom > 1 && !state.whole ? 128 : 180) : 142), beside ? 1 : most);
  const height = px * 1.22;
  const width = Math.max(...lines.map((line) => context.measureText(line).width));
  const gap = 6 * zoom;
  const left = side === "right" ? x + size + gap : side === "left" ? x - size - gap - width : x - width / 2;
  const top = beside ? y - height / 2 + 1.5 : y + size + gap / 2;
  context.textAlign = "left";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.strokeStyle = palette.paper;
  context.lineWidth = 4 * zoom;
  context.fillStyle = palette.ink;
  lines.forEach((line, index) => {
    const start = side === "below" ? x - context.measureText(line).width / 2 : left;
    context.strokeText(line, start, top + index * height);
    context.fillText(line, start, top + index * height);
  });
  return { left, top, right: left + width, bottom: top + height * lines.length };
}
