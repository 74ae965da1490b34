// The panel: what is known of an entity, the sentences behind a link, or what there is to start from.

const firstRows = 40;

class Panel {
  constructor(graph) {
    this.graph = graph;
    this.box = byID("panel");
  }

  show(...content) {
    this.box.replaceChildren(...content.flat().filter(Boolean));
    this.box.scrollTop = 0;
  }

  fault(err) {
    this.show(closeButton(), element("p", { className: "fault" }, err.message));
  }

  start() {
    const total = this.graph.total;
    const top = [...this.graph.nodes.values()].sort((a, b) => b.links.length - a.links.length || b.articles - a.articles || (a.id < b.id ? -1 : 1));
    this.show(
      element("h2", {}, "Overview"),
      element("p", { className: "facts" }, plural(total.articles, "article"), ", ", plural(total.nodes, "entity", "entities"), ", ",
        plural(total.links, "relation"), ", ", plural(total.statements, "statement")),
      total.nodes > this.graph.nodes.size ? element("p", { className: "note" },
        "Drawn are the " + this.graph.nodes.size.toLocaleString("en") + " entities that most articles mention. Search finds all.") : "",
      section("Most connected", 0, firsts(top.slice(0, 12), 12, (n) => entityRow(n, plural(n.links.length, "relation")))),
      section("Articles", total.articles, firsts(this.graph.articles, firstRows, articleRow)));
  }

  entity(page, state) {
    const { node } = page;
    const nodes = new Map([node, ...page.nodes].map((n) => [n.id, n]));
    const articles = new Map(page.articles.map((a) => [a.id, a]));
    const around = state.around.includes(node.id);
    this.show(
      closeButton(),
      element("p", { className: "label" }, dot(node.label), node.label, node.kind ? " · " + spaced(node.kind) : ""),
      element("h2", {}, node.name),
      node.aliases.length ? element("p", { className: "aliases" }, "also ", node.aliases.map((a, i) => [i ? ", " : "", element("b", {}, a)])) : "",
      facts([["born", node.attributes.born], ["died", node.attributes.died], ["founded", node.attributes.founded],
        ["Wikidata", node.wikidata && outward("https://www.wikidata.org/wiki/" + encodeURIComponent(node.wikidata), node.wikidata)],
        ["mentioned in", plural(node.articles, "article")]]),
      element("div", { className: "actions" },
        element("button", {
          type: "button", id: "surroundings", "aria-pressed": String(around),
          onclick: () => go({ around: around ? state.around.filter((id) => id !== node.id) : [...state.around, node.id] }),
        }, around ? "Hide its surroundings" : state.around.length ? "Add its surroundings" : "Show only its surroundings"),
        state.around.length ? element("button", { type: "button", onclick: () => go({ around: [] }) }, "Whole graph") : ""),
      section("Relations", page.edges.length, firsts(sortEdges(page.edges, node, nodes), firstRows, (e) => this.edgeRow(e, node, nodes))),
      section("Timeline", page.statements.length, firsts(timeline(page.statements, articles), firstRows, (s) => statementRow(s, node, nodes, articles))),
      section("Articles", page.articles.length, firsts(byDate(page.articles), firstRows, articleRow)));
  }

  edgeRow(edge, node, nodes) {
    const out = edge.from === node.id, other = nodes.get(out ? edge.to : edge.from);
    const arrow = this.graph.symmetric.has(edge.type) ? "–" : out ? "→" : "←";
    return element("li", {}, element("a", { href: edgeAddress(edge.from, edge.type, edge.to), className: "row" },
      element("span", { className: "type" }, words(edge.type), " ", element("span", { title: arrow === "←" ? "the other way" : null }, arrow)),
      element("span", { className: "name" }, other ? dot(other.label) : "", other?.name ?? "?"),
      element("small", {}, [edge.role, period(edge.timeFrom, edge.timeTo), edge.status === "asserted" ? "" : edge.status,
        plural(edge.statements, "sentence"), percent(edge.confidence)].filter(Boolean).join(" · "))));
  }

