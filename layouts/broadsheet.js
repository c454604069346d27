// What pages with papers can do more with script than without. Nothing that matters depends on it.
"use strict";

const base = new URL(".", document.currentScript.src),
  one = (selector, place = document) => place.querySelector(selector),
  home = one(".nameplate a")?.href ?? base,
  all = (selector, place = document) => [...place.querySelectorAll(selector)],
  on = (event, act, place = window) => place.addEventListener(event, act, true),
  load = async path => (await fetch(new URL(path, base))).text(),
  papers = all(".paper"),
  help = one("#keys"),
  tools = one(".tools:has(output)"),
  inSight = () => all(".paper:not([hidden])"),
  here = () => one(".paper:focus-within"),
  fields = form => all("select, #q", form),
  folds = paper => all(".entry, .more", paper),
  fetched = {};

// Kept in this browser alone: lists of papers, {id: [path, title, language]}, and what is set, {name: value}.
function listed(name) {
  try {
    return { ...JSON.parse(localStorage[base + name]) };
  } catch {
    return {};
  }
}

// Told nothing, it takes off the list. Where nothing can be kept, nothing will show as kept.
function list(name, id, told) {
  try {
    localStorage[base + name] = JSON.stringify({ ...listed(name), [id]: told });
  } catch {}
  show();
}

function show(which = "") {
  const lists = {};
  for (const button of all(".acts [value]" + which))
    button.ariaPressed = facts(button.closest(".paper")).id in (lists[button.value] ??= listed(button.value));
}

// What can be done with a paper comes to it when it comes near the reader: a long day opens at once.
function equip(seen) {
  for (const { isIntersecting, target } of seen)
    if (isIntersecting) {
      const acts = one(".acts", target);
      if (!acts.firstChild) acts.append(one("#acts").content.cloneNode(true));
      complete(target);
      reach(target);
    }
  show(":not([aria-pressed])");
}

// A formula that is wider than its place is scrolled there, with keys too. HTML knows no `tabindex` of formulas.
function reach(place) {
  for (const formula of all("math", place))
    if (formula.scrollWidth > formula.clientWidth + 1) formula.tabIndex = 0;
    else formula.removeAttribute("tabindex");
}

// So do parts and abstract from the further page of a long day, and those of all papers that stand there.
function complete(paper) {
  const [page] = one(".rest a", paper)?.href.split("#") ?? [];
  return (fetched[page] ??=
    page &&
    load(page).then(
      text => {
        // A page that was set anew meanwhile may have papers that are not on this one.
        for (const whole of all(".paper", new DOMParser().parseFromString(text, "text/html")))
          one(".rest", document.getElementById(whole.id) ?? whole)?.replaceWith(...all(".more", whole));
      },
      () => delete fetched[page],
    ));
}

function facts(paper) {
  const { hash, href } = one("[rel=bookmark]", paper),
    { dataset, textContent, lang } = one("h1, h3", paper);
  return { id: hash.slice(1), path: href.slice(base.href.length), title: dataset.said ?? textContent, lang };
}

function keep(name, paper, isSure) {
  const { id, path, title, lang } = facts(paper);
  list(name, id, (isSure ?? !(id in listed(name))) ? [path, title, lang] : void 0);
}

async function cite(paper) {
  const { id, path, title } = facts(paper),
    note = one("output", paper),
    names = all("bdi", paper).map(name => name.textContent);
  let end = "done";
  try {
    await navigator.clipboard.writeText(
      `${names.join(", ")}. ${title}. arXiv:${id}, ${path.match(/\d{4}/)}. ${one(".links a", paper).href}`,
    );
  } catch {
    end = "failed";
  }
  note.value = note.dataset[end];
}

function recall(form) {
  for (const field of fields(form)) field.value = new URL(location).searchParams.get(field.name) ?? "";
}

// Papers that lack what is asked for are hidden, and those that have been read where that is asked for. The
// address says it too, so that it can be sent.
function filter() {
  const to = new URL(location),
    read = tools.unread.checked ? listed("read") : {},
    note = one("output", tools);
  for (const paper of papers) {
    const facts = paper.dataset.facts.split("\n");
    paper.hidden = paper.id in read || !fields(tools).every(({ value }) => !value || facts.includes(value));
  }
  to.search = new URLSearchParams(fields(tools).flatMap(({ name, value }) => (value ? [[name, value]] : [])));
  history.replaceState(0, "", to);
  const shown = inSight().length;
  note.value = shown < papers.length ? note.dataset.said.replace("#", shown) : "";
}

