// The reader's lists, and how they are taken along: cut out of the days' own files. Stands on broadsheet.js.
"use strict";

const plain = text => text.replace(/[\\`*_[\]<]/g, "\\$&");
const line = facts => `- [${plain(facts.TI[0])}](${facts.UR}), ${plain(names(facts))}\n`;

// The file of a day, how a paper is cut out of it, and how papers are put together.
const forms = {
  bib: ["papers.bib", (text, id) => entry(text, id.replace("/", "-")), found => found.join("\n")],
  ris: ["papers.ris", entry, found => found.join("\r\n")],
  md: ["papers.ris", ris, found => found.map(line).join("")],
};

// What else may stand there, put by whom it may, is nobody's paper.
const kept = shelf => Object.entries(listed(shelf)).filter(([, it]) => Array.isArray(it));

async function take(shelf, form, note) {
  const [file, cut, join] = forms[form];
  const found = [];
  note.value = "";
  for (const [id, [path, title]] of kept(shelf)) {
    const paper = await told(path, id, file, cut).catch(() => {});
    if (paper) found.push(paper);
    else note.value += title + ". ";
  }
  const href = URL.createObjectURL(new Blob([join(found)]));
  if (found[0]) Object.assign(made("a"), { href, download: `${shelf}.${form}` }).click();
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