  // edge shows every sentence behind a link, and what else is said about the same.
  edge(page, [from, type, to]) {
    const nodes = new Map([page.node, ...page.nodes].map((n) => [n.id, n]));
    const articles = new Map(page.articles.map((a) => [a.id, a]));
    const both = this.graph.symmetric.has(type);
    const said = page.statements.filter((s) => s.type === type &&
      ((s.subject === from && s.object === to) || (both && s.subject === to && s.object === from)));
    const edge = page.edges.find((e) => e.type === type && e.from === from && e.to === to);
    if (!said.length || !nodes.has(to)) throw new Error("This relation is not in the store (any more).");
    this.show(
      closeButton(),
      element("p", { className: "label" }, "Relation"),
      element("h2", { className: "triple" }, entityLink(nodes.get(from)), " ", element("span", { className: "type" }, words(type)), " ", entityLink(nodes.get(to))),
      edge ? facts([["status", badge(edge.status)], ["role", edge.role], ["time", period(edge.timeFrom, edge.timeTo)],
        ["reported", period(edge.firstReported, edge.lastReported)], ["confidence", percent(edge.confidence)],
        ["said by", plural(edge.articles, "article")]]) :
        element("p", { className: "note" }, "No article asserts or claims this: it is only said to be possible or not so."),
      section("Sentences", said.length, element("ul", { className: "sentences" },
        timeline(said, articles).map((s) => sentence(s, articles)))));
  }
}

function closeButton() {
  return element("button", { type: "button", className: "close", "aria-label": "Close", onclick: () => go(reading) }, "×");
}

function section(name, n, ...content) {
  return element("section", {}, element("h3", {}, name, n ? count(n) : ""), ...content);
}

// facts is a list of names and values, of which empty ones are left out.
function facts(rows) {
  return element("dl", {}, rows.filter(([, value]) => value).map(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

function entityLink(node) {
  return element("a", { href: entityAddress(node.id), className: "entity " + labelClass(node.label) }, node.name);
}

function entityRow(node, fact) {
  return element("li", {}, element("a", { href: entityAddress(node.id), className: "row" },
    element("span", { className: "name" }, dot(node.label), node.name), element("small", {}, fact)));
}

function articleRow(article) {
  return element("li", {}, element("a", { href: articleAddress(article.id), className: "row" },
    element("span", { className: "name" }, article.title || article.url || article.path),
    element("small", {}, [article.published, article.publisher].filter(Boolean).join(" · "))));
}

function byDate(articles) {
  return [...articles].sort((a, b) => (a.published < b.published ? 1 : a.published > b.published ? -1 : a.id < b.id ? -1 : 1));
}

// timeline orders statements by their time, or else by their article's date; those without come last.
function timeline(statements, articles) {
  const at = (s) => dateOf(s, articles) || "~";
  return [...statements].sort((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : a.id < b.id ? -1 : 1));
}

function dateOf(s, articles) {
  return s.time ? s.time.split("/")[0] || s.time.split("/")[1] : articles.get(s.article)?.published ?? "";
}

function sortEdges(edges, node, nodes) {
  const other = (e) => nodes.get(e.from === node.id ? e.to : e.from)?.name ?? "";
  return [...edges].sort((a, b) => a.type.localeCompare(b.type) || (a.from === node.id ? 0 : 1) - (b.from === node.id ? 0 : 1) ||
    b.articles - a.articles || other(a).localeCompare(other(b)) || (a.id < b.id ? -1 : 1));
}

// statementRow is a statement in the timeline of one of its ends; its sentence unfolds.
function statementRow(s, node, nodes, articles) {
  const subject = nodes.get(s.subject)?.name ?? "?", object = nodes.get(s.object)?.name ?? "?";
  return element("li", {}, element("details", { className: "statement" },
    element("summary", {},
      element("time", { className: s.time ? "" : "reported", title: s.time ? null : "date of the article" }, s.time ? when(s.time) : dateOf(s, articles) || "undated"),
      element("span", {}, s.subject === node.id ? "" : subject + " ", element("span", { className: "type" }, words(s.type)), " " + object, s.role ? ", " + s.role : "", s.status === "asserted" ? "" : [" ", badge(s.status)])),
    element("blockquote", {}, s.quote), origin(s, articles)));
}

function sentence(s, articles) {
  return element("li", {}, element("blockquote", {}, s.quote), origin(s, articles));
}

// origin tells who says a statement, where and how sure it is.
function origin(s, articles) {
  const article = articles.get(s.article);
  return element("p", { className: "origin" }, badge(s.status), s.by ? [" by ", element("b", {}, s.by)] : "",
    [s.role, when(s.time), percent(s.confidence)].filter(Boolean).map((fact) => " · " + fact),
    article ? [" · ", element("a", { href: articleAddress(article.id, s.id) }, article.title || article.url || article.path),
      article.published ? " · " + article.published : "", article.publisher ? " · " + article.publisher : ""] : "");
}
