// The page: it reads the address, asks for what that names, and shows it.

class Page {
  async start() {
    this.source = openSource();
    try {
      this.graph = new Graph(await this.source.overview());
    } catch (err) {
      byID("notice").textContent = err.message;
      byID("notice").classList.add("fault");
      return;
    }
    this.graph.filter(readState());
    this.drawing = new Drawing(byID("canvas"), this.graph);
    this.panel = new Panel(this.graph);
    this.filters = new Filters(this.graph);
    this.article = new ArticleView();
    this.article.graph = this.graph;
    this.pointer = new Pointer(this.drawing, byID("tip"), { click: (hit) => this.click(hit), expand: (node) => this.expand(node) });
    this.search = new Search(this.source, (node) => go({ ...reading, entity: node.id, article: null, around: this.graph.nodes.has(node.id) ? readState().around : [node.id] }));
    startTheme(() => this.drawing.recolour());
    this.drawing.recolour();
    this.keys();
    this.legend();
    for (const button of byID("zoom").children) {
      button.addEventListener("click", () => (Number(button.dataset.zoom) ? this.drawing.zoom(Number(button.dataset.zoom)) : this.drawing.fit()));
    }
    byID("open-help").addEventListener("click", showHelp);
    window.addEventListener("hashchange", () => this.apply());
    await this.apply();
    document.documentElement.dataset.ready = "true";
  }

  // apply shows the state of the address. What was asked for meanwhile is dropped.
  async apply() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const state = readState(), before = this.state;
    const same = (...keys) => before && keys.every((key) => String(before[key]) === String(state[key]));
    this.state = state;
    if (!same("entity", "edge", "around")) await this.fetch(state, () => turn === this.turn);
    if (turn !== this.turn) return;
    this.graph.filter(state);
    this.select(state, same("entity", "edge"));
    if (!same("around") && (before || state.around.length)) this.drawing.fit();
    if (!same("article", "at")) await this.read(state);
    this.filters.show(state);
    this.notice();
    this.drawing.redraw();
  }

  // fetch asks for what the panel shows, and for surroundings that aren't in the drawing yet.
  async fetch(state, wanted) {
    const [from, type, to] = state.edge?.split(".") ?? [];
    try {
      for (const id of state.around) {
        if (id !== state.entity) this.graph.add(await this.source.entity(id));
      }
      const id = state.entity ?? from;
      const page = id ? await this.source.entity(id) : null;
      if (!wanted()) return;
      if (page) this.graph.add(page);
      if (state.entity) this.panel.entity(page, state);
      else if (state.edge) this.panel.edge(page, [from, type, to]);
      else this.panel.start();
      document.title = (state.entity ? page.node.name + " · " : "") + "newsgraph";
    } catch (err) {
      if (wanted()) this.panel.fault(err);
    }
    document.body.classList.toggle("reads", Boolean(state.entity || state.edge));
  }

  async read(state) {
    byID("article").hidden = !state.article;
    document.body.classList.toggle("in-article", Boolean(state.article));
    if (!state.article) return;
    try {
      const page = await this.source.article(state.article);
      if (this.state.article === state.article) this.article.show(page, state);
    } catch (err) {
      this.article.fault(err);
    }
  }

  // select marks what is read in the drawing and brings it into sight.
  select(state, same) {
    const [from, type, to] = state.edge?.split(".") ?? [];
    const node = this.graph.nodes.get(state.entity) ?? null;
    const link = (this.graph.nodes.get(from)?.links ?? []).find((l) => l.from.id === from && l.type === type && l.to.id === to) ?? null;
    this.drawing.selected = { node, link };
    const clicked = this.clicked && this.drawing.scale > 0.6; // stays where it is, if names can be read
    this.clicked = false;
    if (same || clicked) return;
    if (node) this.drawing.show([node, ...this.graph.neighbours(node)]);
    if (link) this.drawing.show([link.from, link.to]);
  }

  notice() {
    const { visibleNodes, visibleLinks } = this.graph;
    byID("notice").textContent = visibleNodes.length ?
      plural(visibleNodes.length, "entity", "entities") + ", " + plural(visibleLinks.length, "relation") :
      this.graph.nodes.size ? "The filters leave nothing to draw" : "The store is empty: newsgraph build fills it";
  }

  legend() {
    byID("legend").replaceChildren(...this.graph.labels.map((label) => element("li", {}, dot(label), label)));
  }

  click(hit) {
    const state = readState();
    this.clicked = Boolean(hit);
    if (hit?.node) {
      const around = state.around.length && !state.around.includes(hit.node.id) ? [...state.around, hit.node.id] : state.around;
      go({ ...reading, entity: hit.node.id, around });
    } else if (hit?.link) {
      go({ ...reading, edge: [hit.link.from.id, hit.link.type, hit.link.to.id].join(".") });
    } else if (state.entity || state.edge) {
      go(reading);
    }
  }

  // expand draws the surroundings of a node alone, or folds them.
  expand(node) {
    const { around } = readState();
    go({ ...reading, entity: node.id, around: around.includes(node.id) ? around.filter((id) => id !== node.id) : [...around, node.id] });
  }

  // step selects the next of the neighbours that the walk is at, or of the most connected nodes.
  step(by) {
    const node = this.drawing.selected.node;
    if (!this.walked?.list.includes(node)) {
      const near = node ? this.graph.neighbours(node) : [];
      this.walked = { list: near.length ? near : this.graph.visibleNodes, at: by > 0 ? -1 : 0 };
    }
    const { list } = this.walked;
    if (!list.length) return;
    this.walked.at = (this.walked.at + by + list.length) % list.length;
    go({ ...reading, entity: list[this.walked.at].id });
  }

  close() {
    const state = readState();
    if (byID("help").open) byID("help").close();
    else if (!byID("filters").hidden) this.filters.toggle(false);
    else if (state.entity || state.edge) go(reading);
    else if (state.article) go({ article: null, at: null });
    else if (state.around.length) go({ around: [] });
  }

  keys() {
    const d = this.drawing;
    onKeys({
      "/": () => byID("search").focus(), "?": showHelp, f: () => this.filters.toggle(), Escape: () => this.close(),
      ".": () => this.step(1), ",": () => this.step(-1), "+": () => d.zoom(1.3), "=": () => d.zoom(1.3), "-": () => d.zoom(1 / 1.3),
      0: () => d.fit(), e: () => d.selected.node && this.expand(d.selected.node),
      Enter: () => byID("panel").focus(),
      ArrowLeft: () => d.pan(60, 0), ArrowRight: () => d.pan(-60, 0), ArrowUp: () => d.pan(0, 60), ArrowDown: () => d.pan(0, -60),
    });
  }
}

const page = new Page();
document.addEventListener("DOMContentLoaded", () => page.start()); // when all scripts have run
