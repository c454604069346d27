// Keeps the last days on the reader's device, where the reader asked for that. With a connection everything is
// as new as the site has it; without one, what was kept is shown. The page that lists what is kept says what.
"use strict";

// An edition in a further language has its own scope, and styles and scripts of the whole site.
const { scope } = registration,
  base = new URL(".", location).href,
  list = new URL(new URL(location).search.slice(1), base).href,
  name = "broadsheet " + scope,
  SELDOM = 20 * 60 * 1000;

// What a page is shown with or loads by itself, and the further pages of a day, which complete its papers.
const NEEDED = /(?:src|href)="([^"#]+\.(?:css|js|svg|webmanifest)(?:\?[^"#]*)?|[^"#]*\/\d{4}\/\d\d\/\d\d\/\d\/)/g;
// What the reader's own front page reads of a day.
const DATED = /\d{4}\/\d\d\/\d\d\/$/,
  BESIDE = [base + "#index.json", base + "#directions.bin", ...(scope === base ? [] : [scope + "#tldr.json"])];
// Where pages of a digest stand. What is elsewhere below it may be another's, of which nothing is known here.
const OURS = /^(\d{4}|archive|category|feeds|interest|mine|offline|paper|past|saved|search)\//;
const GONE = [404, 410];
const named = (pattern, text, page) => [...text.matchAll(pattern)].map(([, path]) => new URL(path, page).href);

async function forget() {
  await caches.delete(name);
  await registration.unregister();
}

// Which were asked for and are there; what nobody has any more goes.
async function renew() {
  const answer = await fetch(list, { cache: "no-cache" }),
    kept = await caches.open(name),
    wanted = new Set([list]);
  if (GONE.includes(answer.status)) return forget();
  if (!answer.ok) throw Error(answer.status);
  const text = await answer.clone().text();
  // The list itself last: it tells when all the rest was seen to.
  for (const page of [...named(/<a class="kept" href="([^"]+)"/g, text, list), list]) {
    const shown = page === list ? answer.clone() : await fetch(page, { cache: "no-cache" });
    if (GONE.includes(shown.status)) continue;
    if (!shown.ok) throw Error(shown.status);
    wanted.add(page);
    if (page !== list) await kept.put(page, shown.clone());
    const [dated] = page.match(DATED) ?? [],
      beside = dated ? BESIDE.map(file => file.replace("#", dated)) : [];
    for (const part of [...named(NEEDED, await shown.text(), page), ...beside]) {
      const day = part.replace(/\d\/$/, "");
      if (wanted.has(part) || !part.startsWith(base) || (day !== part && day !== page)) continue;
      wanted.add(part);
      // The address of a style or a script changes with it; that of a page and of a day's files does not.
      if (/\.(css|js)\b/.test(part) && (await kept.match(part))) continue;
      const there = await fetch(part, { cache: "no-cache" });
      if (there.ok) await kept.put(part, there);
      else if (GONE.includes(there.status)) await kept.delete(part);
      else throw Error(there.status);
    }
  }
  await kept.put(list, answer);
  for (const { url } of await kept.keys()) if (!wanted.has(url)) await kept.delete(url);
}

async function renewNowAndThen() {
  const last = await (await caches.open(name)).match(list);
  if (!(Date.now() - Date.parse(last?.headers.get("date")) < SELDOM)) await renew();
}

async function without(request, error) {
  const kept = await caches.open(name),
    isPage = request.mode === "navigate",
    isListed = isPage && request.url.startsWith(scope) && OURS.test(request.url.slice(scope.length)),
    answer = (await kept.match(request, { ignoreSearch: isPage })) ?? (isListed && (await kept.match(list)));
  if (!answer) throw error;
  return answer;
}

addEventListener("install", event => event.waitUntil(renew().then(() => skipWaiting())));
addEventListener("activate", event => event.waitUntil(clients.claim()));
addEventListener("fetch", event => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(base)) return;
  // A page that a browser would show for minutes without asking is asked for.
  const fresh = request.mode === "navigate" ? fetch(request, { cache: "no-cache" }) : fetch(request);
  event.respondWith(fresh.catch(error => without(request, error)));
  if (request.mode === "navigate") event.waitUntil(renewNowAndThen().catch(() => {}));
});
