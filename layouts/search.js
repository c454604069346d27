// Searches by the index that docs/search.md describes: a dictionary leads to the papers that say a word and to
// their places, and only those pieces of files are read. What is said to the reader stands in the page. Stands on
// broadsheet.js.
const [form, count, results, more, blank] = all("[data-search]"),
  SIGN = "[々-〇ぁ-ゖァ-ヺー-ヿ㐀-鿿𠀀-𿿿]",
  SIGNS = RegExp(SIGN + "+", "gu"),
  BEGINS_WITH_SIGN = RegExp("^" + SIGN, "u"),
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
  AHEAD = 2500; // bytes of papers

// What was read is at hand; what failed is tried again.
const kept = {},
  read = path => (kept[path] ??= load(path).then(JSON.parse).catch(error => (delete kept[path], Promise.reject(error))));

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

const isSigns = run => BEGINS_WITH_SIGN.test(run);

// What a text asks for: terms that stand at these places from one another. Signs are looked up in pairs.
function sequence(text, isQuoted) {
  const found = [];
  let place = 0;
  for (const run of words(text)) {
    const signs = [...run];
    if (!isSigns(run)) found.push({ term: run, place: place++, isBegun: !isQuoted && signs.length > 2 });
    else {
      for (let at = 0; at < signs.length - 1; at += 2) found.push({ term: signs[at] + signs[at + 1], place: place + at });
      const last = signs.length - 1;
      if (!last) found.push({ term: run, place, isBegun: true });
      else if (last % 2 === 0) found.push({ term: signs[last - 1] + signs[last], place: place + last - 1 });
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
      .replace(/[“”„«»「」『』＂]/g, '"')
      .matchAll(/(?<=^|\s)(-?)(?:(author|title|category):\s*)?(?:"([^"]*)"?|(\S+))/gi);
  for (const [, not, named = "", quoted, bare = ""] of parts) {
    const field = { author: NAMES, title: TITLE }[named.toLowerCase()],
      text = quoted ?? bare,
      id = numberIn(text);
    let options = [sequence(text, quoted !== undefined)];
    if (named.toLowerCase() === "category") options = [exactly(text)];
    // Of four digits it may be one of those that had no more, or the beginning of one.
    else if (id && field === undefined)
      options = [exactly(id).map(each => ({ ...each, isBegun: /^\d{4}.\d{4}$/.test(id) }))];
    else if (/^\d{4}\.\d{0,3}$/.test(text)) options.push([{ ...exactly(text)[0], isBegun: true }]);
    options = options.filter(([first]) => first);
    if (options[0]) found.push({ isNot: Boolean(not), field, options, text, isQuoted: quoted !== undefined });
  }
  return found;
}

// As code points go, which is how the dictionary is ordered.
function order(one, other) {
  for (let at = 0; ; at++) {
    const [a = -1, b = -1] = [one.codePointAt(at), other.codePointAt(at)];
    if (a !== b || a < 0) return a - b;
  }
}

// Reads numbers one after another, of which most are a byte, and texts.
function reader(bytes) {
  let at = 0;
  const next = () => {
    const first = bytes[at++];
    return first < 224 ? first : first + 32 * next();
  };
  return { next, isOver: () => at >= bytes.length, text: size => new TextDecoder().decode(bytes.subarray(at, (at += size))) };
}

// Entries of nodes that stand side by side: each with its sizes, and where each of the kinds begins.
function entries(bytes, starts) {
  const at = [...starts],
    found = [],
    { next, text, isOver } = reader(bytes);
  while (!isOver()) {
    const length = next(),
      size = next(),
      kinds = at.map(() => Array.from({ length }, next));
    let key = "",
      entry = 0;
    // A key begins as the one before does, as far as the sign between them says.
    for (const [, shared, rest] of text(size).matchAll(/([\x04-\x1f])([^\x04-\x1f]*)/g)) {
      key = [...key].slice(0, shared.charCodeAt() - 4).join("") + rest;
      const sizes = kinds.map(kind => kind[entry]);
      found.push({ key, at: [...at], sizes });
      sizes.forEach((size, kind) => (at[kind] += size));
      entry++;
    }
  }
  return found;
}

// The bytes of a file from one to another. A host that serves files whole is asked for each once, as soon as that
// is known of it.
const had = {};
let inPieces = true;
async function bytesOf(path, first, end) {
  const pieces = (had[path] ??= []);
  let piece = pieces.find(each => each.first <= first && end <= each.end);
  if (!piece) {
    piece = inPieces ? { first, end } : { first: 0, end: Infinity };
    piece.bytes = loadPiece(path, piece).catch(error => (delete had[path], Promise.reject(error)));
    pieces.push(piece);
  }
  const bytes = (await piece.bytes).subarray(first - piece.first, end - piece.first);
  if (bytes.length < end - first) throw (delete had[path], Error(path));
  return bytes;
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
  let head;

  async function open() {
    const { root, ends, days, ...others } = await read(`${path}head.json?v=${mark}`),
      nodes = ([at, rows]) =>
        rows.map(([key, ...sizes]) => {
          const node = { key, at, sizes };
          at = at.map((from, kind) => from + sizes[kind]);
          return node;
        });
    return { ...others, days, root: nodes(root), ends: nodes(ends), all: days.reduce((sum, [, papers]) => sum + papers, 0) };
  }

  async function bytes(first, end) {
    const { size } = await (head ??= open()),
      found = [];
    for (let part = Math.floor(first / size); part * size < end; part++) {
      const from = part * size;
      found.push(bytesOf(`${path}${part}.bin?v=${mark}`, Math.max(first - from, 0), Math.min(end - from, size)));
    }
    const whole = new Uint8Array(end - first);
    let at = 0;
    for (const piece of await Promise.all(found)) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  // The terms from one to another, of one of the two trees.
  async function terms(tree, low, high) {
    const within = nodes =>
      nodes.filter(({ key }, at) => order(key, high) <= 0 && !(nodes[at + 1] && order(nodes[at + 1].key, low) <= 0)),
      { starts, [tree]: root } = await (head ??= open()),
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
    return entries(await bytes(first, end), at).filter(({ key }) => order(key, low) >= 0 && order(key, high) <= 0);
  }

  // The terms that a word asks for, by what they are said in; of very many that begin with it those that most
  // papers say.
  async function meant({ term, isBegun }) {
    const found = (await terms("root", term, term + (isBegun ? "\u{10ffff}" : "\x03"))).map(({ key, ...entry }) => {
        const within = key.charCodeAt(key.length - 1);
        return { ...entry, within: within < 4 ? within : 0, isWhole: key.length - (within < 4) === term.length };
      }),
      [same, others] = [true, false].map(isWhole => found.filter(each => each.isWhole === isWhole));
    let left = MOST;
    return [...same, ...others.sort((a, b) => b.sizes[0] - a.sizes[0]).filter(({ sizes: [size] }) => (left -= size) > 0)];
  }

  // What the terms have of a kind, papers or places; of those that stand side by side in one piece.
  async function pieces(terms, kind) {
    const from = (await head).starts[kind],
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
        for (const term of run) found.set(term, read.subarray(term.at[kind] - first, end(term) - first));
      }),
    );
    return terms.map(term => found.get(term));
  }

  // The papers that say a term, and which of them do more than once.
  function papersOf(bytes) {
    const { next, isOver } = reader(bytes),
      papers = [],
      areSeveral = [];
    for (let paper = 0; !isOver(); ) {
      const gap = next();
      papers.push((paper += gap >> 1));
      areSeveral.push(gap & 1);
    }
    return { papers, areSeveral };
  }

  // Where each of them says it.
  function placesOf(bytes, { areSeveral }) {
    const { next } = reader(bytes),
      times = areSeveral.map(several => (several ? next() : 1));
    return times.map(length => Array.from({ length }, next));
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
      better = (paper, value) => found.set(paper, Math.max(found.get(paper) ?? 0, value)),
      worth = ({ within, isWhole }) => WORTH[within] * (isWhole ? 1 : BEGUN);
    if (!terms.every(([first]) => first)) return found;
    const papers = await Promise.all(terms.map(async each => (await pieces(each, 0)).map(papersOf)));
    if (!sequence[1]) {
      papers[0].forEach(({ papers }, at) => papers.forEach(paper => better(paper, worth(terms[0][at]))));
      return found;
    }
    async function saidWithin(within) {
      const here = terms.map(each => each.flatMap((term, at) => (term.within === within ? [at] : []))),
        sets = here.map((each, at) => new Set(each.flatMap(term => papers[at][term].papers))),
        both = [...sets[0]].filter(paper => sets.every(set => set.has(paper)));
      if (!both.length) return;
      const among = new Set(both),
        places = await Promise.all(
          here.map(async (each, at) => {
            const saying = each.filter(term => papers[at][term].papers.some(paper => among.has(paper))),
              read = await pieces(saying.map(term => terms[at][term]), 1),
              of = new Map();
            saying.forEach((term, number) => {
              placesOf(read[number], papers[at][term]).forEach((where, paper) => {
                const key = papers[at][term].papers[paper];
                if (among.has(key)) of.set(key, new Set([...(of.get(key) ?? []), ...where]));
              });
            });
            return of;
          }),
        ),
        first = sequence[0].place;
      for (const paper of both)
        for (const place of places[0].get(paper))
          if (sequence.every((each, at) => places[at].get(paper).has(place + each.place - first)))
            better(paper, WORTH[within]);
    }
    await Promise.all([...WORTH.keys()].map(saidWithin));
    return found;
  }

  return { terms, said, open: () => (head ??= open()) };
}

