// What pages with papers can do more with script than without. Nothing that matters depends on it.
"use strict";

const base = new URL(".", document.currentScript.src);
const one = (selector, place = document) => place.querySelector(selector);
const all = (selector, place = document) => [...place.querySelectorAll(selector)];
const on = (event, act, place = window) => place.addEventListener(event, act, true);
const made = name => document.createElement(name);
const load = async path => (await fetch(base + path)).text();
const papers = all(".paper");
const [help, tools] = [one("#keys"), one(".tools")];
const inSight = () => all(".paper:not([hidden])");
const here = () => one(".paper:focus-within");

// Kept in this browser alone: lists of papers, {id: [path, title, language]}, and what is set, {name: true}.
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
  const lists = { star: listed("star"), later: listed("later"), read: listed("read") };
  for (const button of all(".acts [value]" + which)) button.ariaPressed = place(button).id in lists[button.value];
}

// What can be done with a paper comes to it when it comes near the reader: a long day opens at once.
function equip(seen) {
  for (const { isIntersecting, target } of seen)
    if (isIntersecting && !target.firstChild) target.append(one("#acts").content.cloneNode(true));
  show(":not([aria-pressed])");
}

function place(node) {
  const { hash, href } = one("[rel=bookmark]", node.closest(".paper"));
  return { id: hash.slice(1), path: href.slice(base.href.length) };
}

function keep(name, paper, isSure) {
  const { id, path } = place(paper);
  const isKept = isSure ?? !(id in listed(name));
  const { dataset, textContent, parentNode } = one(".telling a", paper);
  list(name, id, isKept ? [path, dataset.said ?? textContent, parentNode.lang] : undefined);
}

// What a day's file says of a paper; `cut` finds it there.
const told = async (path, id, file, cut) => cut(await load(path.split("#")[0] + file), id);

// Entries of BibTeX and RIS have blank lines between them, and say their paper's id first.
const entry = (text, id) => text.split(/(?<=\n)\r?\n/).find(each => each.slice(0, 60).split(/[\s{,]+/).includes(id));

// What a paper's entry of RIS says, by its tags.
function ris(text, id) {
  const said = { AU: [] };
  for (const [, tag, value] of entry(text, id).matchAll(/^(..)  - (.+)/gm)) (said[tag] ??= []).push(value);
  return said;
}

const names = ({ AU }) => AU.map(name => name.split(", ").slice(0, 2).reverse().join(" ")).join(", ");

async function cite(paper) {
  const { id, path } = place(paper);
  const note = one("output", paper);
  const type = "text/plain";
  const text = told(path, id, "papers.ris", ris).then(
    said => new Blob([`${names(said)}. ${said.TI}. arXiv:${id}, ${path.slice(0, 4)}. ${said.UR}`], { type }),
  );
  let end = "failed";
  try {
    await navigator.clipboard.write([new ClipboardItem({ [type]: text })]);
    end = "done";
  } catch {}
  note.value = note.dataset[end];
}

// Papers that lack what is asked for are hidden, and those that have been read where that is asked for.
function filter() {
  const asked = all("select", tools).map(({ value }) => value);
  const read = tools.unread.checked ? listed("read") : {};
  for (const paper of papers) {
    const facts = paper.dataset.facts.split("\n");
    paper.hidden = paper.id in read || !asked.every(value => !value || facts.includes(value));
  }
  const note = one("output", tools);
  const shown = inSight().length;
  note.value = shown < papers.length ? note.dataset.said.replace("#", shown) : "";
}

// The numbers behind a part mark the sentences that it rests on: while pointed at, and while pressed.
function mark({ target }) {
  const paper = target.closest?.(".evidence")?.closest(".paper");
  if (!paper) return;
  const lit = all(".evidence :is(:hover, :focus-visible, [aria-pressed=true])", paper);
  const numbers = lit.flatMap(button => button.textContent.match(/\d+/g));
  for (const { classList, dataset } of all("[data-n]", paper)) classList.toggle("cited", numbers.includes(dataset.n));
}

// What is opened is read, and its evidence can be pressed.
function opened({ target }) {
  if (!target.matches(".more[open]")) return;
  keep("read", target.closest(".paper"), true);
  for (const evidence of all(".evidence:not(:has(button))", target)) {
    const button = made("button");
    button.ariaPressed = false;
    button.append(...evidence.childNodes);
    evidence.append(button);
  }
}

function clicked({ target }) {
  const button = target.closest("button");
  const paper = target.closest(".paper");
  if (!paper) return;
  if (target.closest("h3 a")) keep("read", paper, true);
  if (button?.matches(".cite")) cite(paper);
  if (button?.value) keep(button.value, paper);
  if (button?.matches(".evidence *")) {
    const isPressed = (button.ariaPressed = button.ariaPressed !== "true");
    if (isPressed) all(".more", paper).at(-1).open = true;
    mark({ target });
  }
}

// From the paper where the reader is, or from the first that is in sight.
function step(by) {
  const shown = inSight();
  const at = shown.indexOf(here());
  const next = at < 0 ? shown.find(paper => paper.getBoundingClientRect().bottom > 0) : shown[at + by];
  if (!next) return;
  one(".telling a", next).focus();
  next.scrollIntoView();
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  o: paper => paper && all(".more", paper).forEach((each, _, [{ open }]) => (each.open = !open)),
  s: paper => paper && keep("star", paper),
  "/": () => (location = base + "search/"),
  "?": () => help.togglePopover(),
};

function pressed(event) {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  if (!keys[key] || ctrlKey || metaKey || altKey) return;
  if (listed("set").quiet || target.closest("input, select, #keys")) return;
  event.preventDefault();
  keys[key](here() ?? one(".paper:target"));
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
  const near = new IntersectionObserver(equip, { rootMargin: "50%" });
  for (const acts of all(".acts")) near.observe(acts);
  for (const box of all("[type=checkbox]")) {
    box.checked = listed("set")[box.name];
    on("change", () => list("set", box.name, box.checked), box);
  }
  for (const target of all(".more[open]")) opened({ target });
  on("storage", () => show());
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
