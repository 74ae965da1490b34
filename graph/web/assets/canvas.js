// The drawing. It is done anew, once a frame at most, when something changed; what lies outside of
// the window is left out, and lines of one look are stroked together.

const mostNames = 160;

class Drawing {
  constructor(canvas, graph) {
    this.canvas = canvas;
    this.graph = graph;
    this.context = canvas.getContext("2d");
    this.x = this.y = 0; // what of the graph is in the middle
    this.scale = 1;
    this.selected = { node: null, link: null };
    this.hovered = null;
    this.widths = new Map();
    this.frames = { count: 0, ms: 0, longest: 0 };
    this.recolour();
    new ResizeObserver(() => this.resize()).observe(canvas);
    this.resize();
  }

  recolour() {
    this.colours = readColours();
    this.redraw();
  }

  resize() {
    const box = this.canvas.getBoundingClientRect();
    if (!box.width || !box.height) return;
    const first = !this.width;
    this.ratio = window.devicePixelRatio || 1;
    this.width = box.width;
    this.height = box.height;
    this.canvas.width = Math.round(box.width * this.ratio);
    this.canvas.height = Math.round(box.height * this.ratio);
    if (first || this.fitted) this.fit();
    this.draw();
  }

  redraw() {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      this.draw();
    });
  }

  toScreen(p) {
    return [(p.x - this.x) * this.scale + this.width / 2, (p.y - this.y) * this.scale + this.height / 2];
  }

  toGraph(x, y) {
    return { x: (x - this.width / 2) / this.scale + this.x, y: (y - this.height / 2) / this.scale + this.y };
  }

  radius(node) {
    const zoom = Math.min(1.7, Math.max(0.45, Math.sqrt(this.scale)));
    return Math.min(15, 3.4 + 1.5 * Math.sqrt(node.degree)) * zoom;
  }

  // fit shows all that is visible. It holds until the reader moves the drawing.
  fit() {
    const nodes = this.graph.visibleNodes;
    this.fitted = true;
    if (!nodes.length || !this.width) return;
    let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
    for (const n of nodes) {
      left = Math.min(left, n.x);
      right = Math.max(right, n.x);
      top = Math.min(top, n.y);
      bottom = Math.max(bottom, n.y);
    }
    this.frame(left, right, top, bottom, 3.5);
    this.fitted = true;
  }

  // frame makes a part of the graph fill the window, no closer than a scale.
  frame(left, right, top, bottom, closest) {
    const margin = Math.min(80, this.width / 8, this.height / 8), foot = 34; // the legend is at the foot
    this.scale = Math.min(closest, (this.width - 2 * margin) / (right - left || 1), (this.height - 2 * margin - foot) / (bottom - top || 1));
    this.x = (left + right) / 2;
    this.y = (top + bottom) / 2 + foot / 2 / this.scale;
    this.fitted = false;
    this.redraw();
  }

  // zoom keeps the point of the window where it is.
  zoom(factor, x = this.width / 2, y = this.height / 2) {
    const at = this.toGraph(x, y);
    this.scale = Math.min(8, Math.max(0.01, this.scale * factor));
    this.x = at.x - (x - this.width / 2) / this.scale;
    this.y = at.y - (y - this.height / 2) / this.scale;
    this.fitted = false;
    this.redraw();
  }

  pan(dx, dy) {
    this.x -= dx / this.scale;
    this.y -= dy / this.scale;
    this.fitted = false;
    this.redraw();
  }

  // show brings nodes into the window, closer if they would be too near each other to read.
  show(nodes) {
    const at = nodes.map((n) => this.toScreen(n));
    const [xs, ys] = [at.map(([x]) => x), at.map(([, y]) => y)];
    const inside = Math.min(...xs) > 20 && Math.max(...xs) < this.width - 20 && Math.min(...ys) > 20 && Math.max(...ys) < this.height - 20;
    const wide = Math.max(...xs) - Math.min(...xs) > 0.3 * this.width || Math.max(...ys) - Math.min(...ys) > 0.3 * this.height;
    if (inside && wide) return;
    const list = (key) => nodes.map((n) => n[key]);
    this.frame(Math.min(...list("x")), Math.max(...list("x")), Math.min(...list("y")), Math.max(...list("y")), Math.max(2.4, this.scale));
  }

  // near marks what is to stand out: the selected or hovered node with its neighbours, or a link.
  near() {
    const node = this.hovered?.node ?? this.selected.node;
    const link = this.hovered?.link ?? (node ? null : this.selected.link);
    if (!node && !link) return null;
    const near = { nodes: new Set(), links: new Set(), center: node };
    const same = (l) => l.from === link.from && l.to === link.to && l.type === link.type;
    for (const l of node ? node.links : link.from.links.filter(same)) {
      if (!l.visible) continue;
      near.links.add(l);
      near.nodes.add(l.from).add(l.to);
    }
    if (node) near.nodes.add(node);
    return near;
  }

  draw() {
    if (!this.width) return;
    const begin = performance.now();
    const c = this.context;
    c.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    c.fillStyle = this.colours.paper;
    c.fillRect(0, 0, this.width, this.height);
    const near = this.near();
    const edge = 60 / this.scale;
    const from = this.toGraph(0, 0), to = this.toGraph(this.width, this.height);
    this.window = { left: from.x - edge, top: from.y - edge, right: to.x + edge, bottom: to.y + edge };
    this.drawLinks(this.graph.visibleLinks.filter((l) => !near?.links.has(l) && this.sees(l.from, l.to)), near ? 0.25 : 0.75, false);
    const nodes = this.graph.visibleNodes.filter((n) => this.sees(n, n));
    this.drawNodes(nodes.filter((n) => !near || !near.nodes.has(n)), near ? 0.3 : 1);
    if (near) {
      this.drawLinks([...near.links], 1, true);
      this.drawNodes(nodes.filter((n) => near.nodes.has(n)), 1, near.center);
    }
    this.drawNames(nodes, near);
    this.count(performance.now() - begin);
  }

  // count keeps how long drawing takes, which tests read.
  count(ms) {
    this.frames.count++;
    this.frames.ms += ms;
    this.frames.longest = Math.max(this.frames.longest, ms);
  }

  sees(a, b) {
    const w = this.window;
    return Math.max(a.x, b.x) > w.left && Math.min(a.x, b.x) < w.right && Math.max(a.y, b.y) > w.top && Math.min(a.y, b.y) < w.bottom;
  }

  drawLinks(links, alpha, strong) {
    const c = this.context;
    c.globalAlpha = alpha;
    const dense = links.length > 1500;
    for (const status of ["asserted", "claimed", "possible", "negated"]) {
      c.setLineDash({ asserted: [], claimed: [7, 4], possible: [2, 4], negated: [2, 4] }[status]);
      c.strokeStyle = c.fillStyle = status === "negated" ? this.colours.danger : strong ? this.colours.accent : this.colours.line;
      c.lineWidth = strong ? 1.8 : dense ? 0.7 : 1;
      let drawn = 0;
      c.beginPath();
      for (const link of links) {
        if (link.status !== status) continue;
        this.trace(link);
        if (++drawn % 400 === 0) { // a long path takes more than its parts
          c.stroke();
          c.beginPath();
        }
      }
      c.stroke();
    }
    c.setLineDash([]);
    if (!dense && this.scale > 0.35) for (const link of links) this.drawHead(link, strong);
    c.globalAlpha = 1;
  }

  // middle is the point that a bent link is drawn towards.
  middle(link) {
    const [x1, y1] = this.toScreen(link.from), [x2, y2] = this.toScreen(link.to);
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const out = link.bend * Math.min(34, length / 3) * 2;
    return [(x1 + x2) / 2 - ((y2 - y1) / length) * out, (y1 + y2) / 2 + ((x2 - x1) / length) * out];
  }

  trace(link) {
    const c = this.context;
    c.moveTo(...this.toScreen(link.from));
    if (link.bend) c.quadraticCurveTo(...this.middle(link), ...this.toScreen(link.to));
    else c.lineTo(...this.toScreen(link.to));
  }

  // drawHead draws the point of an arrow, of types with a direction.
  drawHead(link, strong) {
    if (this.graph.symmetric.has(link.type)) return;
    const c = this.context;
    const [x, y] = this.toScreen(link.to);
    const [fromX, fromY] = link.bend ? this.middle(link) : this.toScreen(link.from);
    const turn = Math.atan2(y - fromY, x - fromX), away = this.radius(link.to) + 1, size = strong ? 8 : 5.5;
    if (Math.hypot(x - fromX, y - fromY) < away + size) return;
    const tipX = x - away * Math.cos(turn), tipY = y - away * Math.sin(turn);
    c.fillStyle = link.status === "negated" ? this.colours.danger : strong ? this.colours.accent : this.colours.line;
    c.beginPath();
    c.moveTo(tipX, tipY);
    c.lineTo(tipX - size * Math.cos(turn - 0.42), tipY - size * Math.sin(turn - 0.42));
    c.lineTo(tipX - size * Math.cos(turn + 0.42), tipY - size * Math.sin(turn + 0.42));
    c.fill();
  }

  drawNodes(nodes, alpha, center) {
    const c = this.context;
    c.globalAlpha = alpha;
    const byClass = new Map();
    for (const node of nodes) {
      const name = labelClass(node.label);
      if (!byClass.has(name)) byClass.set(name, []);
      byClass.get(name).push(node);
    }
    for (const [name, list] of byClass) {
      c.fillStyle = this.colours.labels[name];
      c.beginPath();
      for (const node of list) {
        const [x, y] = this.toScreen(node), r = this.radius(node);
        c.moveTo(x + r, y);
        c.arc(x, y, r, 0, 2 * Math.PI);
      }
      c.fill();
      if (nodes.length < 800) {
        c.strokeStyle = this.colours.paper;
        c.lineWidth = 1.5;
        c.stroke();
      }
    }
    c.globalAlpha = 1;
    if (center) this.ring(center);
  }

  ring(node) {
    const c = this.context;
    const [x, y] = this.toScreen(node);
    c.strokeStyle = this.colours.accent;
    c.lineWidth = 2.5;
    c.beginPath();
    c.arc(x, y, this.radius(node) + 4, 0, 2 * Math.PI);
    c.stroke();
  }
}
