/* theme/assets/javascripts/citation-preview.js
 * Shows what a citation means when its link is hovered, focused or touched: the first touch shows, the
 * second follows.  What is shown stands at the end of the page, so nothing is fetched.
 * Without JavaScript a citation is a link, and what is cited still describes it to a screen reader. */
(() => {
  if (!document.querySelector("[data-vb-previews]")) return

  const card = document.createElement("div")
  card.className = "vb-preview"
  card.hidden = true
  // It repeats the description that the link has already.
  card.setAttribute("aria-hidden", "true")
  document.body.append(card)

  const link = (event) => event.target.closest?.('a[aria-describedby^="vb-"]')
  let shown = null
  let waiting
  let touched = false

  const hide = () => {
    clearTimeout(waiting)
    card.hidden = true
    shown = null
  }

  const show = (a, x) => {
    clearTimeout(waiting)
    const told = document.getElementById(a.getAttribute("aria-describedby"))
    if (!told || a === shown) return
    card.replaceChildren(...told.cloneNode(true).childNodes)
    card.classList.toggle("vb-preview--touch", touched)
    card.hidden = false
    shown = a
    // A citation may run over lines: beside the piece under the pointer, else beside the first.
    const pieces = [...a.getClientRects()]
    const place = pieces.find((p) => x >= p.left && x <= p.right) ?? pieces[0]
    const wide = document.documentElement.clientWidth
    const left = Math.max(8, Math.min(place.left, wide - card.offsetWidth - 8))
    const bottom = pieces.at(-1).bottom
    const below = bottom + card.offsetHeight + 8 <= innerHeight
    const top = below || pieces[0].top < card.offsetHeight + 8 ? bottom + 4 : pieces[0].top - card.offsetHeight - 4
    card.style.left = `${left + scrollX}px`
    card.style.top = `${top + scrollY}px`
  }

  const later = (act, time) => {
    clearTimeout(waiting)
    waiting = setTimeout(act, time)
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return
    const a = link(event)
    if (a) {
      touched = false
      later(() => show(a, event.clientX), 150)
    } else if (card.contains(event.target)) clearTimeout(waiting) // one may move onto it, and read
    else if (shown && shown !== document.activeElement) later(hide, 250)
    else if (!shown) clearTimeout(waiting)
  })
  document.addEventListener("focusin", (event) => {
    const a = link(event)
    if (a && a.matches(":focus-visible")) show(a)
    else if (!touched) hide()
  })
  document.addEventListener("focusout", () => touched || hide())
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch"
    if (touched && !link(event) && !card.contains(event.target)) hide()
  })
  document.addEventListener("click", (event) => {
    const a = touched && link(event)
    if (!a || a === shown) return
    event.preventDefault()
    show(a, event.clientX)
  })
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide()
  })
})()
