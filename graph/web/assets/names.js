// Names in the drawing: those of the weightiest nodes that don't cover one another, and the types of
// links that stand out.

Drawing.prototype.drawNames = function drawNames(nodes, near) {
  const c = this.context;
  const taken = new Map(); // cells of a coarse grid -> boxes in them
  c.textAlign = "center";
  c.textBaseline = "top";
  c.lineJoin = "round";
  let drawn = 0;
  for (const node of near ? near.nodes : nodes.slice(0, 40)) { // no name covers a circle that stands out
    const [x, y] = this.toScreen(node), r = this.radius(node) - 1;
    if (near || node.degree > 4) reserve(taken, x - r, y - r, x + r, y + r);
  }
  const name = (node, strong) => {
    if (drawn >= mostNames) return;
    const size = strong && node === near.center ? 14 : Math.min(14, Math.max(11, 10 + Math.sqrt(node.degree)));
    c.font = (strong ? "600 " : "500 ") + size + "px system-ui, sans-serif";
    const text = shortened(node.name, strong ? 48 : 28);
    const [x, y] = this.toScreen(node);
    const half = this.widthOf(text, size, strong) / 2 + 3, away = this.radius(node) + 3;
    const beside = [[x, y + away], [x, y - away - size], [x + away + half, y - size / 2], [x - away - half, y - size / 2]];
    const free = beside.find(([at, top]) => reserve(taken, at - half, top, at + half, top + size + 2));
    if (!free && node !== near?.center) return;
    const [middle, top] = free ?? beside[0];
    drawn++;
    c.strokeStyle = this.colours.paper;
    c.lineWidth = 3;
    c.strokeText(text, middle, top);
    c.fillStyle = this.colours.ink;
    c.fillText(text, middle, top);
  };
  if (near?.center) name(near.center, true);
  if (near) for (const node of nodes) if (near.nodes.has(node) && node !== near.center) name(node, true);
  c.globalAlpha = near ? 0.35 : 1;
  if (!near || this.scale > 0.5) {
    const small = this.scale < 0.35;
    for (const node of nodes) {
      if (drawn >= mostNames) break;
      if (!near?.nodes.has(node) && !(small && node.degree < 4)) name(node, false);
    }
  }
  c.globalAlpha = 1;
  if (near && near.links.size <= 40) for (const link of near.links) this.drawType(link, taken);
};

// drawType writes the type of a link in its middle, if there is room.
Drawing.prototype.drawType = function drawType(link, taken) {
  const c = this.context;
  const [x1, y1] = this.toScreen(link.from), [x2, y2] = this.toScreen(link.to);
  if (Math.hypot(x2 - x1, y2 - y1) < 60) return;
  let [x, y] = this.middle(link);
  if (link.bend) [x, y] = [(x + (x1 + x2) / 2) / 2, (y + (y1 + y2) / 2) / 2];
  const text = (link.status === "negated" ? "not: " : link.status === "possible" ? "maybe: " : "") + words(link.type);
  c.font = "500 11px system-ui, sans-serif";
  const half = this.widthOf(text, 11, false) / 2 + 3;
  if (!reserve(taken, x - half, y - 7, x + half, y + 7)) return;
  c.strokeStyle = this.colours.paper;
  c.lineWidth = 4;
  c.strokeText(text, x, y - 6);
  c.fillStyle = link.status === "negated" ? this.colours.danger : this.colours.accent;
  c.fillText(text, x, y - 6);
};

Drawing.prototype.widthOf = function widthOf(text, size, strong) {
  const key = size + (strong ? "b" : "n") + text;
  if (!this.widths.has(key)) {
    if (this.widths.size > 20000) this.widths.clear();
    this.widths.set(key, this.context.measureText(text).width);
  }
  return this.widths.get(key);
};

function shortened(text, length) {
  const letters = [...text];
  return letters.length > length ? letters.slice(0, length - 1).join("") + "…" : text;
}

// reserve takes a box of the window unless it meets one that is taken, and reports whether it did.
function reserve(taken, left, top, right, bottom) {
  const cells = [];
  for (let x = Math.floor(left / 120); x <= right / 120; x++) {
    for (let y = Math.floor(top / 40); y <= bottom / 40; y++) cells.push(x + ":" + y);
  }
  for (const cell of cells) {
    for (const box of taken.get(cell) ?? []) {
      if (left < box.right && right > box.left && top < box.bottom && bottom > box.top) return false;
    }
  }
  for (const cell of cells) {
    if (!taken.has(cell)) taken.set(cell, []);
    taken.get(cell).push({ left, top, right, bottom });
  }
  return true;
}
