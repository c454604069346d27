// Where papers lie among all that there could be, and what is near to what: docs/your-front-page.md. Stands on broadsheet.js.
// The reader's own front page needs it, and the search when it is asked for more like a paper.
const SIZE = 64, // of a direction
  STAND_INS = 150; // papers that the usual middle counts for

const dot = (one, other) => {
  let sum = 0;
  for (let at = 0; at < SIZE; at++) sum += one[at] * other[at];
  return sum;
};

function unit(numbers) {
  const length = Math.sqrt(dot(numbers, numbers)) || 1;
  return Array.from(numbers, number => number / length);
}

// A day's identifiers, and where its papers lie; what is usual stands before them.
async function directions(path) {
  const answer = await fetch(new URL(path + "directions.bin", base));
  if (!answer.ok) throw Error(path);
  const bytes = new Int8Array(await answer.arrayBuffer()),
    end = bytes.indexOf(10),
    rows = Array.from({ length: (bytes.length - end - 1) / SIZE }, (_, at) => [
      ...bytes.subarray(end + 1 + at * SIZE, end + 1 + (at + 1) * SIZE),
    ]);
  const ids = new TextDecoder().decode(bytes.subarray(0, end)).split(" ");
  if (ids.length >= rows.length) throw Error(path);
  return { usual: rows[0], of: ids.map((id, at) => [id, rows[at + 1]]) };
}

// What all papers have in common says nothing of any: all is seen from there. What has no direction is like nothing.
function seenFrom(usual, places) {
  const all = places.map(unit),
    middle = unit(usual).map((number, at) => (STAND_INS * number + all.reduce((sum, each) => sum + each[at], 0)) / (all.length + STAND_INS));
  return numbers => (numbers.some(Boolean) ? unit(unit(numbers).map((number, at) => number - middle[at])) : numbers);
}

// For /search/?like=ID, by what stands in search.js: the papers nearest to it, among the newest and those of its day.
const AMONG = 1000, // papers, of which each costs 75 bytes
  ALIKE = 0.3,
  LISTED = 24;

// The newest days, as many as have so many papers together, and how many they have.
async function newestDays() {
  const days = [];
  let count = 0;
  for (const segment of segments) {
    if (count >= AMONG) break;
    const opened = await segment.open();
    for (const [day, papers] of [...opened.days].reverse()) if (count < AMONG) [count] = [count + papers, days.push(day)];
  }
  return { days, count };
}

async function papersOf(day) {
  const { usual, of } = await directions(dayPath(day)).catch(without(day, { of: [] }));
  return of.map(([id, where], number) => ({ id, where, usual, day, number }));
}

// Each paper once, the nearest first, as far as they are near.
function byNearness(papers, from) {
  const place = seenFrom(from.usual, papers.map(({ where }) => where)),
    way = place(from.where),
    seen = new Set([from.id]);
  for (const paper of papers) paper.score = dot(place(paper.where), way);
  return papers
    .sort((a, b) => b.score - a.score || b.day - a.day || a.number - b.number)
    .filter(({ id, score }) => score > ALIKE && !seen.has(id) && seen.add(id))
    .slice(0, LISTED);
}

// What the page has to say, with what belongs in its places.
const saying = (name, ...values) => form.dataset[name].replace(/#/g, () => values.shift()) + " ";

// The papers near to one that the index has; the question learns what is said of them.
async function nearTo(own, id, question) {
  const { days, count } = await newestDays(),
    { paper } = await article(own).catch(without(own.day, {})),
    title = paper ? one("h1, h3", paper).textContent : id,
    papers = (await Promise.all([...new Set([...days, own.day])].map(papersOf))).flat(),
    from = papers.find(each => each.id === id && each.day === own.day);
  if (!from) return [];
  if (!from.where.some(Boolean)) {
    question.note = saying("unknown", title);
    question.none = "";
    return [];
  }
  question.note = saying("near", title, count.toLocaleString(document.documentElement.lang), dated(days.at(-1)));
  question.none = form.dataset.alone;
  return byNearness(papers, from);
}

async function nearest(question) {
  const id = numberIn(question.like),
    index = search([{ options: [exactly(id ?? "")] }], "");
  let found = [];
  if (id) await index.until(1);
  const [own] = (id && index.found()) || [];
  if (own) found = await nearTo(own, id, question);
  else if (!missing.size) {
    question.note = saying("nobody", question.like);
    question.none = "";
  }
  question.running = { found: () => found, isOver: () => true, until: async () => {} };
}
// The search loads this as a module.
Object.assign(window, { nearest });
