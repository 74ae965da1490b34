// The article: its text with mentions marked by label, its statements beside the paragraphs that make
// them, and what was rejected. Offsets count code points.

class ArticleView {
  constructor() {
    this.box = byID("article");
  }

  show(page, state) {
    this.page = page;
    const { article } = page;
    this.nodes = new Map(page.nodes.map((n) => [n.id, n]));
    const blocks = page.text === null ? quotedBlocks(page) : textBlocks(page.text);
    this.mentions = spansOf(page.mentions);
    this.statements = [...page.statements].sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
    const title = article.title || article.url || article.path;
    this.box.replaceChildren(
      element("div", { className: "reading" },
        element("button", { type: "button", className: "back", onclick: () => go({ article: null, at: null }) }, "← Graph"),
        page.text !== null && blocks[0]?.text.trim() === title ? this.block(blocks.shift(), "h1") : element("h1", {}, title),
        element("p", { className: "origin" }, [article.published, article.publisher, article.path].filter(Boolean).join(" · "),
          article.url ? [" · ", outward(article.url, article.url)] : ""),
        page.text === null ? element("p", { className: "note" },
          "The text of this article isn't at hand, as stores keep no texts. These are the sentences behind its statements, in their order.") : "",
        blocks.map((block) => this.block(block, "p")),
        this.rejected()));
    this.mark(state.at);
  }

  fault(err) {
    this.box.replaceChildren(element("div", { className: "reading" },
      element("button", { type: "button", className: "back", onclick: () => go({ article: null, at: null }) }, "← Graph"),
      element("p", { className: "fault" }, err.message)));
  }

  // block is a paragraph, or the title, with the statements that begin in it.
  block(block, tag) {
    const here = this.statements.filter((s) => s.start >= block.start && s.start < block.end);
    return element("div", { className: "block" }, element(tag, {}, this.marked(block, here)),
      here.length ? element("ul", { className: "margin" }, here.map((s) => this.card(s))) : "");
  }

  // marked is a block's text with its mentions as links and its sentences as spans.
  marked(block, statements) {
    const letters = [...block.text];
    const inside = this.mentions.filter((m) => m.start >= block.start && m.end <= block.end);
    const cuts = new Set([0, letters.length]);
    for (const span of [...inside, ...statements]) {
      cuts.add(Math.max(0, span.start - block.start)).add(Math.min(letters.length, span.end - block.start));
    }
    const at = [...cuts].sort((a, b) => a - b);
    return at.slice(0, -1).map((from, i) => {
      const text = letters.slice(from, at[i + 1]).join("");
      const covers = (span) => span.start - block.start <= from && span.end - block.start >= at[i + 1];
      const over = inside.filter(covers).sort((a, b) => a.end - a.start - (b.end - b.start));
      const said = statements.filter(covers).map((s) => s.id);
      const part = over.length ? this.mention(text, over) : text;
      return said.length ? element("span", { className: "said", "data-said": said.join(" ") }, part) : part;
    });
  }

  mention(text, over) {
    const node = this.nodes.get(over[0].node);
    const names = [...new Set(over.map((m) => this.nodes.get(m.node)?.name))].join(", ");
    return element("a", { className: "mention " + labelClass(node?.label ?? ""), href: entityAddress(over[0].node), title: names }, text);
  }

  card(s) {
    const name = (id) => this.nodes.get(id)?.name ?? "?";
    return element("li", {
      className: "card", id: "statement-" + s.id, "data-statement": s.id,
      onpointerenter: () => this.light(s.id, true), onpointerleave: () => this.light(s.id, false),
      onfocusin: () => this.light(s.id, true), onfocusout: () => this.light(s.id, false),
    },
    element("a", { href: this.edgeOf(s) }, name(s.subject), " ", element("span", { className: "type" }, words(s.type)), " ", name(s.object)),
    element("small", {}, badge(s.status), [s.by && "by " + s.by, s.role, when(s.time), percent(s.confidence)].filter(Boolean).map((fact) => " · " + fact)));
  }

  // edgeOf is the link of a statement, whose ends of a symmetric type may stand the other way round.
  edgeOf(s) {
    const turn = this.graph.symmetric.has(s.type) && s.object < s.subject;
    return turn ? edgeAddress(s.object, s.type, s.subject) : edgeAddress(s.subject, s.type, s.object);
  }

  // light marks the sentence of a statement while it is pointed at.
  light(id, on) {
    for (const part of this.box.querySelectorAll(".said")) {
      if (part.dataset.said.split(" ").includes(id)) part.classList.toggle("lit", on);
    }
  }

  // mark shows the statement that the address names.
  mark(id) {
    const card = id && byID("statement-" + id);
    this.box.scrollTop = 0;
    if (!card) return;
    card.classList.add("marked");
    for (const part of this.box.querySelectorAll(".said")) {
      if (part.dataset.said.split(" ").includes(id)) part.classList.add("marked");
    }
    (this.box.querySelector(".said.marked") ?? card).scrollIntoView({ block: "center" });
  }

  rejected() {
    const list = this.page.rejected;
    if (!list.length) return "";
    return element("section", { className: "rejected" }, element("h2", {}, "Rejected", count(list.length)),
      element("p", { className: "note" }, "Statements that the schema forbids. They are not in the graph."),
      element("ul", { className: "rows" }, list.map((r) => element("li", {},
        element("b", {}, r.head, " ", element("span", { className: "type" }, words(r.type)), " ", r.tail), element("small", {}, r.reason),
        element("blockquote", {}, r.evidence.quote)))));
  }
}

// textBlocks are the paragraphs of a text with where they start and end.
function textBlocks(text) {
  const blocks = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const length = [...line].length;
    if (line.trim()) blocks.push({ text: line, start, end: start + length });
    start += length + 1;
  }
  return blocks;
}

// quotedBlocks are the sentences of the statements, each once, in the order of the text.
function quotedBlocks(page) {
  const blocks = new Map();
  for (const s of page.statements) {
    const length = [...s.quote].length; // white space may stand for line breaks, but takes as much room
    if (!blocks.has(s.start)) blocks.set(s.start, { text: s.quote, start: s.start, end: s.start + length });
  }
  return [...blocks.values()].sort((a, b) => a.start - b.start);
}

function spansOf(mentions) {
  return mentions.flatMap((m) => m.spans.map((span) => ({ ...span, node: m.node }))).sort((a, b) => a.start - b.start || b.end - a.end);
}
