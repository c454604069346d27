// Comes to who asked for a word that nobody says. Stands on search.js.

// Whether one slip of the pen makes one word of the other: a letter too many, too few, another, or two exchanged.
export function isSlip(one, other) {
  const [a, b] = [[...one], [...other]];
  let first = 0,
    last = 1;
  while (first < a.length && a[first] === b[first]) first++;
  while (last <= Math.min(a.length, b.length) - first && a.at(-last) === b.at(-last)) last++;
  const [here, there] = [a.slice(first, a.length - last + 1), b.slice(first, b.length - last + 1)];
  return Math.max(here.length, there.length) < 2 || (here.length === 2 && here.join("") === there.reverse().join(""));
}

// The word that was meant, where nobody says this one: one half of it is as it was written.
async function corrected({ term }) {
  const signs = [...term],
    half = (signs.length - 1) >> 1;
  if (signs.length < 4 || isSigns(term) || !/^\p{L}/u.test(term)) return;
  const head = signs.slice(0, half).join(""),
    tail = signs.slice(half + 1).reverse().join(""),
    sizes = await Promise.all(segments.map(async each => [(await each.open()).all, each]));
  for (const [, each] of sizes.sort(([a], [b]) => b - a).slice(0, 4)) {
    const [begun, ended] = await Promise.all(
        [["root", head], ["ends", tail]].map(([tree, half]) => each.terms(tree, half, half + "\uffff")),
      ),
      found = [...begun, ...ended.map(({ key, sizes }) => ({ key: [...key].reverse().join(""), sizes }))]
        .map(({ key, sizes }) => ({ key: key.replace(/[\x01-\x03]$/, ""), sizes }))
        .filter(({ key }) => isSlip(key, term))
        .sort((a, b) => b.sizes[0] - a.sizes[0]);
    if (found[0]) return found[0].key;
  }
}

// Searches for what was meant, where that is another word than a question has.
export async function correct(question) {
  const { asked, year } = question,
    terms = asked.filter(isWanted).flatMap(({ options }) => options.flat()),
    lost = terms.filter(({ isSaid, term }) => !isSaid && term[0] !== "=");
  for (const each of lost) {
    const better = await corrected(each);
    if (!better) continue;
    question.note += form.dataset.slip.replace("#", each.term).replace("#", better) + " ";
    for (const clause of asked) clause.text = words(clause.text).map(word => (word === each.term ? better : word)).join(" ");
    each.term = better;
  }
  if (!question.note) return;
  question.running = search(asked, year);
  await question.running.until(SHOWN);
}
