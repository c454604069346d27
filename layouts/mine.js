// The reader's own front page: the newest papers in the order of what they asked for, starred and refused.
// Stands on broadsheet.js, and loads near.js. All of it is kept and reckoned in this browser; docs/your-front-page.md tells how.
const ROW = 33, // bytes of a word: how rare it is, and 64 numbers in four bits
  PARTS = 16, // of the table of words
  SCALE = 256, // of a direction
  NEAREST = 0.5, // what the nearest single paper counts beside all together
  SAID = 0.3, // what it counts that a paper says what was asked for
  FOLLOWED = 1,
  CONTINUES = 1, // what it counts that a paper continues one that was starred
  AVOIDED = -4,
  KEPT = 0.97, // of what a star counts, a day later
  JUDGED = 365, // days after which it counts nothing that more or less was wanted
  WEIGHTS = { star: 1, more: 1, less: -0.5, ask: 2 },
  OUTSIDE = 10, // every so many, one from elsewhere
  AT_ONCE = 20,
  SHARED = 100, // of each list, what a link can carry
  DAY = 864e5,
  OF_DAY = /\d{4}\/\d\d\/\d\d\/(?=#)/, // in the path of a paper
  mine = one("[data-mine]"),
  note = one("output", mine),
  sections = {},
  say = (name, value) => mine.dataset[name].replace("#", () => value),
  get = async (path, how) => {
    const answer = await fetch(new URL(path, base));
    if (!answer.ok) throw Error(path);
    return answer[how]();
  },
  decoded = bytes => new TextDecoder().decode(bytes);
let newest = [],
  aside = numbers => unit(numbers),
  ordered = [],
  shown = AT_ONCE;

// Words and their stems as text/terms.py has them, to look them up in the table.
const WORD = /(?<![\p{L}\p{N}_])(?!\p{Nd}+(?:st|nd|rd|th)(?![\p{L}\p{N}_]))\p{Nd}{0,2}[\p{L}\p{Nl}\p{No}][\p{L}\p{N}]*(?:['’][\p{L}\p{Nl}\p{No}]+)*/gu,
  stems = text => (text.match(WORD) ?? []).map(stem);

function stem(written) {
  const word = written.toLowerCase().split(/['’]/)[0];
  if (word.length < 4) return word;
  if (word.endsWith("ies")) return word.slice(0, -3) + "y";
  return word.endsWith("sses") ? word.slice(0, -2) : word.replace(/(?<![siu])s$/, "");
}

// A text as another is looked for in it, digits too; Chinese is told apart by its signs.
const SIGN_OR_WORD = /\p{sc=Han}|(?:(?!\p{sc=Han})[\p{L}\p{N}])+/gu,
  plain = text => ` ${(text.normalize("NFKD").replace(/\p{M}/gu, "").match(SIGN_OR_WORD) ?? []).map(stem).join(" ")} `;

const section = part =>
  (sections[part] ??= get(`mine/words/${part}.bin`, "arrayBuffer").catch(error => {
    delete sections[part];
    throw error;
  }));

// The direction of what somebody asks for, by the words that press/mine.py wrote; of length nought where none is known.
async function directionOf(text) {
  const sum = Array(SIZE).fill(0);
  for (const word of stems(text)) {
    const part = [...word].reduce((codes, letter) => codes + letter.codePointAt(), 0) % PARTS,
      bytes = new Uint8Array(await section(part)),
      end = bytes.findIndex((byte, at) => byte === 10 && bytes[at + 1] === 10),
      place = decoded(bytes.subarray(0, end)).split("\n").indexOf(word),
      row = bytes.subarray(end + 2 + place * ROW);
    if (place >= 0)
      for (let at = 0; at < SIZE; at++)
        sum[at] += row[0] * (((row[1 + (at >> 1)] >> (at % 2 ? 0 : 4)) & 15) - 8);
  }
  return unit(sum).map(number => Math.round(number * SCALE));
}

// What a further language tells of a day's papers. Where it cannot be had, what the first tells is shown.
async function toldIn(path) {
  if (home === base.href) return {};
  const told = await get(home + path + "tldr.json", "json").catch(() => ({}));
  return Object.fromEntries(
    Object.entries(told).flatMap(([lang, texts]) => Object.entries(texts).map(([id, tldr]) => [id, { tldr, lang }])),
  );
}

async function day([path, date], age) {
  const [facts, { usual, of }, told] = await Promise.all([get(path + "index.json", "json"), directions(path), toldIn(path)]),
    where = Object.fromEntries(of);
  return facts.papers.map(paper => ({
    ...paper,
    ...(told[paper.id] ?? { tldr: paper.summary?.tldr ?? "", lang: facts.language }),
    path: `${home.slice(base.href.length)}${path}#${paper.id}`,
    date,
    age,
    usual,
    where: where[paper.id],
    names: paper.authors.map(({ name }) => plain(name)),
    text: plain([paper.title, paper.summary?.tldr, told[paper.id]?.tldr, ...paper.keywords].join(" . ")),
  }));
}

// What else may stand in a list, put by whom it may, is nothing of ours.
const rows = name => Object.entries(listed(name)).filter(([, row]) => Array.isArray(row)),
  KINDS = ["ask", "follow", "avoid"],
  isPlace = numbers => Array.isArray(numbers) && numbers.length === SIZE && numbers.every(Number.isFinite),
  wishes = () => rows("asked").filter(([, [kind]]) => KINDS.includes(kind)),
  // What is kept by one name is called in each language of the site as its editions call it.
  called = words => all("[name=subject]").find(({ dataset }) => dataset.words === words)?.textContent ?? words;

// What is asked for and judged, as directions with what they count; and what is told of it as a reason.
async function profile() {
  const found = [],
    when = listed("when"),
    where = listed("where"),
    now = Math.floor(Date.now() / DAY);
  for (const [words, [kind, numbers, like = words]] of wishes()) {
    if (kind !== "ask") continue;
    // What was asked for without a connection is looked up when there is one.
    const place = isPlace(numbers) ? numbers : await directionOf(like).catch(() => {});
    if (place && place !== numbers) list("asked", words, [kind, place, like]);
    if (place) found.push({ kind, name: called(words), where: place, weight: WEIGHTS.ask });
  }
  for (const kind of ["star", "more", "less"])
    for (const [id, [path, name]] of rows(kind)) {
      if (!isPlace(where[id]) && OF_DAY.test(path))
        try {
          for (const [other, numbers] of (await directions(path.match(OF_DAY)[0])).of)
            if (other === id) list("where", id, (where[id] = numbers));
        } catch {}
      if (!Number.isFinite(when[id])) list("when", id, (when[id] = now));
      if (isPlace(where[id])) found.push({ kind, id, name, where: where[id], weight: WEIGHTS[kind] * KEPT ** (now - when[id]) });
    }
  forgetUnjudged(found);
  return found;
}

// Where and when, of papers that nobody judges any more, and long ago, are not kept for ever.
function forgetUnjudged(found) {
  const now = Math.floor(Date.now() / DAY),
    judged = new Set(["star", "more", "less"].flatMap(kind => Object.keys(listed(kind))));
  for (const { id, kind } of found)
    if (kind !== "star" && now - listed("when")[id] > JUDGED) for (const name of [kind, "where", "when"]) list(name, id);
  for (const name of ["where", "when"]) for (const id of Object.keys(listed(name))) if (!judged.has(id)) list(name, id);
}

// Rocchio's sum of all that the reader likes without what they refuse, which finds their field; and the nearest
// of what they like, which finds the next paper of a group.
function ranked(papers, likes, asked) {
  const towards = Array(SIZE).fill(0),
    seen = likes.map(like => ({ ...like, where: aside(like.where) })),
    judged = new Set(likes.map(({ id }) => id)),
    starred = rows("star"),
    wanted = Object.entries(asked).map(([words, [kind]]) => ({ name: called(words), kind, text: plain(words) }));
  for (const { where, weight } of seen) for (let at = 0; at < SIZE; at++) towards[at] += weight * where[at];
  const way = unit(towards);
  for (const paper of papers) {
    const place = aside(paper.where);
    let nearest = 0;
    paper.why = "";
    paper.score = dot(place, way);
    for (const { kind, name, where, weight, id } of seen) {
      const near = weight > 0 && id !== paper.id ? dot(place, where) : 0;
      if (near > nearest) [nearest, paper.why] = [near, near > 0.3 ? say(kind, name) : ""];
    }
    paper.score += NEAREST * nearest;
    for (const { name, kind, text } of wanted) {
      if (!paper.text.includes(text) && !paper.names.includes(text)) continue;
      paper.score += { ask: SAID, follow: FOLLOWED, avoid: AVOIDED }[kind];
      paper.why = say(kind, name);
    }
    const before = starred.find(([id]) => paper.earlier?.includes(id));
    if (before) [paper.score, paper.why] = [paper.score + CONTINUES, say("continues", before[1][1])];
  }
  const hasAny = seen.length || wanted.length || starred.length,
    stands = paper => paper.rating?.score ?? 0;
  papers.sort((a, b) => (hasAny ? b.score - a.score : a.age - b.age || stands(b) - stands(a)));
  if (!hasAny) return papers;
  const far = papers.slice(papers.length >> 1).filter(paper => paper.score > AVOIDED / 2 && !judged.has(paper.id));
  far.sort((a, b) => stands(b) - stands(a) || a.age - b.age);
  for (let at = OUTSIDE - 1; at < papers.length / 2 && far.length; at += OUTSIDE) {
    const paper = far.shift();
    papers.splice(papers.indexOf(paper), 1);
    papers.splice(at, 0, Object.assign(paper, { why: say("outside") }));
  }
  return papers;
}

function item(paper) {
  const node = one("#pick").content.cloneNode(true),
    { id, path, title } = paper,
    link = one("h3 a", node);
  Object.assign(link, { href: base + path, textContent: title });
  one(".date", node).textContent = paper.date;
  one(".id", node).textContent = id;
  one(".byline", node).textContent = paper.authors.slice(0, 5).map(({ name }) => `\u2068${name}\u2069`).join(", ") + (paper.authors[5] ? " …" : "");
  Object.assign(one(".tldr", node), { textContent: paper.tldr, lang: paper.lang });
  one(".reason", node).textContent = paper.why;
  for (const button of all("button", node)) {
    button.ariaPressed = id in listed(button.name);
    button.ariaLabel = `${button.textContent}: ${title}`;
    button.onclick = () => judge(button, paper);
  }
  return node;
}

function judge(button, { id, path, title, where }) {
  const is = button.ariaPressed !== "true";
  for (const other of all("button", button.parentNode)) {
    // Nobody wants more and less of the same.
    const isIt = other === button;
    if (!isIt && (!is || button.name === "star" || other.name === "star")) continue;
    list(other.name, id, isIt && is ? [path, title, "en"] : void 0);
    other.ariaPressed = isIt && is;
  }
  list("where", id, where);
  list("when", id, Math.floor(Date.now() / DAY));
  note.value = say("noted");
}

function write() {
  one("ol", mine).replaceChildren(...ordered.slice(0, shown).map(item));
  one("[name=further]", mine).hidden = shown >= ordered.length;
}

async function arrange() {
  const asked = Object.fromEntries(wishes()),
    likes = await profile(),
    { value } = one("[name=span]", mine);
  ordered = ranked(newest.filter(({ age }) => age < value), likes, asked);
  shown = AT_ONCE;
  note.value = !newest.length ? say("failed") : say(likes.length || Object.keys(asked).length ? "ranked" : "empty");
  write();
  for (const button of all("[name=subject]")) button.ariaPressed = button.dataset.words in asked;
  one("#asked").replaceChildren(
    ...Object.entries(asked).map(([words, [kind]]) => {
      const node = one("#line").content.cloneNode(true),
        name = called(words);
      one("span", node).textContent = say(kind, name);
      Object.assign(one("button", node), { ariaLabel: `${one("button", node).textContent}: ${name}`, onclick: () => ask(words) });
      return node;
    }),
  );
}

// Without a kind it is asked for no longer.
async function ask(words, kind, like = words) {
  list("asked", words, kind && [kind, 0, like]);
  await arrange();
}

const carried = most => JSON.stringify(
  Object.fromEntries(["star", "more", "less", "asked"].map(name => [name, Object.fromEntries(Object.entries(listed(name)).slice(-most))])),
);

// Of whatever it is that comes, what a list can hold: [list, key, row].
function* entriesOf(text) {
  for (const [name, entries] of Object.entries(JSON.parse(text) ?? {}))
    for (const [key, row] of Object.entries(entries ?? {}))
      if (!Array.isArray(row)) continue;
      else if (name === "asked" && KINDS.includes(row[0])) yield [name, key.slice(0, 200), [row[0], 0]];
      else if (["star", "more", "less"].includes(name) && OF_DAY.test(row[0]) && typeof row[1] === "string")
        yield [name, key, [row[0], row[1], "en"]];
}

async function addProfile(text) {
  try {
    const entries = [...entriesOf(text)];
    if (!entries[0]) throw Error();
    for (const entry of entries) list(...entry);
    await arrange();
  } catch {
    note.value = say("refused");
  }
}

const acts = {
  further: () => {
    const { children } = one("ol", mine),
      at = children.length;
    shown += AT_ONCE;
    write();
    one("a", children[at])?.focus();
  },
  anew: arrange,
  subject: ({ dataset: { words, like } }) => ask(words, words in listed("asked") ? void 0 : "ask", like),
  export: () => {
    const href = URL.createObjectURL(new Blob([carried()]));
    Object.assign(document.createElement("a"), { href, download: "profile.json" }).click();
  },
  link: async () => {
    const bytes = new TextEncoder().encode(carried(SHARED)),
      field = one("#address");
    field.value = `${home}mine/#profile=${btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""))}`;
    field.parentNode.hidden = false;
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      note.value = say("copied");
    } catch {}
  },
  forget: () => {
    if (!confirm(say("sure"))) return;
    // A digest below this one keeps its own.
    for (const key of Object.keys(localStorage))
      if (key.startsWith(base) && !key.slice(base.href.length).includes("/")) localStorage.removeItem(key);
    arrange();
  },
  take: ({ parentNode }) => {
    parentNode.hidden = true;
    const sent = location.hash.split("=").slice(1).join("=");
    history.replaceState(0, "", location.pathname);
    try {
      addProfile(decoded(Uint8Array.from(atob(decodeURIComponent(sent)), letter => letter.charCodeAt())));
    } catch {
      note.value = say("refused");
    }
  },
};

on("click", ({ target }) => acts[target.name]?.(target), one("main"));
on("change", arrange, one("[name=span]", mine));
on("change", async ({ target }) => {
  const [file] = target.files;
  if (file) await addProfile(await file.text());
  target.value = "";
}, one("[type=file]"));
on("submit", event => {
  const form = event.target,
    words = form.words.value.trim().slice(0, 200);
  event.preventDefault();
  if (words) ask(words, form.kind.value);
  form.reset();
}, one("#ask"));

const arrived = () => (one("#carried").hidden = !location.hash.startsWith("#profile="));
on("hashchange", arrived);
arrived();

async function begin() {
  const days = await Promise.allSettled(JSON.parse(mine.dataset.mine).map(day));
  newest = days.flatMap(({ value }) => value ?? []).filter(({ where }) => where);
  if (newest[0]) aside = seenFrom(newest[0].usual, newest.map(({ where }) => where));
  arrange();
}
const near = Object.assign(document.createElement("script"), { src: mine.dataset.src, onload: begin, onerror: () => (note.value = say("failed")) });
document.head.append(near);
