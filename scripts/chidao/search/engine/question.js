// What a question says: words, "phrases", -words, dates; and where its words stand in a text.

const MOST = 30
const QUOTED = /(^|[\s(])(-?)["“”„]([^"“”„]+)["“”„]/g
const WITHOUT = /(^|\s)-(?=[\p{L}\d])([^\s"“”/]+)(?=\s|$)/gu
const ISO = /(?:ngày\s*)?(\d{1,2})\s*(?:[/.-]|\s*tháng\s*)\s*(\d{1,2})\s*(?:[/.-]|\s*năm\s*)\s*(\d{4})/giu
// What makes a question of words: an answer does not repeat it.
const ASKING = [
  "la gi", "la ai", "nhu the nao", "the nao", "ra sao", "bao nhieu", "bao lau", "khi nao", "o dau", "nhung gi", "gom gi", "cai gi",
  "vi sao", "tai sao", "hay khong", "co phai", "duoc khong", "khong a", "nao", "gi",
].map((text) => text.split(" "))

// What can be said as one syllable: "TU" is an abbreviation only where it is written in capitals; "tu" is a word.
const SPEAKABLE = /^(?:[bcdghklmnpqrstvx]|ch|gh|gi|kh|ng|ngh|nh|ph|qu|th|tr)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?$/

/** The terms of an abbreviation: one that sounds like a word is sought without accents only ("TU", not "từ"). */
const written = (short) => [SPEAKABLE.test(short) ? exactTerm({ term: short, word: short }) : short]

class Reading {
  /** What a question says.  *abbreviations*: "ubnd" → ["uy ban nhan dan"]. */
  constructor(question, abbreviations = new Map()) {
    let text = question.normalize("NFC").replace(/\s+/g, " ")
    this.question = text.trim()
    this.phrases = []
    this.without = []
    text = text.replace(QUOTED, (all, before, minus, phrase) => {
      const words = syllables(phrase)
      if (words.length) (minus ? this.without : this.phrases).push(words)
      return `${before} `
    })
    text = text.replace(WITHOUT, (all, before, word) => {
      const words = syllables(word)
      if (words.length) this.without.push(words)
      return before
    })
    this.text = text
    this.all = syllables(text)
    /** The words that are sought. */
    this.words = this.all.slice(0, MOST)
    /** Whether the last word may go on. */
    this.open = this.words.length > 0 && /[\p{L}\p{M}\d]$/u.test(text)
    const all = [...this.words, ...this.phrases.flat()]
    /** Whether accents were typed: then "ban" is not "bản". */
    this.accents = all.some((word) => isAccented(word.word))
    this.abbreviations = abbreviations
    /** Places of words that only ask ("là gì"): a document need not hold them. */
    this.asking = new Set()
    for (let i = 0; i < this.words.length; i++) {
      const terms = ASKING.find((asking) => asking.every((term, n) => this.words[i + n]?.term === term))
      for (let n = 0; n < (terms?.length ?? 0); n++) this.asking.add(i + n)
    }
    if (this.asking.size === this.words.length) this.asking.clear()
    this.dates = Array.from(text.matchAll(ISO), ([, d, m, y]) => `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`)
  }

  get empty() {
    return !this.words.length && !this.phrases.length
  }

  same(word, wanted) {
    return word.term === wanted.term && (!this.accents || accented(word.word) === accented(wanted.word))
  }

  /** Other ways to write the words from place *i*: each a list of terms; and how many words that are. */
  ways(i) {
    const { words, abbreviations } = this
    const short = words[i].term
    const long = abbreviations.get(short)
    if (long && (!SPEAKABLE.test(short) || words[i].word === words[i].word.toUpperCase())) {
      return [[written(short), ...long.map((text) => text.split(" "))], 1]
    }
    let best = [null, 1]
    for (const [abbreviation, texts] of abbreviations) {
      for (const text of texts) {
        const terms = text.split(" ")
        if (terms.length <= best[1] || !terms.every((term, n) => words[i + n]?.term === term)) continue
        best = [[terms, written(abbreviation)], terms.length]
      }
    }
    return best
  }

  /** Where the question stands in *text* word for word, "phrases" by themselves: [start, end] …
   *  With *loose*, other accents are the same, and the last word may go on. */
  whole(text, loose = false) {
    const words = syllables(text)
    const found = []
    for (const sought of [this.all, ...this.phrases]) {
      if (!sought.length) continue
      const last = sought.length - 1
      const same = (word, wanted, k) => {
        if (!loose) return this.same(word, wanted)
        return this.open && k === last && wanted.term.length > 1 ? word.term.startsWith(wanted.term) : word.term === wanted.term
      }
      for (let n = 0; n + last < words.length; n++) {
        if (!sought.every((wanted, k) => same(words[n + k], wanted, k))) continue
        found.push([words[n].start, words[n + last].end])
        n += last
      }
    }
    return found.sort((a, b) => a[0] - b[0]).filter(([start], n, all) => !n || start >= all[n - 1][1])
  }

  /** Whether *text* holds every word that is sought; accents do not count, and the last word may go on. */
  covers(text) {
    const terms = syllables(text).map((word) => word.term)
    const sought = [...this.all, ...this.phrases.flat()]
    return sought.every((wanted, n) => terms.some((term) => (n === this.all.length - 1 ? term.startsWith(wanted.term) : term === wanted.term)))
  }

  /** Where words of the question stand in *text*: [start, end] …  Neighbours of the question; words alone
   *  where no neighbours are, if *alone* or if the question is no more.  With accents typed, other readings of the same letters
   *  are marked only where nothing else is. */
  marks(text, alone = true) {
    const words = syllables(text)
    for (const same of [(a, b) => this.same(a, b), (a, b) => a.term === b.term]) {
      const found = this.places(words, same, alone || this.words.length < 3)
      if (found.length) return found
    }
    return []
  }

  places(words, same, alone) {
    const marked = new Set()
    for (const sought of [this.words, ...this.phrases]) {
      for (let i = 0; i + 1 < sought.length; i++) {
        for (let n = 0; n + 1 < words.length; n++) {
          if (same(words[n], sought[i]) && same(words[n + 1], sought[i + 1])) {
            marked.add(n).add(n + 1)
          }
        }
      }
    }
    for (let i = 0, length = 1; i < this.words.length; i += length) {
      let ways
      ;[ways, length] = this.ways(i)
      for (const terms of ways ?? []) {
        for (let n = 0; n + terms.length <= words.length; n++) {
          if (terms.every((term, k) => words[n + k].term === term.split("'")[0])) terms.forEach((term, k) => marked.add(n + k))
        }
      }
    }
    // A word alone says little ("về", "của").
    const single = marked.size || !alone ? [] : this.words.filter((word) => word.term.length > 1 || this.words.length < 3)
    for (const wanted of [...single, ...this.phrases.filter((phrase) => phrase.length === 1).flat()]) {
      words.forEach((word, n) => same(word, wanted) && marked.add(n))
    }
    const places = []
    for (const n of [...marked].sort((a, b) => a - b)) {
      const last = places.at(-1)
      if (last && last.word === n - 1) {
        last.end = words[n].end
        last.word = n
      } else places.push({ start: words[n].start, end: words[n].end, word: n })
    }
    return places.map(({ start, end }) => [start, end])
  }
}