// Days that are indexed together. What an edition in a further language says as the first does stands in the first's
// index alone; the papers have the same numbers there.
function segment(named) {
  const [name, mark, ...days] = named.split(" "),
    label = days.join(" "),
    indexes = [...new Set([`${home}`, base.href])].map(root => index(`${root}search/${name}`, mark)),
    inAll = async (ask, isNeeded) =>
      (await Promise.all(indexes.map(each => (isNeeded ? ask(each) : ask(each).catch(without(label, [])))))).flat(),
    open = async () => (await inAll(({ open }) => open()))[0];

  // Where what is not wanted cannot be looked up, nothing here is known to answer.
  async function ofClause({ options, field, isFilter, isNot }, least = 0) {
    const said = index => Promise.all(options.map(option => index.said(option, field, isFilter ? 0 : least))),
      found = await inAll(said, isNot),
      best = Object.assign(new Map(), { isFilter });
    for (const [paper, value] of found.flatMap(each => [...each])) best.set(paper, Math.max(best.get(paper) ?? 0, value));
    return best;
  }

  // The papers that answer: of each its day, its number there and what every clause is worth. What is worth less
  // than the least may be left out.
  async function answers(clauses, least = 0) {
    const { days, all } = await open(),
      wanted = await Promise.all(clauses.filter(({ isNot }) => !isNot).map(each => ofClause(each, least))),
      unwanted = await Promise.all(clauses.filter(({ isNot }) => isNot).map(each => ofClause(each))),
      [fewest = Array(all).fill(), ...others] = [...wanted].sort((a, b) => a.size - b.size);
    return [...fewest.keys()]
      .filter(paper => others.every(each => each.has(paper)) && !unwanted.some(each => each.has(paper)))
      .map(paper => {
        const worth = wanted.map(each => (each.isFilter ? 0 : each.get(paper)));
        let at = 0;
        for (; paper >= days[at][1]; at++) paper -= days[at][1];
        return { day: days[at][0], number: paper, worth };
      });
  }

  return { name, label, terms: (...asked) => inAll(({ terms }) => terms(...asked)), answers, open };
}

