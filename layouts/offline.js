// Has the last days kept on this device, or forgotten, as the reader says. Stands on broadsheet.js.
const choice = one("#keeping"),
  [keepButton, forgetButton] = all("button", choice),
  state = one("output", choice),
  // That of another language may answer for this one.
  worker = async () => {
    const there = await navigator.serviceWorker?.getRegistration(home);
    return there?.scope === home ? there : void 0;
  };

async function tell(failed) {
  const isKept = !!(await worker())?.active;
  keepButton.hidden = isKept || !navigator.serviceWorker;
  forgetButton.hidden = !isKept;
  state.value = state.dataset[failed ?? (isKept ? "kept" : navigator.serviceWorker ? "none" : "never")];
}

on(
  "click",
  async ({ target }) => {
    if (target === keepButton) {
      state.value = state.dataset.now;
      const { installing, active } = await keepDays().catch(() => ({}));
      if (installing) on("statechange", () => tell(installing.state === "redundant" ? "failed" : void 0), installing);
      else tell(active ? void 0 : "failed");
    } else if (target === forgetButton) {
      await (await worker())?.unregister();
      for (const name of await caches.keys()) if (name === "broadsheet " + home) await caches.delete(name);
      tell();
    }
  },
  choice,
);
tell();
