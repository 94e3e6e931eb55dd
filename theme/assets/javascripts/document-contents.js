/* theme/assets/javascripts/document-contents.js
 * Marks in the table of contents the clause that is being read.
 * Without JavaScript the contents are a list of links. */
(() => {
  const box = document.querySelector("[data-vb-contents]")
  if (!box) return

  const links = [...box.querySelectorAll("li > a")]
  const clauses = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))))
  let current = null

  // The last clause that begins above the upper third of the screen.  Clauses stand in reading order.
  const reading = () => {
    let low = 0
    let high = clauses.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (clauses[middle].getBoundingClientRect().top < innerHeight / 3) low = middle + 1
      else high = middle
    }
    return links[low - 1]
  }

  const mark = () => {
    waiting = false
    const link = reading()
    if (link === current) return
    current?.removeAttribute("aria-current")
    current = link
    if (!link) return
    link.setAttribute("aria-current", "location")
    // Keep it in sight in the box; scrollIntoView would move the page as well.
    const seen = box.getBoundingClientRect()
    const place = link.getBoundingClientRect()
    if (place.top < seen.top + 40 || place.bottom > seen.bottom - 40) {
      box.scrollTop += place.top - seen.top - seen.height / 2
    }
  }

  let waiting = false
  const soon = () => {
    if (!waiting) requestAnimationFrame(mark)
    waiting = true
  }
  addEventListener("scroll", soon, { passive: true })
  addEventListener("resize", soon)
  soon()

  // Above the text the box is closed again, so that it does not stand between the reader and the clause.
  box.addEventListener("click", (event) => {
    if (event.target.closest("a") && getComputedStyle(box).position !== "sticky") box.open = false
  })
})()
