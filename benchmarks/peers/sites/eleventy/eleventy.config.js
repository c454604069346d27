module.exports = (config) => {
  const newestFirst = (api) => api.getFilteredByGlob("content/days/*.md").sort((a, b) => b.date - a.date);
  config.addCollection("day", newestFirst);
  config.addCollection("months", (api) => {
    const months = new Map();
    for (const page of newestFirst(api)) {
      const month = page.date.toISOString().slice(0, 7);
      months.set(month, [...(months.get(month) || []), page]);
    }
    return [...months];
  });
  config.addFilter("head", (list, count) => list.slice(0, count));
  config.setQuietMode(true);
  return { dir: { input: "content", output: "public" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
};
