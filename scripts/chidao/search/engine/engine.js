// The engine: a question in, results out.

const BEST = 20
// What the judgement of a text weighs beside its rank by postings, which is 1 for the best.
const TEXT = 0.8
const VERIFIED = 60

class Engine {
  constructor(index) {
    this.index = index
  }

  reading(question) {
    return new Reading(question, this.index.abbreviations)
  }

  /** The papers that a question names; for suggestions, and to open a pasted citation. */
  async named(question) {
    return (await named(this.index, this.reading(question), false)).cards
  }

  /** Answers a question.
   *
   *  filters  kind of facet → values, of which a document has one: { loai: ["ket-luan", "chi-thi"] }
   *  since, until  days, ISO 8601
   *  sort     "ngay" for the newest first; else by relevance
   *  from, size  which results: 0, 10
   *  typing   whether the question is being typed: its last word may go on
   */
  async search(question, { filters = {}, since = "", until = "", sort = "", from = 0, size = 10, typing = false } = {}) {
    const { index } = this
    const reading = this.reading(question)
    const facetsComing = index.facets()
    const chosen = Object.entries(filters).filter(([, values]) => values.length)
    const narrowed = chosen.length > 0 || Boolean(since || until)
    let matched
    let found = null
    let direct = []
    let relaxed = false
    if (reading.empty) {
      const allowed = await this.allowed(reading)
      matched = Uint32Array.from({ length: index.documents }, (_, n) => n).filter((n) => !allowed || allowed[n])
      sort = "ngay"
    } else {
      let beside
      ;[found, { cards: direct, beside }] = await Promise.all([ranked(index, reading, typing), named(index, reading, typing)])
      if (beside) direct = await this.withTitle(found, direct)
      ;({ matched, relaxed } = await this.matching(reading, found, direct))
    }
    const facets = await facetsComing
    const test = filterTest(facets, filters, since, until)
    const counts = countFacets(facets, matched, test)
    let kept = matched.filter((document) => test(document) === 0)
    const shown = direct.filter((card) => (card.held ? test(card.paper) === 0 : !narrowed))
    const first = new Set(shown.map((card) => card.paper))
    kept = sort === "ngay" ? kept.sort(newer(facets)) : sorted(kept, found.scores, newer(facets))
    const order = [...shown.map((card) => card.paper), ...Array.from(kept).filter((document) => !first.has(document))]
    const { hits, dropped } = await this.shown(reading, found, order, first, sort, from, size)
    const total = order.length - dropped
    let meantText = null
    if (found && !direct.length && (relaxed || (total < 3 && !narrowed))) meantText = await this.meant(reading, found.parts, relaxed || !total)
    return {
      question: reading.question,
      empty: reading.empty && !reading.without.length,
      total,
      relaxed: relaxed && total > 0,
      about: Boolean(reading.phrases.length) && order.length > VERIFIED,
      hits,
      direct: shown.length,
      facets: counts,
      missing: found ? found.parts.filter((part) => !part.count && !part.asking).map((part) => part.words.map((w) => w.word).join(" ")) : [],
      meant: meantText,
    }
  }

  /** *direct*, before it the document whose title is the question, citation and all. */
  async withTitle({ titled, scores, whole }, direct) {
    let best = -1
    for (let n = 0; n < titled.length; n++) if (titled[n] >= 0.9 * whole && (best < 0 || scores[n] > scores[best])) best = n
    if (best < 0) return direct
    return [await this.index.card(best), ...direct.filter(({ paper }) => paper !== best)]
  }

  /** The documents that hold the question, ascending. */
  async matching(reading, found, direct) {
    const { index } = this
    const { covered, scores, whole } = found
    const citing = new Uint8Array(index.documents)
    for (const card of direct.slice(0, 3)) {
      const cited = await index.term(`&${card.paper}`)
      for (const document of cited.documents) {
        citing[document] = 1
        scores[document] += whole
      }
      if (card.held) citing[card.paper] = 1
    }
    const allowed = await this.allowed(reading)
    const choose = (need) => {
      const chosen = []
      for (let n = 0; n < covered.length; n++) {
        if ((covered[n] >= need || citing[n]) && (!allowed || allowed[n])) chosen.push(n)
      }
      return Uint32Array.from(chosen)
    }
    const words = found.parts.reduce((sum, part) => sum + (part.asking ? 0 : part.words.length), 0)
    if (!words) return { matched: choose(0), relaxed: false }
    const need = share(words) * whole * 0.9999
    const matched = choose(need)
    if (matched.length) return { matched, relaxed: false }
    let most = 0
    for (let n = 0; n < covered.length; n++) if ((!allowed || allowed[n]) && covered[n] > most) most = covered[n]
    return { matched: most ? choose(most * 0.6) : matched, relaxed: true }
  }

  /** By document: 1 if its pairs allow that all phrases stand there and nothing that must not; null if anything goes. */
  async allowed(reading) {
    const { index } = this
    if (!reading.phrases.length && !reading.without.length) return null
    const allowed = new Uint8Array(index.documents).fill(1)
    for (const phrase of reading.phrases) {
      const holding = await together(index, phrase.map((word) => word.term))
      for (let n = 0; n < allowed.length; n++) if (!holding.has(n)) allowed[n] = 0
    }
    for (const phrase of reading.without) {
      const exactly = phrase.length === 1 && isAccented(phrase[0].word)
      const terms = exactly ? [exactTerm(phrase[0])] : phrase.map((word) => word.term)
      const holding = [...(await together(index, terms)).keys()]
      // Pairs do not tell that three syllables stand in a row; of many documents nobody looks into each.
      const sure = phrase.length < 3 || holding.length > VERIFIED
      const texts = sure ? [] : await Promise.all(holding.map((document) => index.text(document)))
      holding.forEach((document, n) => {
        if (sure || texts[n].rows.some((row) => holds(row, phrase, this.reading("")))) allowed[document] = 0
      })
    }
    return allowed
  }

