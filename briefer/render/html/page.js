"use strict";
// Selecting an item marks its sentences and the reverse; the address (#C3, #s4) holds what is selected. Without this
// script the same links work, only less is marked.
(() => {
  const root = document.documentElement;
  const at = (id) => document.getElementById(id);
  const every = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const items = every(".item");
  const status = at("status");
  const citing = new Map();
  for (const item of items) {
    for (const number of item.dataset.s.split(" ").filter(Boolean)) {
      citing.set("s" + number, [...(citing.get("s" + number) ?? []), item]);
    }
  }
  const sentencesOf = (item) => item.dataset.s.split(" ").map((number) => at("s" + number)).filter(Boolean);
  const nameOf = (item) => item.querySelector(".id")?.textContent ?? (item.id === "headline" ? "Headline" : "This line");
  const words = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();

  // Selection
  let current = "";
  let marked = [];

  const bringIntoView = (element) => {
    const own = element.getBoundingClientRect();
    const pane = element.closest(".pane")?.getBoundingClientRect() ?? own;
    if (own.top < Math.max(pane.top, 0) || own.bottom > Math.min(pane.bottom, innerHeight)) {
      element.scrollIntoView({ block: own.height > pane.height ? "start" : "center" });
    }
  };

  const select = (id) => {
    for (const element of marked) {
      element.classList.remove("on");
      element.removeAttribute("aria-current");
    }
    const target = id ? at(id) : null;
    const isItem = target?.classList.contains("item") ?? false;
    const others = isItem ? sentencesOf(target) : (citing.get(id) ?? []);
    current = isItem || others.length ? id : "";
    marked = current ? [target, ...others] : [];
    if (!current) {
      status.textContent = "";
      return false;
    }
    if (target.hidden || (others.length && others.every((other) => other.hidden))) {
      showEverything();
    }
    for (const element of marked) {
      element.classList.add("on");
      element.setAttribute("aria-current", "true");
    }
    bringIntoView(target);
    const other = others.find((each) => !each.hidden);
    if (other) bringIntoView(other);
    const found = isItem ? others.map((each) => each.id.slice(1)) : others.map(nameOf);
    status.textContent = isItem
      ? `${nameOf(target)}: ${found.length ? `marked in the article: sentence ${found.join(", ")}` : "cites no sentence"}`
      : `Sentence ${id.slice(1)} is cited by ${found.join(", ")}`;
    return true;
  };

  const go = (id, focus) => {
    if (!select(id)) return false;
    if (location.hash !== "#" + id) history.pushState(null, "", "#" + id);
    if (focus) (at(id).querySelector(".marks .n") ?? at(id)).focus({ preventScroll: true });
    return true;
  };

  const fromAddress = () => {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // Not an address of ours.
    }
    if (id !== current) select(id);
  };

  // Filter
  const bySection = at("by-section");
  const bySource = at("by-source");

  const filter = () => {
    let shown = 0;
    for (const part of every(".part")) {
      const inSection = !bySection.value || part.id === bySection.value;
      for (const item of every(".item", part)) {
        item.hidden = !inSection || !(!bySource.value || item.dataset.by.split(" ").includes(bySource.value));
        shown += item.hidden ? 0 : 1;
      }
      for (const group of every(".group", part)) group.hidden = !group.querySelector(".item:not([hidden])");
      part.hidden = !inSection || (bySource.value !== "" && !part.querySelector(".item:not([hidden])"));
    }
    for (const mark of every(".mark")) mark.hidden = at(mark.hash.slice(1))?.hidden ?? false;
    status.textContent = `${shown} item${shown === 1 ? "" : "s"} shown`;
  };

  const showEverything = () => {
    bySection.value = bySource.value = "";
    filter();
  };

  // Copy
  const quoted = (sentence) => {
    const from = sentence.closest("[data-from]"); // on a page of several articles
    const text = `[${sentence.id.slice(1)}] “${words(sentence.querySelector(".words") ?? sentence)}”`;
    return from ? `${text} ${from.dataset.from}` : text;
  };

  const citation = (item) => {
    const status = item.querySelector(".badge");
    const name = item.querySelector(".id") ? nameOf(item) + (status ? ` (${words(status)})` : "") + " " : "";
    return [
      name + words(item.querySelector(".text")),
      words(item.querySelector(":scope > .detail")),
      ...every(".drawn, .inside > li", item).map(words),
      ...sentencesOf(item).map(quoted),
      document.querySelector("main").dataset.citation,
    ].filter(Boolean).join("\n");
  };

  const copyText = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Where a page from disk may not reach the clipboard, what is selected can still be copied.
      const box = document.createElement("textarea");
      box.value = text;
      document.body.append(box);
      box.select();
      const done = document.execCommand("copy");
      box.remove();
      return done;
    }
  };

  const copy = async (button) => {
    const item = button.closest(".item");
    const done = await copyText(citation(item));
    button.focus();
    status.textContent = done ? `${nameOf(item)} copied with its citation` : "The browser refused to copy";
  };

  for (const item of items.filter((each) => each.id !== "headline")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy ${item.querySelector(".id") ? nameOf(item) : "this line"}`);
    item.append(button);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".copy");
    if (button) {
      copy(button);
      return;
    }
    const link = event.target.closest("a");
    if (link) {
      const id = link.getAttribute("href").startsWith("#") ? link.hash.slice(1) : "";
      if (at(id)?.hidden) showEverything();
      if (id && go(id, true)) event.preventDefault();
      return;
    }
    if (!getSelection().isCollapsed) return; // someone is selecting words, not an item
    const target = event.target.closest(".item, .s.cited");
    if (target) go(target.id, false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !current) return;
    select("");
    history.pushState(null, "", location.href.split("#")[0]);
  });
  addEventListener("hashchange", fromAddress);
  addEventListener("popstate", fromAddress);
  bySection.addEventListener("change", filter);
  bySource.addEventListener("change", filter);

  root.classList.add("live");
  for (const tools of every(".tools")) tools.hidden = false;
  fromAddress();
})();
