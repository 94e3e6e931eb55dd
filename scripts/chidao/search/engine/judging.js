// Ranking by texts: the best documents by postings are judged by their words.

/** How well a text answers, -1 … some 1: what share of the question stands side by side, with its accents;
 *  in one paragraph; in one run; what share of the title the question is; and what share of it stands there
 *  in other accents only. */
class Judge {
  constructor(index, reading, counts) {
    const words = reading.words.length ? reading.words : reading.phrases.flat()
    this.reading = reading
    this.words = words
    this.places = new Map()
    this.weights = words.map((word) => index.idf(counts.get(word.term) ?? 0))
    words.forEach((word, n) => {
      if (!this.places.has(word.term)) this.places.set(word.term, [])
      this.places.get(word.term).unshift(n) // from the last: a run must not be read where it is written
    })
    this.pairWeights = words.map((word, n) => (n ? index.idf(counts.get(`${words[n - 1].term} ${word.term}`) ?? 0) : 0))
    this.wholeWords = total([...this.places.values()].map(([n]) => this.weights[n]))
    this.wholePairs = total(this.pairWeights)
  }

  judge(rows) {
    const { places, weights, pairWeights, words } = this
    const runs = new Float64Array(words.length)
    const when = new Int32Array(words.length).fill(-2)
    const exact = new Set()
    const seen = new Set()
    const seenSo = new Set()
    let clock = 0
    let run = 0
    let line = 0
    let linePairs = 0
    let titleHits = 0
    let titleWords = 0
    for (const row of rows) {
      let best = 0
      for (const paragraph of (row.paragraphs ??= [row.label, ...row.text.split("\n")].map(syllables))) {
        clock += 2 // no run goes over the end of a paragraph
        const here = new Set()
        const side = new Set()
        let value = 0
        let pairValue = 0
        for (const word of paragraph) {
          clock += 1
          const at = places.get(word.term)
          if (row.title) titleWords += 1
          if (!at) continue
          if (row.title) titleHits += 1
          seen.add(word.term)
          if (this.reading.accents && this.reading.same(word, words[at[0]])) seenSo.add(word.term)
          if (!here.has(word.term)) {
            here.add(word.term)
            value += weights[at[at.length - 1]]
          }
          for (const n of at) {
            const follows = n > 0 && when[n - 1] === clock - 1
            runs[n] = (follows ? runs[n - 1] : 0) + weights[n]
            when[n] = clock
            if (runs[n] > run) run = runs[n]
            if (!follows) continue
            if (!side.has(n)) {
              side.add(n)
              pairValue += pairWeights[n]
            }
            if (!exact.has(n) && this.reading.same(word, words[n]) && this.reading.same(this.before, words[n - 1])) exact.add(n)
          }
          this.before = word
        }
        line = Math.max(line, value)
        linePairs = Math.max(linePairs, pairValue)
        best = Math.max(best, value + pairValue)
      }
      row.value = best
    }
    const pairsWhole = this.wholePairs || 1
    const misread = this.reading.accents && this.words.length <= FEW ? [...seen].filter((term) => !seenSo.has(term)) : []
    return (
      (0.3 * total([...exact].map((n) => pairWeights[n]))) / pairsWhole +
      (0.2 * titleHits) / (titleWords || 1) +
      (0.1 * line) / (this.wholeWords || 1) +
      (0.3 * linePairs) / pairsWhole +
      (0.5 * run) / (total(weights) || 1) -
      total(misread.map((term) => weights[places.get(term)[0]])) / (this.wholeWords || 1)
    )
  }
}

const total = (values) => values.reduce((sum, value) => sum + value, 0)