  /** The results *from* … *from* + *size* of *order*, the best of which are ranked by their texts. */
  async shown(reading, found, order, first, sort, from, size) {
    const { index } = this
    const counts = new Map()
    if (found) {
      for (const part of found.parts) if (part.single) counts.set(part.term, part.count)
      for (const words of [reading.words, ...reading.phrases]) {
        for (const word of words) if (!counts.has(word.term)) counts.set(word.term, (await index.term(word.term)).count)
        for (let i = 1; i < words.length; i++) {
          const term = `${words[i - 1].term} ${words[i].term}`
          counts.set(term, (await index.term(term)).count)
        }
      }
    }
    const judge = new Judge(index, reading, counts)
    const judged = async (paper) => {
      if (paper >= index.documents) return { paper, rows: [], value: 0 }
      const { rows } = await index.text(paper)
      return { paper, rows, value: judge.judge(rows) }
    }
    let dropped = 0
    let page
    if (reading.phrases.length) {
      const all = await Promise.all(order.slice(0, VERIFIED).map(judged))
      const right = all.filter(({ rows }) => reading.phrases.every((phrase) => rows.some((row) => holds(row, phrase, reading))))
      dropped = all.length - right.length
      order = [...right.map(({ paper }) => paper), ...order.slice(VERIFIED)]
    }
    if (found && sort !== "ngay" && from < BEST && !reading.empty) {
      const best = await Promise.all(order.slice(0, BEST).map(judged))
      const top = Math.max(...best.map(({ paper }) => found.scores[paper] ?? 0)) || 1
      const rank = ({ paper, value }) => (first.has(paper) ? 1000 : 0) + (found.scores[paper] ?? 0) / top + TEXT * value
      const places = new Map(order.map((paper, n) => [paper, n]))
      best.sort((a, b) => (first.has(a.paper) && first.has(b.paper) ? 0 : rank(b) - rank(a)) || places.get(a.paper) - places.get(b.paper))
      page = [...best, ...(from + size > BEST ? await Promise.all(order.slice(BEST, from + size).map(judged)) : [])].slice(from, from + size)
    } else page = await Promise.all(order.slice(from, from + size).map(judged))
    const hits = await Promise.all(
      page.map(async ({ paper, rows }) => {
        const card = await index.card(paper)
        const marked = (text) => (reading.empty ? [[text, false]] : pieces(text, reading))
        return {
          ...card,
          named: first.has(paper),
          titlePieces: marked(card.title),
          subjectPieces: marked(card.subject),
          sections: reading.empty ? [] : bestSections(rows, reading),
        }
      }),
    )
    return { hits, dropped }
  }

  async meant(reading, parts, nothing) {
    const found = await meant(this.index, reading, parts, nothing)
    if (!found) return null
    const plain = found.map((entry) => entry.term).join(" ")
    const better = this.reading(plain)
    const { scores, covered, whole } = await ranked(this.index, better, false)
    const best = sorted(Uint32Array.from(covered.keys()).filter((n) => covered[n] >= 0.99 * whole), scores).slice(0, 3)
    const texts = await Promise.all(Array.from(best, (document) => this.index.text(document)))
    return printed(found, texts.flatMap(({ rows }) => rows))
  }

  /** What to offer while a question is typed: the papers it names, then those whose title holds its words. */
  async suggest(question, size = 7) {
    const { index } = this
    const reading = this.reading(question)
    if (reading.empty) return []
    const [{ cards: direct }, found] = await Promise.all([named(index, reading, true), ranked(index, reading, true)])
    const first = new Set(direct.map((card) => card.paper))
    const titles = []
    const need = found.whole * 0.99
    if (found.whole > 0) for (let n = 0; n < index.documents; n++) if (found.titled[n] >= need && !first.has(n)) titles.push(n)
    const best = sorted(Uint32Array.from(titles), found.scores).slice(0, Math.max(0, size - direct.length))
    return [...direct.slice(0, size), ...(await Promise.all(Array.from(best, (document) => index.card(document))))].map((card) => ({
      ...card,
      titlePieces: pieces(card.title, reading),
      subjectPieces: pieces(card.subject, reading),
    }))
  }

  /** All values of all facets, for the names of those that are chosen. */
  async facets() {
    const { kinds } = await this.index.facets()
    return Object.fromEntries(Array.from(kinds, ([kind, { values }]) => [kind, values]))
  }
}

function holds(row, phrase, reading) {
  row.paragraphs ??= [row.label, ...row.text.split("\n")].map(syllables)
  return row.paragraphs.some((words) =>
    words.some((word, n) => phrase.every((wanted, k) => words[n + k] && reading.same(words[n + k], wanted))),
  )
}

/** Documents by score, the better first; of equal ones the newer, as *order* tells, or the later address. */
function sorted(documents, scores, order = (a, b) => b - a) {
  return documents.sort((a, b) => scores[b] - scores[a] || order(a, b))
}
