// Searches by the index that docs/search.md describes: a dictionary leads to the papers that say a word and to
// their places, and only those pieces of files are read. What is said to the reader stands in the page. Stands on
// broadsheet.js.
const [form, count, results, more, blank] = all("[data-search]"),
  SIGN = "[々-〇ぁ-ゖァ-ヺー-ヿ㐀-鿿𠀀-𿿿]",
  SIGNS = RegExp(SIGN + "+", "gu"),
  WORD = RegExp(`${SIGN}+|(?:(?!${SIGN})[\\p{L}\\p{N}\\p{M}])+[+#*]*`, "gu"),
  PLAIN = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i", ς: "σ" },
  COMMON = new Set(form.dataset.common.split(" ")),
  // What is said in all else than a title, in short and in names, in these, and what that is worth. What was said a
  // year ago counts half. A term at whose beginning a word stands counts less than the word.
  WORTH = [2, 8, 4, 6],
  [TITLE, NAMES] = [1, 3],
  BEGUN = 0.7,
  HALVED = 365,
  SHOWN = 8,
  MOST = 16000, // bytes of what begins with a word
  GAP = 400, // between two pieces of a file that are read as one
  LEAVES = 8,
  AHEAD = 2500, // bytes of papers
  AGED = Date.now() + 6e5; // when this page is ten minutes old; for so long GitHub Pages has pages kept

// What was read is at hand, of files of bytes the pieces; what failed is tried again.
const held = {},
  had = {},
  hold = (path, make) => (held[path] ??= make().catch(error => {
    delete held[path];
    throw error;
  })),
  read = path => hold(path, () => load(path).then(JSON.parse));

// Folded text and its words, as search/terms.py has them.
function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize()
    .toLowerCase()
    .replace(/[ßæœøłđıς]/g, letter => PLAIN[letter])
    .replace(/[^\p{L}\p{N}\0-\x7f]/gu, " ")
    .replace(SIGNS, " $& ");
}

