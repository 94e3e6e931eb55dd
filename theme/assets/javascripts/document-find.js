/* theme/assets/javascripts/document-find.js
 * Finds words in the text of a document: a bar with how many places there are, a list of them, and the way
 * from one to the next (Enter, or keys n and p); Escape takes all away.  It opens with the tool beside the
 * text, and on arrival from a search (?q=…).  Reads as search does, with its engine: "uy ban" finds "uỷ ban".
 * Without JavaScript, and for other readers of the same page, there are no marks. */
(() => {
  const text = document.querySelector("[data-vb-text]")
  const box = document.querySelector("[data-vb-search]")
  if (!text || !box || !globalThis.chidaoTool) return

  const LISTED = 300
  const marks = chidaoMarks(text)
  let places = []
  let here = -1
  let asked = 0
  let waiting

  // ── The bar ──

  const element = (name, className, attributes = {}) => {
    const made = document.createElement(name)
    made.className = className
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
    return made
  }

  const bar = element("div", "vb-marks", { role: "search", "aria-label": "Tìm trong văn bản này" })
  const field = element("input", "vb-marks__field", { type: "search", "aria-label": "Tìm trong văn bản này", placeholder: "Tìm trong văn bản này", autocomplete: "off", spellcheck: "false", maxlength: "300" })
  const said = element("span", "vb-marks__said", { role: "status" })
  const list = element("ol", "vb-marks__list", { id: "vb-marks-list", role: "list", "aria-label": "Những chỗ tìm thấy" })

  const button = (name, act) => {
    const made = element("button", "vb-marks__button", { type: "button" })
    made.textContent = name
    made.addEventListener("click", act)
    return made
  }

  const previous = button("‹ Trước", () => lead(here < 0 ? -1 : here - 1))
  const next = button("Sau ›", () => lead(here + 1))
  const listing = button("Danh sách", () => unfold(list.hidden))
  const close = button("Đóng", () => finish())
  listing.setAttribute("aria-controls", list.id)
  previous.title = "Chỗ trước (phím p)"
  next.title = "Chỗ sau (phím n)"
  close.title = "Bỏ đánh dấu (phím Esc)"
  bar.append(field, said, previous, next, listing, close, list)

  const unfold = (open) => {
    list.hidden = !open
    listing.setAttribute("aria-expanded", open)
  }

  // ── The places ──

  /** What clause a place is in, by the labels before it. */
  const clauses = () => {
    const labels = [...text.querySelectorAll("[data-vb-copy]")]
    let at = 0
    return (mark) => {
      while (at < labels.length && labels[at].compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING) at++
      const name = labels[at - 1]?.dataset.vbCopy ?? "phần đầu"
      return name.charAt(0).toUpperCase() + name.slice(1)
    }
  }

  const draw = () => {
    const clause = clauses()
    const rows = places.slice(0, LISTED).map(({ pieces, before, words, after }, place) => {
      const hit = element("button", "vb-marks__hit", { type: "button" })
      const name = document.createElement("b")
      const found = document.createElement("mark")
      name.textContent = clause(pieces[0])
      found.textContent = words
      hit.append(name, ` ${before}`, found, after)
      hit.addEventListener("click", () => lead(place))
      const row = document.createElement("li")
      row.append(hit)
      return row
    })
    list.replaceChildren(...rows)
    if (places.length > LISTED) list.append(`và ${places.length - LISTED} chỗ nữa`)
    for (const made of [previous, next, listing]) made.hidden = !places.length
  }

  const lead = (place) => {
    if (!places.length) return
    for (const made of places[here]?.pieces ?? []) made.classList.remove("vb-mark--here")
    list.children[here]?.firstChild.removeAttribute?.("aria-current")
    here = (place + places.length) % places.length
    for (const made of places[here].pieces) made.classList.add("vb-mark--here")
    const hit = list.children[here]?.firstChild
    hit?.setAttribute?.("aria-current", "true")
    hit?.scrollIntoView?.({ block: "nearest" })
    chidaoShow(text)
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches
    places[here].pieces[0].scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" })
    said.textContent = `${here + 1} trên ${places.length} chỗ`
  }

  // ── The question ──

  /** The whole question in a row; where it nowhere is, pairs of its words; where there are none, its words. */
  const ways = (reading) => [
    ["chỗ", (whole) => reading.whole(whole)],
    ["chỗ", (whole) => reading.whole(whole, true)],
    ["chỗ có vài từ", (whole) => reading.marks(whole, false)],
    ["chỗ có vài từ", (whole) => reading.marks(whole, true)],
  ]

  const find = async (question) => {
    const mine = ++asked
    const engine = await chidaoIndex(box.dataset.vbSearch)
    if (mine !== asked) return
    marks.clear()
    places = []
    here = -1
    const reading = engine.reading(question)
    let what = "chỗ"
    for (const [name, way] of reading.empty ? [] : ways(reading)) {
      places = marks.set(way)
      what = name
      if (places.length) break
    }
    draw()
    said.textContent = places.length ? `${places.length} ${what}` : question.trim() ? `Không chỗ nào có “${question.trim()}”` : ""
  }

  const ask = (question) => find(question).catch(() => (said.textContent = "Không mở được bộ tìm kiếm"))

  // ── Beginning and end ──

  const begin = () => {
    if (!bar.isConnected) {
      document.body.append(bar)
      document.body.classList.add("vb-finding")
      document.addEventListener("keydown", keys)
      draw()
    }
  }

  const finish = () => {
    asked++
    marks.clear()
    places = []
    field.value = said.textContent = ""
    const inside = bar.contains(document.activeElement)
    bar.remove()
    document.body.classList.remove("vb-finding")
    document.removeEventListener("keydown", keys)
    if (location.search) history.replaceState(null, "", location.pathname.split("/").pop() + location.hash)
    if (inside) tool.focus()
  }

  const keys = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (event.key === "Escape" && (bar.contains(event.target) || !event.target.closest("input, textarea, select"))) finish()
    else if (event.target === field && event.key === "Enter") lead(event.shiftKey ? (here < 0 ? -1 : here - 1) : here + 1)
    else if (event.target.closest("input, textarea, select")) return
    else if (event.key === "n") lead(here + 1)
    else if (event.key === "p") lead(here < 0 ? -1 : here - 1)
    else return
    event.preventDefault()
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => ask(field.value), 150)
  })

  const tool = chidaoTool("Tìm trong văn bản", () => {
    begin()
    unfold(matchMedia("(min-width: 60em)").matches)
    field.focus()
    chidaoIndex(box.dataset.vbSearch).catch(() => {})
  })

  const arrive = async (question) => {
    begin()
    unfold(false)
    field.value = question
    await ask(question)
    // The marks are there later than the browser's own jump to the clause; it may have moved.
    const clause = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (!clause || !text.contains(clause)) return
    clause.scrollIntoView()
    const after = Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY
    here = places.findIndex(({ pieces }) => clause.compareDocumentPosition(pieces[0]) & after) - 1
  }

  const question = new URLSearchParams(location.search).get("q")
  if (question) arrive(question).catch(() => {}) // a page without marks is still the page
})()
