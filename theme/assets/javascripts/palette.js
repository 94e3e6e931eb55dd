/* theme/assets/javascripts/palette.js
 * The button for dark pages.  The choice is kept; to choose what the system says is to follow it again.
 * Without JavaScript pages are light, and there is no button. */
(() => {
  const button = document.querySelector("[data-vb-palette]")
  if (!button) return

  const system = matchMedia("(prefers-color-scheme: dark)")
  // As in palette-first.js: Firefox keeps a store for each file, Chromium no cookies for files.
  const stored = () => {
    let chosen = document.cookie.match(/(?:^|; )vb-palette=(\w+)/)?.[1] ?? null
    try {
      chosen ??= localStorage.getItem("vb-palette")
    } catch {
      /* Where storage is forbidden the choice holds for this page. */
    }
    return chosen === "system" ? null : chosen
  }

  const store = (chosen) => {
    document.cookie = `vb-palette=${chosen}; path=/; max-age=31536000; samesite=lax`
    try {
      localStorage.setItem("vb-palette", chosen)
    } catch {
      /* See above. */
    }
  }

  const show = (dark) => {
    document.body.dataset.mdColorScheme = dark ? "slate" : "default"
    button.setAttribute("aria-pressed", dark)
  }

  button.addEventListener("click", () => {
    const dark = button.getAttribute("aria-pressed") !== "true"
    show(dark)
    store(dark === system.matches ? "system" : dark ? "slate" : "default")
  })
  system.addEventListener("change", () => stored() || show(system.matches))

  show(document.body.dataset.mdColorScheme === "slate")
  button.hidden = false
})()
