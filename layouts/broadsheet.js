// What pages with papers can do more with script than without. Nothing that matters depends on it.
"use strict";

const base = new URL(".", document.currentScript.src);
const one = (selector, place = document) => place.querySelector(selector);
const all = (selector, place = document) => [...place.querySelectorAll(selector)];
const on = (event, act, place = window) => place.addEventListener(event, act, true);
const load = async (path) => (await fetch(base + path)).text();
const papers = all(".paper");
const [help, tools] = [one("#keys"), one(".tools")];
const isShown = (paper) => !paper.hidden;
const here = () => one(".paper:focus-within") ?? one(".paper:target");

// Kept in this browser alone: lists of papers, {id: [path, title, language]}, and what is set, {name: 1}.
function listed(name) {
  try {
    return JSON.parse(localStorage[base + name]);
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

function show() {
  for (const name of ["star", "later", "read"]) {
    const papers = listed(name);
    for (const button of all(`.paper [value=${name}]`)) button.ariaPressed = place(button).id in papers;
  }
}

function place(node) {
  const { hash, href } = one("[rel=bookmark]", node.closest(".paper"));
  return { id: hash.slice(1), path: href.slice(base.href.length) };
}

function keep(name, paper, isKept = !(place(paper).id in listed(name))) {
  const { id, path } = place(paper);
  const { dataset, textContent, parentNode } = one(".telling a", paper);
  list(name, id, isKept ? [path, dataset.said ?? textContent, parentNode.lang] : undefined);
}

// What a day's file says of a paper; `cut` finds it there.
async function told(path, id, file, cut) {
  return cut(await load(path.split("#")[0] + file), id);
}

const csl = (text, id) => JSON.parse(text).find((paper) => paper.id === id);
const names = ({ author }) => author.map(({ given, family, literal }) => literal ?? `${given} ${family}`).join(", ");

async function cite(paper) {
  const { id, path } = place(paper);
  const note = one("output", paper);
  const type = "text/plain";
  const text = told(path, id, "papers.csl.json", csl).then(
    (facts) => new Blob([`${names(facts)}. ${facts.title}. ${facts.number}, ${path.slice(0, 4)}. ${facts.URL}`], { type }),
  );
  try {
    await navigator.clipboard.write([new ClipboardItem({ [type]: text })]);
    note.value = note.dataset.done;
  } catch {
    note.value = note.dataset.failed;
  }
}

// Papers that lack what is asked for are hidden, and those that have been read where that is asked for.
function filter() {
  const asked = all("select", tools).map(({ value }) => value).filter(Boolean);
  const read = tools.unread.checked ? listed("read") : {};
  for (const paper of papers) {
    const facts = paper.dataset.facts.split("\n");
    paper.hidden = place(paper).id in read || !asked.every((value) => facts.includes(value));
  }
  const note = one("output", tools);
  const shown = papers.filter(isShown).length;
  note.value = shown < papers.length ? note.dataset.said.replace("#", shown) : "";
}

// The numbers behind a part mark the sentences that it rests on: while pointed at, and while pressed.
function mark({ target }) {
  const paper = target.closest?.(".evidence")?.closest(".paper");
  if (!paper) return;
  const lit = all(".evidence :is(:hover, :focus-visible, [aria-pressed=true])", paper);
  const numbers = lit.flatMap((button) => button.textContent.match(/\d+/g));
  for (const { classList, dataset } of all("[data-n]", paper)) classList.toggle("cited", numbers.includes(dataset.n));
}

// What is opened is read, and its evidence can be pressed.
function opened({ target }) {
  if (!target.open || !target.matches(".more")) return;
  keep("read", target.closest(".paper"), true);
  for (const evidence of all(".evidence:not(:has(button))", target)) {
    const button = document.createElement("button");
    button.ariaPressed = false;
    button.append(...evidence.childNodes);
    evidence.append(button);
  }
}

function clicked(event) {
  const button = event.target.closest("button");
  const paper = event.target.closest(".paper");
  if (!paper) return;
  if (event.target.closest("h3 a")) keep("read", paper, true);
  if (button?.matches(".cite")) cite(paper);
  if (button?.value) keep(button.value, paper);
  if (button?.matches(".evidence *")) {
    button.ariaPressed = button.ariaPressed !== "true";
    if (button.ariaPressed === "true") all(".more", paper).at(-1).open = true;
    mark(event);
  }
}

// From the paper where the reader is, or from the first that is in sight.
function step(by) {
  const shown = papers.filter(isShown);
  const at = shown.indexOf(here());
  const next = at < 0 ? shown.find((paper) => paper.getBoundingClientRect().bottom > 0) : shown[at + by];
  if (!next) return;
  one(".telling a", next).focus();
  next.scrollIntoView();
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  o: (paper) => paper && all(".more", paper).forEach((each, _, [{ open }]) => (each.open = !open)),
  s: (paper) => paper && keep("star", paper),
  "/": () => (location = base + "search/"),
  "?": () => help.togglePopover(),
};

function pressed(event) {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  const isOff = ctrlKey || metaKey || altKey || target.closest("input, select, #keys") || listed("set").quiet;
  if (isOff || !keys[key]) return;
  event.preventDefault();
  keys[key](here());
}

// A link to a paper opens it.
function arrive() {
  const paper = one(".paper:target");
  if (!paper) return;
  if (paper.hidden) {
    tools.reset();
    filter();
  }
  one(".more", paper).open = true;
  paper.scrollIntoView();
}

if (help) {
  for (const paper of papers) one(".acts", paper).append(one("#acts").content.cloneNode(true));
  for (const box of all("[type=checkbox]")) {
    box.checked = listed("set")[box.name];
    on("change", () => list("set", box.name, box.checked || undefined), box);
  }
  show();
  for (const target of all(".more[open]")) opened({ target });
  on("storage", show);
  on("load", arrive);
  on("hashchange", arrive);
  on("keydown", pressed);
  on("click", clicked);
  on("toggle", opened);
  for (const change of ["pointerover", "pointerout", "focusin", "focusout"]) on(change, mark);
}
if (tools) {
  on("change", filter, tools);
  filter();
}
