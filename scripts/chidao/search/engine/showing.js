// What a result shows: the best sections, the best words of each, the words of the question marked.

const SNIPPET = 260

/** The best part of a text: [words, marked] … */
function snippet(text, reading) {
  const places = reading.marks(text)
  let start = 0
  if (text.length > SNIPPET && places.length) {
    let most = -1
    places.forEach(([begin], n) => {
      let letters = 0
      for (let k = n; k < places.length && places[k][1] <= begin + SNIPPET - 60; k++) letters += places[k][1] - places[k][0]
      if (letters > most) [most, start] = [letters, begin]
    })
    const before = text.slice(Math.max(0, start - 60), start)
    const sentence = before.search(/[.;:\n]\s[^.;:\n]*$/)
    start = start <= 60 ? 0 : start - before.length + (sentence >= 0 ? sentence + 2 : before.indexOf(" ") + 1)
  }
  let end = Math.min(text.length, start + SNIPPET)
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + SNIPPET / 2)
  const pieces = start ? [["… ", false]] : []
  let at = start
  for (const [from, to] of places) {
    if (from < start || to > end) continue
    if (from > at) pieces.push([text.slice(at, from), false])
    pieces.push([text.slice(from, to), true])
    at = to
  }
  if (at < end) pieces.push([text.slice(at, end), false])
  if (end < text.length) pieces.push([" …", false])
  return pieces
}

/** The sections of a judged text that answer best: one, or two that are nearly as good. */
function bestSections(rows, reading) {
  const worth = (row) => row.value / (1 + row.text.length / 20000)
  const sections = rows.filter((row) => !row.title && row.value > 0).sort((a, b) => worth(b) - worth(a))
  return sections
    .filter((row, n) => n < 2 && worth(row) >= 0.7 * worth(sections[0]))
    .map(({ anchor, label, text }) => ({ anchor, label, pieces: snippet(text, reading) }))
}

/** A whole text: [words, marked] … */
function pieces(text, reading) {
  const found = []
  let at = 0
  for (const [start, end] of reading.marks(text, false)) {
    if (start > at) found.push([text.slice(at, start), false])
    found.push([text.slice(start, end), true])
    at = end
  }
  if (at < text.length) found.push([text.slice(at), false])
  return found
}