// What is opened is read, and its evidence can be pressed.
function opened({ target }) {
  if (!target.matches(".entry[open], .more[open]")) return;
  reach(target);
  keep("read", target.closest(".paper"), true);
  for (const evidence of all(".evidence:not(:has(button))", target))
    evidence.innerHTML = `<button aria-pressed=false>${evidence.innerHTML}</button>`;
}

// The numbers behind a part mark the sentences that it rests on.
function press(button, paper) {
  button.ariaPressed = button.ariaPressed !== "true";
  const pressed = all(".evidence [aria-pressed=true]", paper),
    numbers = pressed.flatMap(({ textContent }) => textContent.match(/\d+/g));
  if (pressed[0]) folds(paper).at(-1).open = true;
  for (const { classList, dataset } of all("[data-n]", paper)) classList.toggle("cited", numbers.includes(dataset.n));
}

function clicked({ target }) {
  const button = target.closest("button"),
    paper = target.closest(".paper");
  if (!paper) return;
  if (target.closest("h3 a")) keep("read", paper, true);
  if (button?.matches(".cite")) cite(paper);
  if (button?.value) keep(button.value, paper);
  if (button?.matches(".evidence *")) press(button, paper);
}

// From the paper where the reader is, or from the first that is in sight.
function step(by) {
  const shown = inSight(),
    at = shown.indexOf(here()),
    next = at < 0 ? shown.find(paper => paper.getBoundingClientRect().bottom > 0) : shown[at + by];
  if (!next) return;
  one("h3 a, summary", next).focus();
  next.scrollIntoView();
}

function unfold(paper, open) {
  for (const fold of folds(paper)) fold.open = open;
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  o: paper => paper && unfold(paper, !folds(paper)[0]?.open),
  s: paper => paper && keep("star", paper),
  "/": () => (location = home + "search/"),
  "?": () => help.togglePopover(),
};

on("keydown", event => {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  if (!help || !keys[key] || ctrlKey || metaKey || altKey) return;
  if (listed("set").quiet || target.closest("input, select, #keys")) return;
  event.preventDefault();
  keys[key](here() ?? one(".paper:target"));
});

// A link to a paper opens it.
async function arrive() {
  const paper = one(".paper:target");
  if (!paper) return;
  if (paper.hidden) {
    tools.reset();
    filter();
  }
  await complete(paper);
  unfold(paper, true);
  paper.scrollIntoView();
}

// Who has the site installed, or asks for it on the page that this link leads to, has its last days kept.
const away = one("#offline"),
  keepDays = () => navigator.serviceWorker.register(new URL("worker.js?" + away.href.slice(base.href.length), base), { scope: home });
if (away && navigator.serviceWorker) {
  // Each language has a worker of its own, which keeps its days.
  if (matchMedia("(display-mode: standalone)").matches)
    navigator.serviceWorker.getRegistration(home).then(there => there?.scope === home || keepDays());
  on("appinstalled", keepDays);
}

if (help) {
  const near = new IntersectionObserver(equip, { rootMargin: "50%" });
  for (const paper of papers) near.observe(paper);
  // Displayed ones are wide wherever they stand. One after another: to measure one is to lay out its paper.
  all(".tldr:has([display=block])").forEach((place, at) => setTimeout(reach, 99 * at, place));
  for (const box of all("[type=checkbox], [type=radio]")) {
    const kept = listed("set")[box.name];
    if (kept) box.checked = kept === box.value;
    on("change", () => list("set", box.name, box.checked && box.value), box);
  }
  for (const target of all(".more[open]")) opened({ target });
  on("storage", () => show());
  on("load", arrive);
  on("hashchange", arrive);
  // Who is near comes near again.
  on("resize", () => papers.forEach(paper => (near.unobserve(paper), near.observe(paper))));
  on("click", clicked);
  on("toggle", opened);
}
for (const event of ["load", "resize"]) on(event, () => papers[0] || reach());
// Who begins to choose text may mean to copy a formula.
if (one("math"))
  document.addEventListener(
    "selectstart",
    () => document.head.append(Object.assign(document.createElement("script"), { src: new URL("copy.js", base) })),
    { once: true },
  );
if (tools) {
  on("change", filter, tools);
  recall(tools);
  filter();
}
// Days that came after the last visit say so until the browser is closed; the newest stand first.
const { visit = "~" } = listed("set");
try {
  for (const { classList, dataset } of all("[data-day]").reverse()) {
    classList.toggle("new", dataset.day > (sessionStorage[base] ??= visit));
    if (visit === "~" || dataset.day > visit) list("set", "visit", dataset.day);
  }
} catch {}
