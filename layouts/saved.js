// The reader's lists, and how they are taken along: cut out of the days' own files. Stands on broadsheet.js.
// Entries of BibTeX and RIS have blank lines between them, and say their paper's id first.
const entry = (text, id) => text.split(/(?<=\n)\r?\n/).find(each => each.slice(0, 60).split(/[\s{,]+/).includes(id));

// A paper's entry of RIS as a line of Markdown.
function line(text, id) {
  const paper = entry(text, id).replace(/[\\`*_[\]<]/g, "\\$&"),
    said = tag => [...paper.matchAll(RegExp(`^${tag}  - (.+)`, "gm"))].map(([, value]) => value),
    names = said("AU").map(name => name.split(", ").slice(0, 2).reverse().join(" "));
  return `- [${said("TI")}](${said("UR")}), ${names.join(", ")}\n`;
}

// The file of a day, how a paper is cut out of it, and what stands between papers.
const forms = {
  bib: ["papers.bib", (text, id) => entry(text, id.replace("/", "-")), "\n"],
  ris: ["papers.ris", entry, "\r\n"],
  md: ["papers.ris", line, ""],
};

// What else may stand there, put by whom it may, is nobody's paper.
const kept = shelf => Object.entries(listed(shelf)).filter(([, it]) => Array.isArray(it));

async function take(shelf, form, note) {
  const [file, cut, between] = forms[form],
    found = [];
  note.value = "";
  for (const [id, [path, title]] of kept(shelf)) {
    const paper = await load(path.match(/\d.*(?=#)/) + file).then(text => cut(text, id)).catch(() => {});
    if (paper) found.push(paper);
    else note.value += title + ". ";
  }
  const href = URL.createObjectURL(new Blob([found.join(between)]));
  if (found[0]) Object.assign(document.createElement("a"), { href, download: `${shelf}.${form}` }).click();
}

for (const section of all("[data-shelf]")) {
  const { shelf } = section.dataset;
  const fill = () => {
    const lines = kept(shelf).map(([id, [path, textContent, lang]]) => {
      const node = one("#saved").content.cloneNode(true);
      Object.assign(one("a", node), { href: base + path, textContent, lang });
      one("button", node).value = id;
      return node;
    });
    one("ul", section).replaceChildren(...lines.reverse());
  };
  fill();
  on("storage", fill);
  on(
    "click",
    ({ target }) => {
      if (target.name) take(shelf, target.name, one("output", section));
      else if (target.value) list(shelf, target.value);
      fill();
    },
    section,
  );
}
