/* theme/assets/javascripts/trail.js
 * Leads from a document to the one before and the one after it in the list that one came from: results of a
 * search, a shelf, the timeline.  A list is remembered when one of its links is followed, for this window.
 * Without JavaScript, or where nothing may be remembered, the way back serves. */
(() => {
  const NAME = "vb-trail"
  const MOST = 500
  const COOKIE = 3500 // of the 4096 bytes that a browser takes
  const list = document.querySelector("[data-vb-trail]")
  const page = document.querySelector("[data-vb-document]")
  const search = document.querySelector("[data-vb-search]")
  if (!(list || page) || !search) return

  const root = new URL(`${search.dataset.vbSearch || "."}/`, location.href).href
  const plain = (address) => address.split(/[?#]/)[0]
  const short = (href) => (href.startsWith(root) ? href.slice(root.length) : href)

  /** What is remembered: { title, from, first, total, items }; *items* are addresses below the root. */
  const trail = (clicked) => {
    const seen = new Map()
    for (const link of list.querySelectorAll("a")) {
      // Each document once, by its first link: a result also leads to its clauses.
      const address = short(link.href)
      if (address.startsWith("van-ban/") && !seen.has(plain(address))) seen.set(plain(address), address)
    }
    const items = [...seen.values()].slice(0, MOST)
    const place = Math.max(0, [...seen.keys()].indexOf(plain(short(clicked.href))))
    return [{ title: document.querySelector("h1").textContent, from: short(location.href), first: 1, total: items.length, items }, place]
  }

  /** Firefox keeps a store for each file, but one jar of cookies for all: there as many as it takes, around
   *  the one that is followed. */
  const around = (whole, place) => {
    for (let reach = 40; reach > 0; reach--) {
      const start = Math.max(0, place - reach)
      const part = { ...whole, first: start + 1, items: whole.items.slice(start, place + reach + 1) }
      const text = encodeURIComponent(JSON.stringify(part))
      if (text.length < COOKIE) return text
    }
    return ""
  }

  const remember = (clicked) => {
    const [whole, place] = trail(clicked)
    try {
      sessionStorage.setItem(NAME, JSON.stringify(whole))
    } catch {
      /* Forbidden, or full: no trail. */
    }
    if (location.protocol === "file:") document.cookie = `${NAME}=${around(whole, place)}; path=/; samesite=lax`
  }

  const remembered = () => {
    try {
      const cookie = document.cookie.match(`(?:^|; )${NAME}=([^;]+)`)?.[1]
      return JSON.parse(sessionStorage.getItem(NAME) ?? decodeURIComponent(cookie ?? "null"))
    } catch {
      return null
    }
  }

  const link = (address, name, rel = "") => {
    const made = document.createElement("a")
    made.className = "vb-trail__link"
    made.href = root + address
    made.textContent = name
    if (rel) made.rel = rel
    return made
  }

  const show = ({ title, from, first, total, items }) => {
    const here = items.findIndex((address) => plain(address) === plain(short(location.href)))
    if (here < 0 || total < 2) return
    const nav = document.createElement("nav")
    nav.className = "vb-trail"
    nav.setAttribute("aria-label", "Danh sách vừa xem")
    if (items[here - 1]) nav.append(link(items[here - 1], "‹ Văn bản trước", "prev"))
    nav.append(link(from, `${title}: ${here + first} trên ${total}`))
    if (items[here + 1]) nav.append(link(items[here + 1], "Văn bản sau ›", "next"))
    page.prepend(nav)
  }

  list?.addEventListener("click", (event) => {
    const clicked = event.target.closest("a")
    if (clicked) remember(clicked)
  })
  const known = page && remembered()
  if (known) show(known)
})()