// What could not be read of all that was asked for, as people write it: a day, or those that are indexed together. All
// else is searched.
const missing = new Set(),
  without = (days, instead) => () => (missing.add(days), instead);

const segments = form.dataset.segments.split("\n").filter(Boolean).map(segment);

// The best papers first, as far as they are surely the best: what was said long ago cannot be worth more than
// its age leaves of it, so that of old days little is read, or only what their titles say.
function search(asked, year) {
  const all = segments.filter(({ name }) => name.startsWith(year)),
    many = asked.filter(({ isNot, isFilter }) => !isNot && !isFilter).length,
    most = many * WORTH[TITLE] || 1;
  let left, found, newest, oldest, size, isPart, settled;
  const age = day => 2 ** ((day - newest) / HALVED),
    // What a paper older than all that were looked at has to be worth to be among so many.
    least = amount => (found.length < amount ? 0 : found[amount - 1].score / age(oldest - 1));

  function begin() {
    [left, found, newest, oldest, size, isPart] = [[...all], [], 0, Infinity, 1, false];
  }

  async function look(turn, needed) {
    const each = needed - (many - 1) * WORTH[TITLE],
      asking = turn.map(segment => segment.answers(asked, each).catch(without(segment.label, [])));
    // What is likely to be wanted next is there by then.
    for (const segment of left.slice(0, size * 2)) segment.open().catch(() => {});
    const answers = await Promise.all(asking);
    isPart ||= each > Math.min(...WORTH);
    for (const segment of turn)
      for (const [day] of (await segment.open())?.days ?? []) {
        newest = Math.max(newest, day);
        oldest = Math.min(oldest, day);
      }
    for (const answer of answers.flat()) {
      answer.score = age(answer.day) * (answer.worth.reduce((sum, value) => sum + value, 0) || 1);
      found.push(answer);
    }
    found.sort((a, b) => b.score - a.score || b.day - a.day || a.number - b.number);
    for (const { day } of found.slice(0, settled)) table(day).catch(() => {});
  }

  return {
    found: () => found,
    isOver: () => !left.length && !isPart,
    async until(amount) {
      // What was left out may be among more of them; what was read is at hand.
      if (!found || (isPart && amount > settled)) begin();
      settled = amount;
      while (left.length && least(amount) < most) await look(left.splice(0, (size *= 2)), least(amount));
      if (!newest && missing.size) throw Error("search");
    },
  };
}

