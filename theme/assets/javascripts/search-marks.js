/* theme/assets/javascripts/search-marks.js
 * On arrival from a search (?q=…) marks the words of the question in the document.  A bar tells how many
 * places there are, leads from one to the next (keys n and p), and takes the marks away again (Escape).
 * Without JavaScript, and for other readers of the same page, there are no marks. */
(() => {
  const question = new URLSearchParams(location.search).get("q")
  const text = document.querySelector("[data-vb-text]")
  const box = document.querySelector("[data-vb-search]")
  if (!question || !text || !box) return

  const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, blockquote, figcaption"
  const bar = document.createElement("div")
  const said = document.createElement("span")
  let places = []
  let here = -1

  /** Each block of text is marked as one: a phrase may run over a link or bold type. */
  const blocks = () => {
    const found = new Map()
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const block = node.parentElement.closest(BLOCKS) ?? text
      if (!found.has(block)) found.set(block, [])
      found.get(block).push(node)
    }
    return found.values()
  }

  /** Marks what is asked; words that stand alone only if *alone*. */
  const mark = (reading, alone) => {
    for (const nodes of blocks()) {
      const starts = []
      let whole = ""
      for (const node of nodes) {
        starts.push(whole.length)
        whole += node.data
      }
      // From the last to the first, so that earlier offsets stay true.
      for (const [start, end] of reading.marks(whole, alone).reverse()) {
        const pieces = []
        for (let n = nodes.length - 1; n >= 0; n--) {
          const from = Math.max(start - starts[n], 0)
          const to = Math.min(end - starts[n], (starts[n + 1] ?? whole.length) - starts[n])
          if (from >= to) continue
          const range = document.createRange()
          range.setStart(nodes[n], from)
          range.setEnd(nodes[n], to)
          const made = document.createElement("mark")
          made.className = "vb-mark"
          range.surroundContents(made)
          pieces.unshift(made)
        }
        if (pieces.length) places.push(pieces)
      }
    }
    places.sort(([a], [b]) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))
  }

  const lead = (place) => {
    if (!places.length) return
    for (const made of places[here] ?? []) made.classList.remove("vb-mark--here")
    here = (place + places.length) % places.length
    for (const made of places[here]) made.classList.add("vb-mark--here")
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches
    places[here][0].scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" })
    said.textContent = `${here + 1} trên ${places.length} chỗ có “${question}”`
  }

  const clear = () => {
    for (const made of places.flat()) {
      const parent = made.parentNode
      made.replaceWith(...made.childNodes)
      parent.normalize()
    }
    places = []
    bar.remove()
    history.replaceState(null, "", location.pathname.split("/").pop() + location.hash)
    document.removeEventListener("keydown", keys)
  }

  const keys = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return
    if (event.key === "n") lead(here + 1)
    else if (event.key === "p") lead(here < 0 ? -1 : here - 1)
    else if (event.key === "Escape") clear()
    else return
    event.preventDefault()
  }

  const button = (name, act) => {
    const made = document.createElement("button")
    made.type = "button"
    made.className = "vb-marks__button"
    made.textContent = name
    made.addEventListener("click", act)
    return made
  }

  const start = async () => {
    const engine = await chidaoIndex(box.dataset.vbSearch)
    const reading = engine.reading(question)
    mark(reading, false)
    if (!places.length) mark(reading, true)
    bar.className = "vb-marks"
    bar.setAttribute("role", "region")
    bar.setAttribute("aria-label", "Kết quả tìm trong văn bản")
    said.setAttribute("role", "status")
    bar.append(said)
    if (places.length) bar.append(button("Chỗ trước (p)", () => lead(here < 0 ? -1 : here - 1)), button("Chỗ sau (n)", () => lead(here + 1)))
    bar.append(button("Bỏ đánh dấu (Esc)", clear))
    document.body.append(bar)
    said.textContent = places.length ? `${places.length} chỗ có “${question}”` : `Không chỗ nào có đủ các từ của “${question}”`
    document.addEventListener("keydown", keys)
    // The marks are there later than the browser's own jump to the clause; it may have moved.
    const clause = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (clause) {
      clause.scrollIntoView()
      here = places.findIndex(([made]) => clause.compareDocumentPosition(made) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY)) - 1
    }
  }

  start().catch(() => {}) // a page without marks is still the page
})()
