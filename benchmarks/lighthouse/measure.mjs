// node measure.mjs URL RUNS: what Lighthouse finds, one run in a fresh browser after another, as JSON.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu"];
const [url, runs] = process.argv.slice(2);

async function run() {
  const browser = await launch({ chromeFlags: FLAGS });
  try {
    const options = { port: browser.port, logLevel: "error", onlyCategories: CATEGORIES };
    const { lhr } = await lighthouse(url, options);
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    return found(lhr);
  } finally {
    browser.kill();
  }
}

function found({ audits, categories }) {
  const number = (name) => audits[name].numericValue;
  const weighed = Object.values(categories).flatMap(({ auditRefs }) => auditRefs).filter(({ weight }) => weight);
  const lost = weighed.map(({ id }) => audits[id]).filter(({ score }) => score !== null && score < 1);
  return {
    scores: CATEGORIES.map((name) => Math.round(categories[name].score * 100)),
    tbt: Math.round(number("total-blocking-time")),
    cls: Number(number("cumulative-layout-shift").toFixed(3)),
    lcp: Math.round(number("largest-contentful-paint")),
    bytes: number("total-byte-weight"),
    elements: number("dom-size"),
    lost: lost.map(({ title, displayValue = "" }) => `${title} ${displayValue}`.trim()),
  };
}

const all = [];
for (let count = 0; count < Number(runs); count += 1) all.push(await run());
console.log(JSON.stringify(all));
