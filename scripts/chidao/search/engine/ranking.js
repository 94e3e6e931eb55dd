// Ranking by postings: BM25 over syllables and pairs, abbreviations and their long forms as one.

/** Which documents hold the words of *reading*, and how well: BM25 over syllables and pairs. */
async function ranked(index, reading, typing) {
  const scores = new Float32Array(index.documents)
  const covered = new Float32Array(index.documents)
  const titled = new Float32Array(index.documents)
  const parts = await parted(index, reading, typing)
  let whole = 0
  const counted = new Set()
  for (const part of parts) {
    if (part.single && counted.has(part.term)) continue // a word that is said twice is asked for once
    counted.add(part.term)
    if (!part.asking) whole += part.weight
    if (part.single) add(part)
    else blend(part)
  }
  for (const { postings, weight } of await pairs(index, reading)) {
    for (let n = 0; n < postings.count; n++) scores[postings.documents[n]] += weight * impact(postings.codes[n])
  }
  for (const { postings, weight } of await exact(index, reading, parts)) {
    // All of them before any other reading of the same letters.
    for (let n = 0; n < postings.count; n++) scores[postings.documents[n]] += weight * (1 + impact(postings.codes[n]))
  }
  return { scores, covered, titled, whole, parts }

  function add({ postings: { documents, codes, count }, weight, asking }) {
    const share = asking ? 0 : weight
    for (let n = 0; n < count; n++) {
      const document = documents[n]
      scores[document] += weight * impact(codes[n])
      covered[document] += share
      if (inTitle(codes[n])) titled[document] += share
    }
  }

  /** Several ways to write one thing: the best of them counts. */
  function blend({ ways, weight }) {
    const best = new Map()
    const titles = new Set()
    for (const way of ways) {
      for (const [document, value] of way) if (value > (best.get(document) ?? 0)) best.set(document, value)
      for (const document of way.titles) titles.add(document)
    }
    for (const document of titles) titled[document] += weight
    for (const [document, value] of best) {
      scores[document] += weight * value
      covered[document] += weight
    }
  }
}

/** The words of a question, those of an abbreviation or of its long form as one part. */
async function parted(index, reading, typing) {
  const { words } = reading
  const parts = []
  for (let i = 0; i < words.length; i++) {
    const [ways, length] = reading.ways(i)
    if (ways) {
      const found = await Promise.all(ways.map((way) => together(index, way)))
      const typed = Math.max(...found.map((way) => way.size))
      const count = Math.min(index.documents, typed)
      parts.push({ words: words.slice(i, i + length), ways: found, weight: index.idf(count) * Math.max(1, length), count })
      i += length - 1
      continue
    }
    if (typing && reading.open && i === words.length - 1) {
      const open = await completed(index, words[i - 1], words[i])
      if (open) {
        parts.push({ words: [words[i]], ...open })
        continue
      }
    }
    parts.push({ words: [words[i]], single: true, term: words[i].term, asking: reading.asking.has(i) })
  }
  await Promise.all(
    parts.map(async (part) => {
      if (!part.single) return
      part.postings = await index.term(part.term)
      part.count = part.postings.count
      part.weight = index.idf(part.count)
    }),
  )
  return parts
}

/** The documents in which *terms* stand side by side, as far as pairs tell: document → weight. */
async function together(index, terms) {
  const wanted = terms.length > 1 ? terms.slice(1).map((term, n) => `${terms[n]} ${term}`) : terms
  const lists = await Promise.all(wanted.map((term) => index.term(term)))
  lists.sort((a, b) => a.count - b.count)
  let found = new Map()
  let titles = new Set()
  lists.forEach(({ documents, codes, count }, place) => {
    const both = new Map()
    const named = new Set()
    for (let n = 0; n < count; n++) {
      const document = documents[n]
      if (place && !found.has(document)) continue
      both.set(document, (found.get(document) ?? 0) + impact(codes[n]) / lists.length)
      if (inTitle(codes[n]) && (!place || titles.has(document))) named.add(document)
    }
    found = both
    titles = named
  })
  return Object.assign(found, { titles })
}

/** What the unfinished last word may become, most likely first. */
async function completed(index, before, word) {
  const spellings = await index.spellings()
  let ends = []
  if (before) {
    const side = await index.range(`${before.term} ${word.term}`)
    ends = side.sort((a, b) => b[1] - a[1]).map(([term]) => term.split(" ")[1])
  }
  if (!ends.length) {
    ends = [...spellings.keys()].filter((term) => term.startsWith(word.term))
    ends.sort((a, b) => spellings.get(b) - spellings.get(a) || (a < b ? -1 : 1))
  }
  ends = [...new Set([...(spellings.has(word.term) ? [word.term] : []), ...ends])].slice(0, 6)
  if (!ends.length || (ends.length === 1 && ends[0] === word.term)) return null
  const ways = await Promise.all(
    ends.map(async (term) => {
      const way = await together(index, [term])
      if (before) for (const [document, value] of await together(index, [before.term, term])) way.set(document, (way.get(document) ?? 0) + value)
      return way
    }),
  )
  const count = Math.min(index.documents, Math.max(...ways.map((way) => way.size)))
  return { ways, weight: index.idf(count), count, ends }
}

const FEW = 3

/** The term of a word in its own reading. */
const exactTerm = (word) => `${word.term}'${letters(accents(word.word))}`

/** Of a question of a few words with accents: each word as it is typed.  In longer ones pairs tell as much. */
async function exact(index, reading, parts) {
  if (!reading.accents || reading.words.length > FEW) return []
  const words = parts.filter((part) => part.single && part.count).flatMap((part) => part.words)
  const found = await Promise.all(words.map((word) => index.term(exactTerm(word))))
  return found.map((postings) => ({ postings, weight: index.idf(postings.count) }))
}

async function pairs(index, reading) {
  const terms = new Set()
  for (const words of [reading.words, ...reading.phrases]) {
    for (let i = 0; i + 1 < words.length; i++) terms.add(`${words[i].term} ${words[i + 1].term}`)
  }
  const found = await Promise.all(Array.from(terms, (term) => index.term(term)))
  return found.map((postings) => ({ postings, weight: index.idf(postings.count) }))
}

/** Which share of a question a document must hold: all of a short one, most of a long one. */
const share = (words) => (words <= 3 ? 1 : Math.max(0.3, 1 - 0.1 * (words - 3)))
