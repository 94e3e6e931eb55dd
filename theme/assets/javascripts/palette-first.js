/* theme/assets/javascripts/palette-first.js
 * Sets light or dark pages before anything is shown: palette.js, which has the button, comes later.
 * Without JavaScript pages are light. */
(() => {
  // Firefox keeps a store for each file, but one jar of cookies for all; Chromium keeps no cookies for files.
  let chosen = document.cookie.match(/(?:^|; )vb-palette=(\w+)/)?.[1] ?? null
  try {
    chosen ??= localStorage.getItem("vb-palette")
  } catch {
    /* Storage may be forbidden. */
  }
  if (chosen === "system") chosen = null
  const dark = chosen ? chosen === "slate" : matchMedia("(prefers-color-scheme: dark)").matches
  document.body.dataset.mdColorScheme = dark ? "slate" : "default"
})()
