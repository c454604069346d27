// Searches by the index that docs/search.md describes: signposts tell on which days of a month a word is said,
// and only records of such days are read. What is said to the reader stands in the page. Stands on broadsheet.js.
const [form, count, hits, more, blank] = all("[data-search]"),
  SIGN = "[々-〇ぁ-ゖァ-ヺー-ヿ㐀-鿿𠀀-𿿿]",
  PLAIN = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i" },
  read = async path => JSON.parse(await load(`search/${path}.json`));

// Folded words with a space before each: a word begins with "trans" where the text has " trans".
function words(text) {
  const bare = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize().toLowerCase();
  return ` ${bare}`
    .replace(/[ßæœøłđı]/g, letter => PLAIN[letter])
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(RegExp(SIGN + "+", "gu"), " $& ");
}

// One, two, four at a time: the newest soon, and the oldest not one by one.
async function* inTurn(items, work) {
  for (let at = 0, size = 1; at < items.length; at += size, size *= 2)
    yield* await Promise.all(items.slice(at, at + size).map(work));
}

// The papers that are found, day by day.
async function* search({ q, year, ...others }) {
  const isSigns = run => RegExp(SIGN, "u").test(run),
    filters = Object.values(others).filter(Boolean),
    runs = words(q).split(" ").filter(Boolean).sort((a, b) => b.length - a.length),
    sought = runs.map(run => (isSigns(run) ? run : " " + run)),
    found = RegExp(`(${sought.join("|").replaceAll(" ", "(?<!\\p{L})") || "$^"})`, "iu"),
    terms = runs.flatMap(run =>
      isSigns(run) ? [...run].map((sign, at, signs) => sign + (signs[at + 1] ?? "")) : run.slice(0, 24),
    ),
    // Of some places those that others name too, if only by their day: "27" is any paper of what "27.3" is one of.
    both = (some, others) => some.filter(place => others.has(place) || others.has(place.split(".")[0]));
  terms.push(...["", ...filters].map(value => "=" + value.replaceAll(" ", "_")));

  async function daysOf(month) {
    let places,
      [path, parts, week = ""] = month.split(" ");
    for (const term of terms) {
      const part = (term.charCodeAt() * 31 + (term.charCodeAt(1) || 0)) % parts,
        signs = await read(`${path}${week}${part}-of-${parts}`),
        said = Object.keys(signs).filter(where => ` ${signs[where]}`.includes(" " + term)).join().split(",");
      places = places ? [...both(places, new Set(said)), ...both(said, new Set(places))] : said;
      if (!places[0]) return [];
    }
    return [...new Set(places.map(Math.trunc))].sort((a, b) => b - a).map(day => path + day);
  }

  async function papersOf(file) {
    const [day, date, tongue, papers] = await read(file);
    return papers.flatMap(([facts, told, ...texts]) => {
      const said = words(texts.join());
      if (!sought.every(run => said.includes(run)) || !filters.every(value => facts.includes(value))) return [];
      const node = blank.content.cloneNode(true).firstElementChild;
      one("a", node).href = base + day + "#" + texts[0];
      one(".date", node).append(date);
      all("[dir]", node).forEach((place, at) => {
        place.lang ||= at === 6 ? told : tongue;
        texts[at].split(found).forEach((piece, at) => {
          place.append(at % 2 ? document.createElement("mark") : piece);
          if (at % 2) place.lastChild.append(piece);
        });
      });
      return node;
    });
  }

  const months = form.dataset.months.split(", ").filter(month => month.startsWith(year));
  for await (const days of inTurn(months, daysOf)) yield* inTurn(days, papersOf);
}

// Some more of them, the newest first, as they are found.
async function present() {
  const had = hits.children.length;
  let end;
  try {
    for (let days = 0; !end && days < 30 && hits.children.length < had + 20; days++) {
      const { value = [], done } = await asked.next();
      end = done;
      hits.append(...value);
    }
    const { length } = hits.children;
    count.value = form.dataset[end ? (length ? "all" : "none") : "some"].replace("#", length);
    more.hidden = end;
  } catch {
    count.value = form.dataset.failed;
  }
}

on("change", ({ target }) => target.matches("select") && form.requestSubmit(), form);
on("click", present, more);
// Whose papers are shown. A browser sends the form, and goes back to what it sent, by itself.
recall(form);
const asked = search(Object.fromEntries(new FormData(form)));
if (location.search) present();
