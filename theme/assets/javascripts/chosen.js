/* theme/assets/javascripts/chosen.js
 * What the reader chose for all pages (light or dark, the size of the text, its width): kept, and set before
 * anything is shown.  The buttons come later, with palette.js and reading.js.
 * Without JavaScript pages are light, and as large and wide as the browser makes them. */
globalThis.chidaoChosen = (() => {
  // Firefox keeps a store for each file, but one jar of cookies for all; Chromium keeps no cookies for files.
  const get = (name) => {
    let chosen = document.cookie.match(`(?:^|; )vb-${name}=(\\w+)`)?.[1] ?? null
    try {
      chosen ??= localStorage.getItem(`vb-${name}`)
    } catch {
      /* Where storage is forbidden the choice holds for this page. */
    }
    return chosen
  }

  const keep = (name, value) => {
    document.cookie = `vb-${name}=${value}; path=/; max-age=31536000; samesite=lax`
    try {
      localStorage.setItem(`vb-${name}`, value)
    } catch {
      /* See above. */
    }
  }

  const page = document.body.dataset
  const palette = get("palette")
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default"
  page.mdColorScheme = ["slate", "default"].includes(palette) ? palette : system
  page.vbSize = get("size") ?? "2"
  page.vbWidth = get("width") ?? "middle"
  return { get, keep }
})()