const dateOf = day => new Date((day - 719163) * 864e5),
  dayPath = day => dateOf(day).toISOString().slice(0, 10).replaceAll("-", "/") + "/",
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
    .filter(({ isNot, isFilter }) => !isNot && !isFilter)
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
  fill("h3 a", title, title?.dataset.said ?? title?.textContent);
  const near = one(".acts a", node);
  near.href += id;
  near.ariaLabel += title?.textContent;
  fill(".translated", one(".original", paper));
  fill(".byline", null, all(".byline bdi", paper).map(each => each.textContent).join(", "));
  if (told) fill(".tldr", told.from, told.text);
  return node;
}

// Some more of them, the best first. Where nobody says a word, what is nearest to it is searched for instead.
async function present() {
  try {
    await running.until(place + SHOWN);
    if (asked[0] && !running.found().length && !missing.size)
      await import(form.dataset.slips).then(({ correct }) => correct()).catch(() => {});
    const found = running.found(),
      sought = soughtBy(asked),
      next = found.slice(place, (place += SHOWN)).map(each => shown(each, sought).catch(without(dated(each.day), ""))),
      end = running.isOver() ? (found.length || missing.size ? "all" : "none") : "some";
    results.append(...(await Promise.all(next)));
    count.value =
      note +
      form.dataset[end].replace("#", found.length) +
      (missing.size ? " " + form.dataset.missing.replace("#", [...missing].join(", ")) : "");
    more.hidden = place >= found.length && running.isOver();
  } catch {
    count.value = form.dataset.failed;
  }
}

on("change", ({ target }) => target.matches("select") && form.requestSubmit(), form);
on("click", present, more);
// Whose papers are shown. A browser sends the form, and goes back to what it sent, by itself.
recall(form);
const { q = "", year = "", ...filters } = Object.fromEntries(new FormData(form)),
  like = new URLSearchParams(location.search).get("like"),
  // Who asks for what is like a paper has no other question.
  asked = like
    ? []
    : [
        ...clauses(q),
        ...Object.values(filters)
          .filter(Boolean)
          .map(value => ({ options: [exactly(value)], text: value, isFilter: true })),
      ];
let note = "",
  place = 0,
  running = search(asked, year);
if (like !== null && !asked[0]) import(form.dataset.src).catch(() => (count.value = form.dataset.failed));
else if (location.search) present();
