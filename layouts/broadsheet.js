// What a page can do more with script than without. Nothing that matters depends on it.
"use strict";

// The numbers behind a part mark the sentences of the abstract that it rests on: for a moment while they
// are pointed at, for longer when they are pressed.
for (const evidence of document.querySelectorAll(".evidence")) {
  const numbers = evidence.textContent.match(/\d+/g) ?? [];
  const paper = evidence.closest("article");
  const sentences = [...paper.querySelectorAll("[data-n]")].filter((each) => numbers.includes(each.dataset.n));
  if (sentences.length === 0) continue;
  let isKept = false;
  const mark = (isOn) => sentences.forEach((each) => each.classList.toggle("cited", isOn || isKept));
  const press = () => {
    isKept = !isKept;
    evidence.setAttribute("aria-pressed", String(isKept));
    if (isKept) sentences[0].closest("details").open = true;
    mark(isKept);
  };
  evidence.setAttribute("role", "button");
  evidence.setAttribute("aria-pressed", "false");
  evidence.tabIndex = 0;
  evidence.addEventListener("click", press);
  evidence.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    press();
  });
  for (const come of ["pointerenter", "focus"]) evidence.addEventListener(come, () => mark(true));
  for (const go of ["pointerleave", "blur"]) evidence.addEventListener(go, () => mark(false));
}
