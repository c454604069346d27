// Listens to the preview: shows its errors over the page, and reloads when the site was built anew.
"use strict";
(() => {
  const { src } = document.currentScript;
  const own = src.replace(/client\.js.*/, "");
  let version = Number(new URL(src).searchParams.get("version")); // the build that this page is of
  const place = "broadsheet-preview-scroll";
  const kept = sessionStorage.getItem(place);
  if (kept) {
    const [path, top] = JSON.parse(kept);
    sessionStorage.removeItem(place);
    if (path === location.pathname) addEventListener("load", () => scrollTo(0, top));
  }
  const here = location.pathname.replace(/index\.html$/, "");
  const news = new EventSource(`${own}news`);
  news.onmessage = (event) => {
    const told = JSON.parse(event.data);
    const isOther = told.only ? told.only.includes(here) : !told.but.includes(here);
    if (version !== told.version && (isOther || version + 1 !== told.version)) {
      sessionStorage.setItem(place, JSON.stringify([location.pathname, scrollY]));
      location.reload();
      return;
    }
    version = told.version;
    show(told.errors);
  };

  function show(errors) {
    document.getElementById("preview-errors")?.remove();
    if (errors.length === 0) return;
    if (!document.querySelector("link[data-preview]")) {
      const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${own}client.css` });
      style.dataset.preview = "";
      document.head.append(style);
    }
    const overlay = Object.assign(document.createElement("section"), { id: "preview-errors" });
    overlay.setAttribute("role", "alert");
    overlay.append(line("h2", errors.length === 1 ? "One thing is wrong" : `${errors.length} things are wrong`));
    for (const error of errors) {
      const item = document.createElement("div");
      if (error.where) item.append(line("code", error.where));
      item.append(line("p", error.what));
      if (error.hint) item.append(line("p", error.hint, "hint"));
      overlay.append(item);
    }
    const button = line("button", "Dismiss");
    button.type = "button";
    button.onclick = () => overlay.remove();
    overlay.append(button);
    document.body.append(overlay);
  }

  function line(tag, text, name = "") {
    const made = Object.assign(document.createElement(tag), { textContent: text });
    if (name) made.className = name;
    return made;
  }
})();
