// Suggestions under the search box, as the WAI-ARIA combobox pattern has them; without this module
// the box is a plain one.
const PAUSE = 150;
const LEAST = 2;

class Suggestions {
  constructor(box, at) {
    this.box = box;
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${at}`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggestions");
    this.list.hidden = true;
    this.told = document.createElement("span");
    this.told.className = "unseen";
    this.told.setAttribute("role", "status");
    box.parentElement.append(this.list, this.told);
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-expanded", "false"],
      ["aria-controls", this.list.id],
    ]) box.setAttribute(name, value);
    box.addEventListener("input", () => this.later());
    box.addEventListener("keydown", (event) => this.press(event));
    box.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(option);
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const typed = this.box.value.trim();
    this.asked?.abort();
    if (typed.length < LEAST || typed.length > 100) return this.close();
    this.asked = new AbortController();
    try {
      const answer = await fetch(`/suggestions?q=${encodeURIComponent(typed)}`, {
        signal: this.asked.signal,
      });
      if (answer.ok && document.activeElement === this.box) this.show(await answer.json());
    } catch {
      // Asked again since, or no answer: the box goes on without.
    }
  }

  show(found) {
    this.list.replaceChildren(...found.map((one, at) => this.option(one, at)));
    this.chosen = -1;
    this.box.removeAttribute("aria-activedescendant");
    this.list.hidden = found.length === 0;
    this.box.setAttribute("aria-expanded", String(found.length > 0));
    this.told.textContent = found.length ? `${found.length} suggestions, arrow keys to choose` : "";
  }

  option({ text, kind, url }, at) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${at}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.url = url;
    item.dataset.kind = kind;
    item.dataset.text = text;
    item.append(text);
    if (kind) {
      const name = document.createElement("span");
      name.className = "soft small";
      name.textContent = ` ${kind}`;
      item.append(name);
    }
    return item;
  }

  press(event) {
    if (this.list.hidden) {
      if (event.key === "ArrowDown") this.ask();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.move(step);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      this.take(this.list.children[this.chosen]);
    }
  }

  move(step) {
    const options = [...this.list.children];
    // One place more than there are options: the box itself.
    const places = options.length + 1;
    this.chosen = ((this.chosen + 1 + step + places) % places) - 1;
    options.forEach((item, at) => item.setAttribute("aria-selected", String(at === this.chosen)));
    const item = options[this.chosen];
    if (!item) return this.box.removeAttribute("aria-activedescendant");
    this.box.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  take(item) {
    if (item.dataset.kind) {
      location.assign(item.dataset.url);
      return;
    }
    this.box.value = item.dataset.text;
    this.close();
    this.box.form.requestSubmit();
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.list.hidden = true;
    this.list.replaceChildren();
    this.chosen = -1;
    this.told.textContent = "";
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }
}

document
  .querySelectorAll("form[role=search] input[name=q]")
  .forEach((box, at) => new Suggestions(box, at));
