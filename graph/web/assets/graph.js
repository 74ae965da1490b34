// The graph as it is drawn: nodes and links by id, those that filters leave, and what is near what.

class Graph {
  constructor(overview) {
    this.nodes = new Map();
    this.links = new Map();
    this.symmetric = new Set(overview.symmetric);
    this.total = overview.total;
    this.articles = overview.articles;
    for (const node of overview.nodes) this.nodes.set(node.id, { ...node, links: [] });
    for (const link of overview.links) this.addLink(link);
    this.labels = [...new Set(overview.nodes.map((n) => n.label))].sort();
    this.countTypes();
    this.visibleNodes = [];
    this.visibleLinks = [];
  }

  addLink(link) {
    const key = linkKey(link);
    const from = this.nodes.get(link.from), to = this.nodes.get(link.to);
    if (this.links.has(key) || !from || !to || from === to) return false;
    const made = { ...link, key, from, to, bend: 0 };
    this.links.set(key, made);
    from.links.push(made);
    to.links.push(made);
    return true;
  }

  countTypes() {
    this.types = new Map();
    this.dates = [];
    for (const link of this.links.values()) {
      this.types.set(link.type, (this.types.get(link.type) ?? 0) + 1);
      if (link.lastReported) this.dates.push(link.lastReported);
    }
    this.types = new Map([...this.types].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  // add takes in an entity with its neighbours. Those that are new are set around it.
  add(page) {
    const center = this.nodes.get(page.node.id) ?? this.put(page.node, { x: 0, y: 0 }, 0);
    const fresh = page.nodes.filter((n) => !this.nodes.has(n.id));
    fresh.forEach((node, i) => this.put(node, center, i + 1));
    const before = this.links.size;
    for (const edge of page.edges) this.addLink(edge);
    if (this.links.size > before) this.countTypes();
    return fresh.length > 0 || this.links.size > before;
  }

  put(node, near, k) {
    const turn = k * 2.399963, away = k ? 70 + 14 * Math.sqrt(k) : 0;
    const made = { ...node, x: near.x + away * Math.cos(turn), y: near.y + away * Math.sin(turn), links: [] };
    this.nodes.set(node.id, made);
    if (!this.labels.includes(node.label)) this.labels = [...this.labels, node.label].sort();
    return made;
  }

  // filter finds what a state leaves visible: links first, then the nodes at their ends.
  filter(state) {
    const near = new Set(state.around.filter((id) => this.nodes.has(id)));
    this.visibleLinks = [];
    const linked = new Set();
    for (const link of this.links.values()) {
      const far = near.size && !near.has(link.from.id) && !near.has(link.to.id);
      const read = state.edge === [link.from.id, link.type, link.to.id].join(".");
      link.visible = read || (!far && keepsLink(state, link));
      if (!link.visible) continue;
      this.visibleLinks.push(link);
      linked.add(link.from).add(link.to);
    }
    this.visibleNodes = [];
    for (const node of this.nodes.values()) {
      node.degree = 0;
      const wanted = node.id === state.entity || near.has(node.id);
      node.visible = wanted || linked.has(node) ||
        (state.alone && !near.size && !state.withoutLabels.has(node.label));
      if (node.visible) this.visibleNodes.push(node);
    }
    this.arrange();
  }

  // arrange orders nodes by weight, the greatest first, and bends links of the same ends apart.
  arrange() {
    const beside = new Map();
    for (const link of this.visibleLinks) {
      link.from.degree++;
      link.to.degree++;
      const pair = link.from.id < link.to.id ? link.from.id + link.to.id : link.to.id + link.from.id;
      if (!beside.has(pair)) beside.set(pair, []);
      beside.get(pair).push(link);
    }
    for (const links of beside.values()) {
      links.forEach((link, i) => {
        const side = link.from.id < link.to.id ? 1 : -1;
        link.bend = side * (i - (links.length - 1) / 2);
      });
    }
    this.visibleNodes.sort((a, b) => b.degree - a.degree || b.articles - a.articles || (a.id < b.id ? -1 : 1));
  }

  // neighbours are the visible nodes next to a node, in the order of their names.
  neighbours(node) {
    const found = new Set();
    for (const link of node.links) if (link.visible) found.add(link.from === node ? link.to : link.from);
    return [...found].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  }
}

// isEdge tells edges of the graph from links of possible and negated statements.
function isEdge(link) {
  return link.status === "asserted" || link.status === "claimed";
}

function linkKey(link) {
  return [link.from, link.type, link.to, isEdge(link) ? "edge" : link.status].join(".");
}

function keepsLink(state, link) {
  return state.statuses.has(link.status) && link.confidence >= state.sure && !state.withoutTypes.has(link.type) &&
    !state.withoutLabels.has(link.from.label) && !state.withoutLabels.has(link.to.label) &&
    (!state.since || link.lastReported >= state.since) &&
    (!state.until || (link.firstReported !== "" && link.firstReported <= state.until));
}
