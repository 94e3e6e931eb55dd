/* theme/assets/javascripts/trail.js
 * Leads from a document to the one before and the one after it in the list that one came from: results of a
 * search, a shelf, the timeline.  A list is remembered when one of its links is followed, for this window.
 * Without JavaScript, or where nothing may be remembered, the way back serves. */
(() => {
  const NAME = "vb-trail"
  const MOST = 500
  const list = document.querySelector("[data-vb-trail]")
  const page = document.querySelector("[data-vb-document]")

  const plain = (address) => address.split(/[?#]/)[0]

  const remember = () => {
    const seen = new Map()
    for (const link of list.querySelectorAll("a")) {
      // Each document once, by its first link: a result also leads to its clauses.
      if (link.pathname.includes("/van-ban/") && !seen.has(plain(link.href))) seen.set(plain(link.href), [link.href, link.textContent])
    }
    const trail = { title: document.querySelector("h1").textContent, from: location.href, items: [...seen.values()].slice(0, MOST) }
    try {
      sessionStorage.setItem(NAME, JSON.stringify(trail))
    } catch {
      /* Forbidden, or full: no trail. */
    }
  }

  const remembered = () => {
    try {
      return JSON.parse(sessionStorage.getItem(NAME))
    } catch {
      return null
    }
  }

  const link = (href, name, title, rel) => {
    const made = document.createElement("a")
    made.className = "vb-trail__link"
    made.href = href
    made.textContent = name
    if (title) made.title = title
    if (rel) made.rel = rel
    return made
  }

  const show = (trail) => {
    const here = trail.items.findIndex(([href]) => plain(href) === plain(location.href))
    if (here < 0 || trail.items.length < 2) return
    const nav = document.createElement("nav")
    nav.className = "vb-trail"
    nav.setAttribute("aria-label", "Danh sách vừa xem")
    const before = trail.items[here - 1]
    const after = trail.items[here + 1]
    if (before) nav.append(link(before[0], "‹ Văn bản trước", before[1], "prev"))
    nav.append(link(trail.from, `${trail.title}: ${here + 1} trên ${trail.items.length}`, "Về danh sách"))
    if (after) nav.append(link(after[0], "Văn bản sau ›", after[1], "next"))
    page.prepend(nav)
  }

  list?.addEventListener("click", (event) => event.target.closest("a") && remember())
  if (page) {
    const trail = remembered()
    if (trail) show(trail)
  }
})()