function words(text) {
  return fold(text)
    .replace(/[^\p{L}\p{N}+#*]+/gu, " ")
    .replace(/(?<![\p{L}\p{N}+#*])[+#*]+|[+#*]+(?=[\p{L}\p{N}])/gu, " ")
    .split(" ")
    .filter(Boolean);
}

const isSigns = run => !run.search(SIGNS);

// What a text asks for: terms that stand at these places from one another. Signs are looked up in pairs.
function sequence(text, isQuoted) {
  const found = [];
  let place = 0;
  for (const run of words(text)) {
    const signs = [...run];
    if (!isSigns(run)) found.push({ term: run, place: place++, isBegun: !isQuoted && signs.length > 2 });
    else {
      // The last of an odd number stands in two pairs.
      for (let at = 0; at < signs.length; at += 2) {
        const first = Math.max(Math.min(at, signs.length - 2), 0);
        found.push({ term: signs.slice(first, first + 2).join(""), place: place + first, isBegun: !signs[1] });
      }
      place += signs.length;
    }
  }
  // Only the last word may go on.
  for (const each of found.slice(0, -1)) each.isBegun = false;
  return found.filter(({ term }) => !COMMON.has(term));
}

const exactly = value => [{ term: "=" + fold(value).replaceAll(" ", "_"), place: 0 }];

// The arXiv number that a text has, without its version.
function numberIn(text) {
  const [, number, archive, older] = /(?<!\d)(?:(\d{4}\.\d{4,5})|([a-z-]+)(?:\.[a-z]{2})?(\/\d{7}))(?:v\d+)?(?!\d)/i.exec(text) ?? [];
  return number ?? (archive && archive + older);
}

// The clauses of a question, each with the sequences of which one must be said.
function clauses(question) {
  const found = [],
    parts = question
      .toLowerCase()
      .replace(/[“”„«»「」『』＂]/g, '"')
      .matchAll(/(?<=^|\s)(-?)(?:(author|title|category):\s*)?(?:"([^"]*)"?|(\S+))/g);
  for (const [, not, named = "", quoted, bare = ""] of parts) {
    const field = { author: NAMES, title: TITLE }[named],
      text = quoted ?? bare,
      id = numberIn(text);
    let options = [sequence(text, quoted !== undefined)];
    if (named === "category") options = [exactly(text)];
    // Of four digits it may be one of those that had no more, or the beginning of one.
    else if (id && field === undefined)
      options = [exactly(id).map(each => ({ ...each, isBegun: /^\d{4}.\d{4}$/.test(id) }))];
    else if (/^\d{4}\.\d{0,3}$/.test(text)) options.push([{ ...exactly(text)[0], isBegun: true }]);
    options = options.filter(([first]) => first);
    if (options[0]) found.push({ isNot: !!not, field, options, text, isQuoted: quoted !== undefined });
  }
  return found;
}

const isWanted = ({ isNot, isFilter }) => !isNot && !isFilter;

// Reads numbers one after another, of which most are a byte, and texts.
function reader(bytes) {
  let at = 0;
  const next = () => {
    const first = bytes[at++];
    return first < 224 ? first : first + 32 * next();
  };
  return { next, isOver: () => at >= bytes.length, text: size => new TextDecoder().decode(bytes.slice(at, (at += size))) };
}

// Entries that stand side by side, each with its sizes by their kinds, and where each of those begins.
const placed = (at, rows) =>
  rows.map(([key, ...sizes]) => {
    const entry = { key, at, sizes };
    at = at.map((from, kind) => from + sizes[kind]);
    return entry;
  });

// Those of nodes that stand side by side.
function entries(bytes, starts) {
  const rows = [],
    { next, text, isOver } = reader(bytes);
  while (!isOver()) {
    const length = next(),
      size = next(),
      kinds = starts.map(() => Array.from({ length }, next));
    let key = "";
    // A key begins as the one before does, as far as the sign between them says.
    [...text(size).matchAll(/([\x04-\x1f])([^\x04-\x1f]*)/g)].forEach(([, shared, rest], at) => {
      key = [...key].slice(0, shared.charCodeAt() - 4).join("") + rest;
      rows.push([key, ...kinds.map(sizes => sizes[at])]);
    });
  }
  return placed(starts, rows);
}

// The bytes of a file from one to another. A host that serves files whole is asked for each once, as soon as that
// is known of it.
let inPieces = true;
async function bytesOf(path, first, end) {
  const pieces = (had[path] ??= []);
  let piece = pieces.find(each => each.first <= first && end <= each.end);
  if (!piece) {
    piece = inPieces ? { first, end } : { first: 0, end: Infinity };
    piece.bytes = loadPiece(path, piece).catch(() => "");
    pieces.push(piece);
  }
  const bytes = (await piece.bytes).slice(first - piece.first, end - piece.first);
  if (bytes.length === end - first) return bytes;
  delete had[path];
  throw Error(path);
}

// Of a page that was read before, Chromium has the packed bytes at hand, and cuts pieces out of those.
async function loadPiece(path, piece) {
  const response = await fetch(new URL(path, home), {
    cache: "no-store",
    headers: { Range: `bytes=${piece.first}-${piece.end - 1}` },
  });
  if (!response.ok) throw Error(path);
  inPieces = response.status === 206;
  if (!inPieces) Object.assign(piece, { first: 0, end: Infinity });
  return new Uint8Array(await response.arrayBuffer());
}

// What one edition says in days that are indexed together.
function index(path, mark) {
  const opened = () => hold(path, open);

  async function open() {
    const head = JSON.parse(await load(`${path}head.json?v=${mark}`)),
      all = head.days.reduce((sum, [, papers]) => sum + papers, 0);
    return { ...head, root: placed(...head.root), ends: placed(...head.ends), all };
  }

  async function bytes(first, end) {
    const { size } = await opened(),
      found = [];
    for (let part = Math.floor(first / size); part * size < end; part++) {
      const from = part * size;
      found.push(bytesOf(`${path}${part}.bin?v=${mark}`, Math.max(first - from, 0), Math.min(end - from, size)));
    }
    return Uint8Array.from((await Promise.all(found)).flatMap(piece => [...piece]));
  }

  // The terms from one to another, of one of the two trees.
  async function terms(tree, low, high) {
    const within = nodes =>
      nodes.filter(({ key }, at) => key <= high && !(nodes[at + 1]?.key <= low)),
      { starts, [tree]: root } = await opened(),
      // Of few leaves, the root says where they are.
      below = async ({ at: [first, ...at], sizes: [size] }) => entries(await bytes(first, first + size), at),
      nodes = await Promise.all(within(root).map(node => (node.at[3] === undefined ? node : below(node)))),
      leaves = within(nodes.flat()).slice(0, LEAVES),
      last = leaves.at(-1);
    if (!last) return [];
    const [first, ...at] = leaves[0].at,
      [end, papers] = last.at.map((from, kind) => from + last.sizes[kind]);
    // Where few papers say any of them, these come along.
    if (tree === "root" && papers - at[0] < AHEAD) bytes(starts[0] + at[0], starts[0] + papers).catch(() => {});
    return entries(await bytes(first, end), at).filter(({ key }) => key >= low && key <= high);
  }

  // The terms that a word asks for, by what they are said in; of very many that begin with it those that most
  // papers say.
  async function meant({ term, isBegun }) {
    const found = (await terms("root", term, term + (isBegun ? "\uffff" : "\x03"))).map(({ key, ...entry }) => {
        const [word, within] = key.split(/(?=[\x01-\x03])/);
        return { ...entry, within: within?.charCodeAt() ?? 0, isWhole: word === term };
      });
    let left = MOST;
    return found.sort((a, b) => b.sizes[0] - a.sizes[0]).filter(({ isWhole, sizes: [size] }) => isWhole || (left -= size) > 0);
  }

  // What the terms have of a kind, papers or places; of those that stand side by side in one piece.
  async function pieces(terms, kind) {
    const from = (await opened()).starts[kind],
      end = ({ at, sizes }) => at[kind] + sizes[kind],
      runs = [];
    for (const term of [...terms].sort((a, b) => a.at[kind] - b.at[kind])) {
      if (runs[0] && end(runs[0].at(-1)) + GAP > term.at[kind]) runs[0].push(term);
      else runs.unshift([term]);
    }
    const found = new Map();
    await Promise.all(
      runs.map(async run => {
        const first = run[0].at[kind],
          read = await bytes(from + first, from + end(run.at(-1)));
        for (const term of run) found.set(term, read.slice(term.at[kind] - first, end(term) - first));
      }),
    );
    return terms.map(term => found.get(term));
  }

  // Where each of the papers that say a term does.
  function placesOf(bytes, { areSeveral }) {
    const { next } = reader(bytes),
      times = areSeveral.map(several => (several ? next() : 1));
    return times.map(length => Array.from({ length }, next));
  }

  // The terms that a word asks for, each with the papers that say it and which of them do more than once.
  async function readOf(terms) {
    const read = await pieces(terms, 0);
    terms.forEach((term, at) => {
      const { next, isOver } = reader(read[at]);
      [term.papers, term.areSeveral] = [[], []];
      for (let paper = 0; !isOver(); ) {
        const gap = next();
        term.papers.push((paper += gap >> 1));
        term.areSeveral.push(gap & 1);
      }
    });
  }

  // The papers that say a sequence where that is worth at least so much, and what it is worth.
  async function said(sequence, field, least) {
    const terms = await Promise.all(
        sequence.map(async each => {
          const found = await meant(each);
          each.isSaid ||= found.length > 0;
          return found.filter(({ within }) => (field ?? within) === within && WORTH[within] >= least);
        }),
      ),
      found = new Map(),
      better = (paper, value) => found.set(paper, Math.max(found.get(paper) ?? 0, value));
    if (!terms.every(([first]) => first)) return found;
    await Promise.all(terms.map(readOf));
    if (!sequence[1])
      for (const { papers, within, isWhole } of terms[0])
        for (const paper of papers) better(paper, WORTH[within] * (isWhole ? 1 : BEGUN));
    async function saidWithin(within) {
      const here = terms.map(each => each.filter(term => term.within === within)),
        sets = here.map(each => new Set(each.flatMap(({ papers }) => papers))),
        all = [...sets[0]].filter(paper => sets.every(set => set.has(paper))),
        places = await Promise.all(
          here.map(async each => {
            const of = new Map(all.map(paper => [paper, new Set()])),
              saying = each.filter(({ papers }) => papers.some(paper => of.has(paper))),
              read = await pieces(saying, 1);
            saying.forEach((term, at) =>
              placesOf(read[at], term).forEach((where, number) => where.forEach(place => of.get(term.papers[number])?.add(place))),
            );
            return of;
          }),
        );
      for (const paper of all)
        for (const place of places[0].get(paper))
          if (sequence.every((each, at) => places[at].get(paper).has(place + each.place - sequence[0].place)))
            better(paper, WORTH[within]);
    }
    if (sequence[1]) await Promise.all([...WORTH.keys()].map(saidWithin));
    return found;
  }

  return { terms, said, open: opened };
}

// Days that are indexed together. What an edition in a further language says as the first does stands in the first's
// index alone; the papers have the same numbers there.
function segment(named) {
  const [name, mark, ...days] = named.split(" "),
    label = days.join(" "),
    indexes = [...new Set([`${home}`, base.href])].map(root => index(`${root}search/${name}`, mark)),
    inAll = async (ask, isNeeded) =>
      (await Promise.all(indexes.map(each => (isNeeded ? ask(each) : ask(each).catch(without(label, [])))))).flat(),
    open = async () => (await inAll(({ open }) => open()))[0] ?? { days: [], all: 0 };

  // The papers of a clause, and what they are worth by it. Where what is not wanted cannot be looked up, nothing here is
  // known to answer.
  async function ofClause({ options, field, isFilter, isNot }, least) {
    const said = index => Promise.all(options.map(option => index.said(option, field, isFilter || isNot ? 0 : least))),
      found = new Map();
    for (const [paper, value] of (await inAll(said, isNot)).flatMap(each => [...each]))
      found.set(paper, isFilter ? 0 : Math.max(found.get(paper) ?? 0, value));
    return found;
  }

  // The papers that answer: of each its day, its number there and what all that it says is worth. What is worth less
  // than the least may be left out.
  async function answers(clauses, least = 0) {
    const { days, all } = await open(),
      [wanted, unwanted] = await Promise.all(
        [false, true].map(not =>
          Promise.all(clauses.filter(({ isNot = false }) => isNot === not).map(each => ofClause(each, least))),
        ),
      ),
      [fewest = Array(all).fill(), ...others] = wanted.sort((a, b) => a.size - b.size);
    return [...fewest.keys()]
      .sort((a, b) => a - b)
      .filter(paper => others.every(each => each.has(paper)) && !unwanted.some(each => each.has(paper)))
      .map(paper => {
        const worth = wanted.reduce((sum, each) => sum + each.get(paper), 0);
        for (const [day, papers] of days)
          if (paper < papers) return { day, number: paper, worth };
          else paper -= papers;
      });
  }

  return { name, label, terms: (...asked) => inAll(({ terms }) => terms(...asked)), answers, open };
}

// Whose papers are shown, and what could not be read of all that it asked for: a day, or those that are indexed together,
// as people write them. All else is searched. (A browser takes long to write a date.) What fails of a question that was
// asked before is missing from no other.
let question, missing;
const without = (days, instead, from = missing) => () => (from.add(days), instead),
  segments = form.dataset.segments.split("\n").filter(Boolean).map(segment);

// The best papers first, as far as they are surely the best: what was said long ago cannot be worth more than
// its age leaves of it, so that of old days little is read, or only what their titles say.
function search(asked, year) {
  const all = segments.filter(({ name }) => name.startsWith(year)),
    many = asked.filter(isWanted).length,
    most = many * WORTH[TITLE] || 1;
  let left, found, newest, oldest, size, isPart, settled;
  const age = day => 2 ** ((day - newest) / HALVED),
    // What a paper older than all that were looked at has to be worth to be among so many.
    least = amount => (found.length < amount ? 0 : found[amount - 1].score / age(oldest - 1));

  async function look(turn, needed) {
    const each = needed - (many - 1) * WORTH[TITLE],
      asking = turn.map(segment => segment.answers(asked, each).catch(without(segment.label, [])));
    // What is likely to be wanted next is there by then.
    left.slice(0, size * 2).map(({ open }) => open());
    const answers = await Promise.all(asking);
    isPart ||= each > Math.min(...WORTH);
    for (const segment of turn)
      for (const [day] of (await segment.open()).days) [newest, oldest] = [Math.max(newest, day), Math.min(oldest, day)];
    for (const answer of answers.flat()) {
      answer.score = age(answer.day) * (answer.worth || 1);
      found.push(answer);
    }
    found.sort((a, b) => b.score - a.score);
    for (const { day } of found.slice(0, settled)) table(day).catch(() => {});
  }

  return {
    found: () => found,
    isOver: () => !left.length && !isPart,
    async until(amount) {
      // What was left out may be among more of them; what was read is at hand.
      if (!found || (isPart && amount > settled))
        [left, found, newest, oldest, size, isPart] = [[...all], [], 0, Infinity, 1, false];
      settled = amount;
      while (left.length && least(amount) < most) await look(left.splice(0, (size *= 2)), least(amount));
      if (!newest && missing.size) throw Error("search");
    },
  };
}

const dateOf = day => new Date((day - 719163) * 864e5),
  dayPath = day => dateOf(day).toISOString().replace(/-|T.*/g, "/"),
  dated = day =>
    dateOf(day).toLocaleDateString(document.documentElement.lang.replace(/^en$/, "en-GB"), { dateStyle: "long", timeZone: "UTC" });

const shardOf = day => home + "search/" + dayPath(day).replace(/0?(\d+).$/, "$1"),
  table = day => read(`${shardOf(day)}.json`);

// A paper's article, from the page that has it whole.
async function article({ day, number }) {
  const path = dayPath(day),
    [date, rows] = await table(day),
    [id, page, ...where] = rows[number],
    file = page > 1 ? `${path}${page}/` : path,
    [first, size] = page > 1 ? (await read(`${shardOf(day)}-${page}.json`))[id] : where,
    parsed = text => new DOMParser().parseFromString(text, "text/html").getElementById(id),
    piece = await bytesOf(file, first, first + size).catch(() => {});
  // A page may have changed since, or have been given more on its way.
  return { id, date, path, paper: parsed(new TextDecoder().decode(piece)) ?? parsed(await load(home + file)) };
}

const isSaid = ({ run, isBegun }, word) => (isBegun || isSigns(run) ? word.startsWith(run) : word === run);

// How many of the runs a text says.
function hits(text, sought) {
  const said = words(text);
  return sought.filter(each => said.some(word => (isSigns(word) ? word.includes(each.run) : isSaid(each, word)))).length;
}

// What a reader is shown of a text: each word that was asked for is marked.
function marked(text, sought) {
  const found = [];
  let at = 0;
  const mark = (first, size) => {
    const node = document.createElement("mark");
    node.append(text.slice(first, first + size));
    found.push(text.slice(at, first), node);
    at = first + size;
  };
  for (const { 0: run, index } of text.matchAll(WORD)) {
    for (let from = 0; isSigns(run) && from < run.length; from++) {
      const by = sought.find(each => isSaid(each, run.slice(from)));
      if (!by) continue;
      mark(index + from, by.run.length);
      from += by.run.length - 1;
    }
    if (!isSigns(run) && sought.some(each => words(run).some(word => isSaid(each, word)))) mark(index, run.length);
  }
  return [...found, text.slice(at)];
}

// The runs of a question that are marked where they are said.
function soughtBy(asked) {
  return asked
    .filter(isWanted)
    .flatMap(({ text, isQuoted }) =>
      words(text)
        .filter(run => !COMMON.has(run))
        .map(run => ({ run, isBegun: !isQuoted && run.length > 2 })),
    );
}

const sentences = text => text.split(/(?<=[.!?]["”’)]?)\s+(?=["“(]?[\p{Lu}\d])|(?<=[。！？；])(?=.)/u);

async function shown(answer, sought) {
  const { id, date, path, paper } = await article(answer),
    node = blank.content.cloneNode(true).firstElementChild,
    fill = (selector, from, text = from?.textContent ?? "") => {
      const place = one(selector, node);
      place.append(...marked(text, sought));
      place.lang = from?.closest("[lang]")?.lang ?? place.lang;
    };
  one("a", node).href = `${home}${path}#${id}`;
  one(".date", node).append(date);
  for (const small of all("small, annotation, .unseen", paper)) small.remove();
  const title = one("h1, h3", paper),
    told = all(".tldr, .reason, dd, [data-n], .abstract p:not(:has([data-n])), .keywords, .following, .affiliation, .note", paper)
      .flatMap(from => sentences(from.textContent.trim()).map(text => ({ from, text, hits: hits(text, sought) })))
      .sort((a, b) => b.hits - a.hits)[0];
  fill(".id", null, id);
  fill(".of", null, all(".kicker > span:not([class])", paper).map(each => each.textContent).join(" "));
  fill("h3 a", title, title.dataset.said);
  const near = one(".acts a", node);
  near.href += id;
  near.ariaLabel += title.textContent;
  fill(".translated", one(".original", paper));
  fill(".byline", null, all(".byline bdi", paper).map(each => each.textContent).join(", "));
  if (told) fill(".tldr", told.from, told.text);
  return node;
}

// Some more of what answers a question, the best first. Where nobody says a word, what is nearest to it is searched
// for instead. Who has asked something else meanwhile is shown nothing of it.
async function present(of) {
  let said = form.dataset.failed;
  try {
    await of.running.until(of.place + SHOWN);
    if (of.asked[0] && !of.running.found().length && !missing.size)
      await import(form.dataset.slips).then(({ correct }) => correct(of)).catch(() => {});
    const found = of.running.found(),
      isOver = of.running.isOver(),
      end = isOver ? (found.length || missing.size ? "all" : "none") : "some",
      sought = soughtBy(of.asked),
      next = found.slice(of.place, (of.place += SHOWN)).map(each => shown(each, sought).catch(without(each.day, ""))),
      shows = await Promise.all(next);
    if (of !== question) return;
    results.append(...shows);
    more.hidden = of.place >= found.length && isOver;
    said = of.note + (of[end] ?? form.dataset[end]).replace("#", found.length);
    if (missing.size) said += " " + form.dataset.missing.replace("#", [...missing].map(each => (each.at ? each : dated(each))).join(", "));
  } catch {}
  if (of === question) count.value = said;
}

// Answers what the address asks: who asks for what is like a paper has no other question. A page that has been open for
// long is opened anew: of an index that was made since, the pieces fit no head that was read before.
async function answer() {
  if (Date.now() > AGED) return location.reload();
  recall(form);
  const { q, year, ...filters } = Object.fromEntries(new FormData(form)),
    like = new URL(location).searchParams.get("like"),
    asked = like
      ? []
      : [
          ...clauses(q),
          ...Object.values(filters)
            .filter(Boolean)
            .map(text => ({ options: [exactly(text)], text, isFilter: true })),
        ],
    isLike = like !== null && !asked[0];
  missing = new Set();
  question = { asked, year, like, note: "", place: 0, running: !isLike && search(asked, year) };
  results.replaceChildren();
  count.value = "";
  more.hidden = true;
  if (isLike) await import(form.dataset.src).then(() => nearest(question)).catch(() => {});
  if (location.search) await present(question);
}

// Who searches again stays on the page, where browsers can do that: what was read is at hand.
window.navigation?.addEventListener("navigate", event => {
  const to = new URL(event.destination.url);
  if (event.canIntercept && to.search !== location.search && to.pathname === location.pathname)
    event.intercept({ handler: answer, focusReset: "manual" });
});

on("change", ({ target }) => target.matches("select") && form.requestSubmit(), form);
// What every question needs is there when it is asked.
on("focusin", () => segments.slice(0, 2).map(({ open }) => open()), form);
on("click", () => present(question), more);
answer();
