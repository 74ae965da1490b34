// Where answers come from: the site that served the page, or the data inside the file. Both give the
// same: overview(), search(name), entity(id), article(id).

function openSource() {
  const data = byID("data");
  return data ? new Embedded(JSON.parse(data.textContent)) : new Remote();
}

class Remote {
  async ask(path, signal) {
    const answer = await fetch(path, { signal });
    if (answer.ok) return answer.json();
    throw new Error(answer.status === 404 ? "This is not in the store (any more)." : (await answer.text()).trim());
  }

  overview() { return this.ask("api/overview"); }
  search(name, signal) { return this.ask("api/search?q=" + encodeURIComponent(name), signal); }
  entity(id) { return this.ask("api/entity/" + encodeURIComponent(id)); }
  article(id) { return this.ask("api/article/" + encodeURIComponent(id)); }
}

class Embedded {
  constructor(data) {
    this.data = data;
    this.nodes = new Map(data.overview.nodes.map((n) => [n.id, n]));
    this.articles = new Map(data.overview.articles.map((a) => [a.id, a]));
  }

  async overview() { return this.data.overview; }

  async search(name) {
    const query = plain(name);
    if (!query.length) return [];
    const found = [];
    for (const node of this.data.overview.nodes) {
      const rank = Math.min(...[node.name, ...node.aliases].map((n, i) => rankOf(n, query, i)));
      if (rank < 3) found.push([rank, node]);
    }
    found.sort((a, b) => a[0] - b[0] || b[1].articles - a[1].articles || (a[1].id < b[1].id ? -1 : 1));
    return found.slice(0, 12).map(([, node]) => node);
  }

  async entity(id) {
    const node = this.nodes.get(id);
    if (!node) throw new Error("This entity is not in the file.");
    const statements = this.data.statements.filter((s) => s.subject === id || s.object === id);
    const others = new Set(statements.flatMap((s) => [s.subject, s.object]).filter((n) => n !== id));
    return {
      node, statements, nodes: [...others].map((n) => this.nodes.get(n)),
      edges: this.data.overview.links.filter((l) => isEdge(l) && (l.from === id || l.to === id)),
      articles: this.data.mentions.filter((m) => m.node === id).map((m) => this.articles.get(m.article)),
    };
  }

  async article(id) {
    const article = this.articles.get(id);
    if (!article) throw new Error("This article is not in the file.");
    const mentions = this.data.mentions.filter((m) => m.article === id);
    return {
      article, mentions, nodes: mentions.map((m) => this.nodes.get(m.node)),
      statements: this.data.statements.filter((s) => s.article === id),
      text: this.data.texts[id] ?? null, rejected: this.data.rejected[id] ?? [],
    };
  }
}

// plain is the words of a name without case, accents and signs.
function plain(name) {
  const letters = name.normalize("NFKD").toLowerCase().replace(/[\p{M}'’‘`ʼʿʾ.,]/gu, "");
  return letters.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

// rankOf is 0 for a name that is the query, 1 for such an alias, 2 for one that has its words, the
// last perhaps cut short, and 3 for all else.
function rankOf(name, query, alias) {
  const has = plain(name);
  if (has.join(" ") === query.join(" ")) return alias ? 1 : 0;
  const last = query.length - 1;
  const all = query.every((word, i) => has.some((w) => (i === last ? w.startsWith(word) : w === word)));
  return all ? 2 : 3;
}
