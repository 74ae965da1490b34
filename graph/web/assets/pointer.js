// Mouse, pen and fingers on the drawing: move it, zoom it, drag a node, point at and click things.

const clickMoves = 5; // pixels that a click may move

class Pointer {
  constructor(drawing, tip, actions) {
    this.drawing = drawing;
    this.tip = tip;
    this.actions = actions; // click(hit), expand(node)
    this.down = new Map(); // pointers held down, by id
    const on = (type, listener, options) => drawing.canvas.addEventListener(type, listener.bind(this), options);
    on("pointerdown", this.press);
    on("pointermove", this.move);
    on("pointerup", this.release);
    on("pointercancel", this.release);
    on("pointerleave", () => this.point(null));
    on("dblclick", this.double);
    on("wheel", this.wheel, { passive: false });
  }

  at(event) {
    const box = this.drawing.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  press(event) {
    const [x, y] = this.at(event);
    this.drawing.canvas.setPointerCapture(event.pointerId);
    this.down.set(event.pointerId, [x, y]);
    this.moved = this.down.size > 1;
    this.start = [x, y];
    const hit = this.hit(x, y, event.pointerType === "touch" ? 14 : 4);
    this.held = this.down.size === 1 ? hit?.node : null;
    this.point(null);
  }

  move(event) {
    const [x, y] = this.at(event);
    const before = this.down.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") this.point(this.hit(x, y, 4), x, y);
      return;
    }
    if (this.down.size === 2) this.pinch(event.pointerId, before, [x, y]);
    this.down.set(event.pointerId, [x, y]);
    if (!this.moved && Math.hypot(x - this.start[0], y - this.start[1]) < clickMoves) return;
    const [dx, dy] = this.moved ? [x - before[0], y - before[1]] : [x - this.start[0], y - this.start[1]];
    this.moved = true;
    if (this.down.size > 1) return;
    if (this.held) {
      this.held.x += dx / this.drawing.scale;
      this.held.y += dy / this.drawing.scale;
      this.drawing.fitted = false;
      this.drawing.redraw();
    } else {
      this.drawing.pan(dx, dy);
    }
  }

  pinch(id, before, now) {
    const [other] = [...this.down].filter(([key]) => key !== id).map(([, at]) => at);
    const length = (p) => Math.hypot(p[0] - other[0], p[1] - other[1]) || 1;
    this.drawing.zoom(length(now) / length(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
    this.drawing.pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
  }

  release(event) {
    const wasDown = this.down.delete(event.pointerId);
    if (!wasDown || this.moved || event.type === "pointercancel") return;
    const [x, y] = this.at(event);
    this.actions.click(this.hit(x, y, event.pointerType === "touch" ? 14 : 5));
  }

  double(event) {
    const hit = this.hit(...this.at(event), 5);
    if (hit?.node) this.actions.expand(hit.node);
  }

  wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 20 : 1;
    this.drawing.zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)), ...this.at(event));
  }

  // hit finds the node or else the link at a place of the window.
  hit(x, y, slack) {
    const d = this.drawing;
    let best = null, least = Infinity;
    for (const node of d.graph.visibleNodes) {
      const [nx, ny] = d.toScreen(node), away = Math.hypot(x - nx, y - ny) - d.radius(node);
      if (away < slack && away < least) [best, least] = [{ node }, away];
    }
    if (best) return best;
    for (const link of d.graph.visibleLinks) {
      const away = distance(x, y, d, link);
      if (away < slack && away < least) [best, least] = [{ link }, away];
    }
    return best;
  }

  // point shows what the mouse points at.
  point(hit, x, y) {
    const d = this.drawing;
    if (hit?.node !== d.hovered?.node || hit?.link !== d.hovered?.link) {
      d.hovered = hit;
      d.canvas.style.cursor = hit ? "pointer" : "";
      d.redraw();
    }
    this.tip.hidden = !hit;
    if (!hit) return;
    this.tip.replaceChildren(...describe(hit));
    const right = x > d.width - 300;
    this.tip.style.left = right ? "" : x + 16 + "px";
    this.tip.style.right = right ? d.width - x + 16 + "px" : "";
    this.tip.style.top = Math.min(y + 12, d.height - this.tip.offsetHeight - 8) + "px";
  }
}

// describe is what the tip says about a node or link.
function describe({ node, link }) {
  if (node) {
    return [element("b", {}, node.name), element("span", {}, dot(node.label), node.kind ? spaced(node.kind) : node.label,
      " · ", plural(node.articles, "article"))];
  }
  const facts = [link.status, link.role, period(link.timeFrom, link.timeTo), percent(link.confidence)].filter(Boolean);
  return [element("b", {}, link.from.name + " ", element("i", {}, words(link.type)), " " + link.to.name),
    element("span", {}, facts.join(" · ")), link.quote ? element("q", {}, shortened(link.quote, 160)) : ""];
}

// distance is how far a place of the window is from a link.
function distance(x, y, drawing, link) {
  const from = drawing.toScreen(link.from), to = drawing.toScreen(link.to);
  if (!link.bend) return toLine(x, y, from, to);
  const bend = drawing.middle(link);
  let least = Infinity, last = from;
  for (let i = 1; i <= 8; i++) {
    const t = i / 8, at = [0, 1].map((k) => (1 - t) ** 2 * from[k] + 2 * t * (1 - t) * bend[k] + t * t * to[k]);
    least = Math.min(least, toLine(x, y, last, at));
    last = at;
  }
  return least;
}

function toLine(x, y, [x1, y1], [x2, y2]) {
  const dx = x2 - x1, dy = y2 - y1;
  const t = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
}
