/* theme/assets/javascripts/palette.js
 * The button for dark pages.  The choice is kept; to choose what the system says is to follow it again.
 * Without JavaScript pages are light, and there is no button. */
(() => {
  const button = document.querySelector("[data-vb-palette]")
  if (!button) return

  const system = matchMedia("(prefers-color-scheme: dark)")

  const show = (dark) => {
    document.body.dataset.mdColorScheme = dark ? "slate" : "default"
    button.setAttribute("aria-pressed", dark)
  }

  button.addEventListener("click", () => {
    const dark = button.getAttribute("aria-pressed") !== "true"
    show(dark)
    chidaoChosen.keep("palette", dark === system.matches ? "system" : dark ? "slate" : "default")
  })
  system.addEventListener("change", () => {
    if ([null, "system"].includes(chidaoChosen.get("palette"))) show(system.matches)
  })

  show(document.body.dataset.mdColorScheme === "slate")
  button.hidden = false
})()
