/* theme/assets/javascripts/open-wide.js
 * Opens a box where the screen has room for it: data-vb-open-from="60em".
 * Without JavaScript it stays closed until it is pressed. */
(() => {
  for (const box of document.querySelectorAll("[data-vb-open-from]")) {
    const wide = matchMedia(`(min-width: ${box.dataset.vbOpenFrom})`)
    const follow = () => {
      box.open = wide.matches
    }
    wide.addEventListener("change", follow)
    follow()
  }
})()
