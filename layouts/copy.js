// Formulas are copied as the TeX that they were written in. One that has none shows it; who chose a part of one
// means all of it.
"use strict";

addEventListener("copy", event => {
  const chosen = getSelection();
  if (chosen.isCollapsed) return;
  const range = chosen.getRangeAt(0),
    around = range.commonAncestorContainer,
    formula = (around.closest ? around : around.parentNode).closest("math"),
    copy = document.createElement("div");
  if (formula) range.selectNode(formula);
  copy.append(range.cloneContents());
  const html = copy.innerHTML,
    formulas = copy.querySelectorAll("math");
  if (!formulas.length) return;
  for (const formula of formulas) {
    const sign = formula.matches("[display=block]") ? "$$" : "$";
    formula.replaceWith(sign + (formula.dataset.tex ?? formula.textContent) + sign);
  }
  // Only what stands on the page has lines.
  document.body.append(copy);
  event.clipboardData.setData("text/plain", copy.innerText.trim());
  event.clipboardData.setData("text/html", html);
  event.preventDefault();
  copy.remove();
});
