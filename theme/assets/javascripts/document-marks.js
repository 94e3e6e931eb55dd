/* theme/assets/javascripts/document-marks.js
 * Marks places in a text and takes the marks away again: chidaoMarks(text) → { set, clear }.
 * The words stay what they were, and links stay links. */
globalThis.chidaoMarks = (text) => {
  const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, blockquote, figcaption"
  const AROUND = 60
  let places = []

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

  const wrap = (nodes, starts, whole, [start, end]) => {
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
    return pieces
  }

  /** The words around a place, cut between words. */
  const around = (whole, [start, end]) => ({
    before: (start > AROUND ? "…" : "") + whole.slice(Math.max(0, start - AROUND), start).replace(start > AROUND ? /^\S*\s/ : "", ""),
    words: whole.slice(start, end),
    after: whole.slice(end, end + AROUND).replace(whole.length > end + AROUND ? /\s\S*$/ : "", "") + (whole.length > end + AROUND ? "…" : ""),
  })

  /** Marks what *find* finds in each block: [start, end] …  Returns the places in reading order. */
  const set = (find) => {
    for (const nodes of blocks()) {
      const starts = []
      let whole = ""
      for (const node of nodes) {
        starts.push(whole.length)
        whole += node.data
      }
      const here = []
      // From the last to the first, so that earlier offsets stay true.
      for (const place of find(whole).reverse()) {
        const pieces = wrap(nodes, starts, whole, place)
        if (pieces.length) here.unshift({ pieces, ...around(whole, place) })
      }
      places.push(...here)
    }
    const order = (a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1)
    return places.sort((a, b) => order(a.pieces[0], b.pieces[0]))
  }

  const clear = () => {
    for (const made of places.flatMap(({ pieces }) => pieces)) {
      const parent = made.parentNode
      made.replaceWith(...made.childNodes)
      parent.normalize()
    }
    places = []
  }

  return { set, clear }
}
