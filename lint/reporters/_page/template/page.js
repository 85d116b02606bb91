
"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const list = by("list"), card = by("card"), form = by("filters"), status = by("status"), find = by("find");
  const number = new Intl.NumberFormat("en");
  const plural = (n, noun) => `${number.format(n)} ${noun}${n === 1 ? "" : "s"}`;

  // What can be filtered, read off the page once. Article texts are not touched.
  const notes = new Map(), articles = [], marks = new Map();
  for (const element of list.children) {
    const article = { element, notes: [], marks: [], place: articles.length, details: element.firstElementChild };
    article.name = (element.dataset.path + " " + (element.querySelector(".name")?.textContent ?? "")).toLowerCase();
    for (const item of element.querySelectorAll(".notes > li")) {
      const note = { element: item, off: false, words: item.textContent, level: item.dataset.level, rule: item.dataset.rule };
      article.notes.push(note);
      notes.set(item.id, note);
    }
    for (const link of element.querySelectorAll("a.m")) {
      const mark = { element: link, off: false, notes: link.getAttribute("aria-describedby").split(" ").map((id) => notes.get(id)) };
      for (const note of mark.notes) note.words += " " + link.textContent;
      article.marks.push(mark);
      marks.set(link, mark);
    }
    for (const note of article.notes) note.words = note.words.toLowerCase();
    articles.push(article);
  }
  const total = notes.size;

  function filter() {
    const words = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const has = (text) => words.every((word) => text.includes(word));
    const rule = by("by-rule").value, file = by("by-file").value, verdict = by("by-verdict").value;
    const levels = new Set(Array.from(form.querySelectorAll("[name=level]:checked"), (box) => box.value));
    const picky = rule !== "" || levels.size < 3;
    let told = 0, shown = 0;
    for (const article of articles) {
      const inside = (!file || article.element.id === file) && (!verdict || article.element.dataset.verdict === verdict);
      const named = inside && has(article.name);
      let left = 0;
      for (const note of article.notes) {
        const off = !inside || !levels.has(note.level) || (rule !== "" && note.rule !== rule) || !(named || has(note.words));
        if (off !== note.off) note.element.hidden = note.off = off;
        if (!off) left += 1;
      }
      for (const mark of article.marks) {
        const off = mark.notes.every((note) => note.off);
        if (off !== mark.off) {
          mark.off = off;
          mark.element.classList.toggle("off", off);
          if (mark.element.id) mark.element.tabIndex = off ? -1 : 0;
        }
      }
      const gone = !(left || (named && !picky));
      if (article.element.hidden !== gone) article.element.hidden = gone;
      told += left;
      if (!gone) shown += 1;
    }
    by("nothing").hidden = shown > 0 || articles.length === 0;
    status.textContent = told === total && shown === articles.length
      ? `${plural(total, "finding")} in ${plural(shown, "article")}`
      : `${number.format(told)} of ${plural(total, "finding")}, in ${number.format(shown)} of ${plural(articles.length, "article")}`;
    hide();
  }

  const orders = {
    "": (a, b) => a.place - b.place,
    density: (a, b) => b.element.dataset.density - a.element.dataset.density || a.place - b.place,
    words: (a, b) => b.element.dataset.words - a.element.dataset.words || a.place - b.place,
    path: (a, b) => (a.element.dataset.path < b.element.dataset.path ? -1 : 1),
  };
  function sort() {
    articles.sort(orders[by("order").value]);
    list.append(...articles.map((article) => article.element));
  }

  // The explanation of a mark: on hover, focus or tap.
  let current = null, timer = 0;
  function show(link) {
    clearTimeout(timer);
    const mark = marks.get(link);
    if (!mark || mark.off) return;
    hide();
    current = link;
    link.removeAttribute("title");
    card.replaceChildren(...mark.notes.filter((note) => !note.off).map((note) => {
      note.element.classList.add("on");
      const box = document.createElement("div");
      for (const line of note.element.children) box.append(line.cloneNode(true));
      for (const place of box.querySelectorAll("a")) place.remove();
      return box;
    }));
    link.classList.add("on");
    card.hidden = false;
    const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const size = card.getBoundingClientRect(), width = document.documentElement.clientWidth;
    const below = at.bottom + 8, above = at.top - size.height - 8;
    const top = below + size.height > innerHeight && above > 0 ? above : below;
    card.style.left = `${Math.max(8, Math.min(at.left, width - size.width - 8)) + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  }
  function hide() {
    clearTimeout(timer);
    if (!current) return;
    current.classList.remove("on");
    for (const note of marks.get(current).notes) note.element.classList.remove("on");
    current = null;
    card.hidden = true;
  }
  const later = (act, wait) => { clearTimeout(timer); timer = setTimeout(act, wait); };
  const markAt = (event) => event.target.closest?.("a.m[aria-describedby]");
  document.addEventListener("pointerover", (event) => {
    const link = markAt(event);
    if (card.contains(event.target)) clearTimeout(timer);
    else if (link && link !== current && event.pointerType !== "touch") { link.removeAttribute("title"); later(() => show(link), 90); }
    else if (link) clearTimeout(timer);
    else if (current && current !== document.activeElement) later(hide, 250);
    else clearTimeout(timer);
  });
  // Not when a pointer is pressed: the explanation would come between it and the mark before it is let go.
  document.addEventListener("focusin", (event) => { const link = markAt(event); if (link?.matches(":focus-visible")) show(link); });
  document.addEventListener("focusout", (event) => { if (event.target === current) later(hide, 150); });
  document.addEventListener("click", (event) => {
    const link = markAt(event);
    if (link) {
      event.preventDefault();
      show(link);
      if (card.getBoundingClientRect().top < link.getBoundingClientRect().bottom && getComputedStyle(card).position === "fixed") link.scrollIntoView({ block: "center" });
    }
    else if (!card.contains(event.target) && !form.contains(event.target)) hide();
  });

  // From finding to finding.
  function step(by) {
    const all = [];
    for (const { element, marks } of articles) {
      if (!element.hidden) for (const mark of marks) if (!mark.off && mark.element.id) all.push(mark.element);
    }
    if (!all.length) { status.textContent = "There is no finding to go to."; return; }
    const from = all.indexOf(last);
    const to = all[from < 0 ? (by > 0 ? 0 : all.length - 1) : (from + by + all.length) % all.length];
    to.closest("details").open = true;
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: "center" });
    show(to);
    const note = notes.get(to.getAttribute("href").slice(1))?.element, box = note?.parentElement;
    if (box && box.scrollHeight > box.clientHeight) box.scrollTop = note.offsetTop - box.clientHeight / 3;
    status.textContent = `Mark ${number.format(all.indexOf(to) + 1)} of ${number.format(all.length)}`;
  }
  let last = null;
  document.addEventListener("focusin", (event) => { const link = markAt(event); if (link?.id) last = link; });
  const open = (yes) => { for (const { element, details } of articles) if (!element.hidden) details.open = yes; };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    if (event.ctrlKey || event.metaKey || event.altKey || !by("keys").checked) return;
    if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    if (event.key === "n" || event.key === "j") step(1);
    else if (event.key === "p" || event.key === "k") step(-1);
    else if (event.key === "/") find.focus();
    else return;
    event.preventDefault();
  });
  const reveal = () => {
    const aim = location.hash.length > 1 && by(location.hash.slice(1)), fold = aim && aim.closest("details");
    if (fold && !fold.open) { fold.open = true; aim.scrollIntoView({ block: "center" }); }
  };
  addEventListener("hashchange", reveal);

  let waiting = 0;
  find.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 80); });
  form.addEventListener("change", (event) => (event.target.id === "order" ? sort() : event.target !== find && filter()));
  form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  form.addEventListener("reset", () => setTimeout(() => { sort(); filter(); }));
  by("clear").addEventListener("click", () => { form.reset(); find.focus(); });
  by("next").addEventListener("click", () => step(1));
  by("previous").addEventListener("click", () => step(-1));
  by("open-all").addEventListener("click", () => open(true));
  by("close-all").addEventListener("click", () => open(false));

  // Colours; kept for the next report where the browser allows it.
  const theme = by("theme");
  const kept = { get: () => { try { return localStorage.getItem("malaprop-colours"); } catch { return null; } }, set: (value) => { try { localStorage.setItem("malaprop-colours", value); } catch { /* not allowed: only for this page */ } } };
  const paint = () => { document.documentElement.style.colorScheme = theme.value === "" ? "" : theme.value; };
  theme.value = ["light", "dark"].includes(kept.get()) ? kept.get() : "";
  theme.addEventListener("change", () => { kept.set(theme.value); paint(); });
  paint();

  // On paper, articles with findings are open; where the style cannot do it the script does.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = articles.filter(({ element, details, notes }) => notes.length && !element.hidden && !details.open);
    for (const { details } of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const { details } of opened) details.open = false; });

  form.hidden = by("settings").hidden = false;
  if (articles.length === 1) articles[0].details.open = true;
  filter();
  reveal();
})();
