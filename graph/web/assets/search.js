// The search box: suggestions while typing, arrows and Enter to choose (the combobox of WAI-ARIA).

class Search {
  constructor(source, chosen) {
    this.source = source;
    this.chosen = chosen;
    this.input = byID("search");
    this.list = byID("suggestions");
    this.found = [];
    this.active = -1;
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("focus", () => this.later());
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), 90);
  }

  async look() {
    const name = this.input.value.trim();
    this.running?.abort();
    if (!name) return this.close();
    this.running = new AbortController();
    const { signal } = this.running;
    try {
      const found = await this.source.search(name, signal);
      if (!signal.aborted) this.open(found, name);
    } catch (err) {
      if (!signal.aborted) this.say(err.message);
    }
  }

  open(found, name) {
    this.found = found;
    if (!found.length) return this.say("Nothing by that name");
    this.list.replaceChildren(...found.map((node, i) => this.option(node, i, plain(name))));
    this.show();
    this.mark(0);
  }

  option(node, i, query) {
    const alias = rankOf(node.name, query) === 3 && node.aliases.find((a) => rankOf(a, query) < 3);
    return element("li", {
      role: "option", id: "option-" + i, "aria-selected": "false",
      onpointerdown: (event) => { event.preventDefault(); this.choose(i); },
    }, dot(node.label), element("span", { className: "name" }, node.name, alias ? element("small", {}, " also: " + alias) : ""),
    element("small", {}, (node.kind ? spaced(node.kind) : node.label) + " · " + node.articles));
  }

  say(text) {
    this.found = [];
    this.list.replaceChildren(element("li", { className: "none" }, text));
    this.show();
  }

  show() {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  mark(i) {
    this.active = i;
    [...this.list.children].forEach((li, k) => li.setAttribute("aria-selected", String(k === i)));
    this.list.children[i]?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", "option-" + i);
  }

  async key(event) {
    const n = this.found.length;
    if (event.key === "ArrowDown" && n) this.mark((this.active + 1) % n);
    else if (event.key === "ArrowUp" && n) this.mark((this.active + n - 1) % n);
    else if (event.key === "Escape") { this.input.value = ""; this.close(); this.input.blur(); }
    else if (event.key === "Enter") {
      clearTimeout(this.timer);
      if (this.list.hidden || !this.found.length) await this.look();
      if (this.found.length) this.choose(Math.max(0, this.active));
    } else return;
    event.preventDefault();
  }

  choose(i) {
    const node = this.found[i];
    this.input.value = "";
    this.input.blur();
    this.close();
    this.chosen(node);
  }
}
