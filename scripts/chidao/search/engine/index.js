// The index: shards that are loaded when they are asked for, and what they hold.  Written by ../index.py.

const NAME = 7

class Index {
  constructor(load, directory) {
    this.load = load
    this.documents = directory.documents
    this.papers = directory.papers
    this.abbreviations = new Map(Object.entries(directory.abbreviations))
    this.types = new Map(Object.entries(directory.types))
    this.firsts = directory.terms.firsts ? directory.terms.firsts.split("~") : []
    this.termNames = directory.terms.names
    this.groupStarts = sums(directory.groups.starts)
    this.groupNames = directory.groups.names
    this.names = { facets: directory.facets, spellings: directory.spellings }
    const now = new Date()
    /** The day in the reader's own calendar, as `ordinal` counts. */
    this.today = ordinal([now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => `${n}`.padStart(2, "0")).join("-"))
    this.parsed = new Map()
    this.known = new Map()
    this.cards = new Map()
    this.texts = new Map()
  }

  idf(count) {
    return Math.log(1 + (this.documents - count + 0.5) / (count + 0.5))
  }

  /** The place of the shard in which *term* would stand. */
  place(term) {
    let low = 0
    let high = this.firsts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.firsts[middle] <= term) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  shard(place) {
    if (!this.parsed.has(place)) {
      this.parsed.set(place, this.load(this.termNames.substr(place * NAME, NAME)).then(records))
    }
    return this.parsed.get(place)
  }

  async term(term) {
    let found = this.known.get(term)
    if (!found) {
      const place = this.place(term)
      const record = place < 0 ? null : (await this.shard(place)).get(term)
      found = record ? postings(...record) : NONE
      if (this.known.size > 500) this.known.clear()
      this.known.set(term, found)
    }
    return found
  }

  /** Terms that begin with *prefix*, from a few shards at most: [term, count]. */
  async range(prefix, shards = 3) {
    const found = []
    const first = Math.max(0, this.place(prefix))
    const last = Math.min(this.place(`${prefix}\u007f`), first + shards - 1)
    const read = []
    for (let place = first; place <= last; place++) read.push(this.shard(place))
    for (const shard of await Promise.all(read)) {
      for (const [term, [, weights]] of shard) if (term.startsWith(prefix)) found.push([term, weights.length])
    }
    return found
  }

  group(paper) {
    let low = 0
    let high = this.groupStarts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.groupStarts[middle] <= paper) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  groupName(group) {
    return this.groupNames.substr(group * NAME, NAME)
  }

  /** What a list of results shows of a paper. */
  async card(paper) {
    if (this.texts.has(paper)) return (await this.texts.get(paper)).card
    const group = this.group(paper)
    if (!this.cards.has(group)) this.cards.set(group, this.load(this.groupName(group)))
    return cardOf(paper, (await this.cards.get(group))[paper - this.groupStarts[group]])
  }

  /** The card of a document, and its text in rows: { anchor, label, text, title }, the title first. */
  text(document) {
    if (!this.texts.has(document)) {
      const group = this.group(document)
      const name = `${this.groupName(group)}-${document - this.groupStarts[group]}`
      if (this.texts.size > 150) this.texts.clear()
      this.texts.set(document, this.load(name).then(([card, sections]) => textOf(cardOf(document, card), sections)))
    }
    return this.texts.get(document)
  }

  /** The columns of all facets, and the day of each document. */
  facets() {
    this.columns ??= this.load(this.names.facets).then(({ kinds, days, due }) => {
      const columns = new Map()
      for (const [kind, { values, sets, column }] of Object.entries(kinds)) {
        columns.set(kind, { values, sets, column: Uint32Array.from(numbers(column)) })
      }
      if (due) {
        const open = Uint32Array.from(numbers(due), (day) => (day >= this.today ? 1 : 0))
        columns.set("nhiem-vu", { values: [["con-han", "Có nhiệm vụ còn hạn"]], sets: [[], [0]], column: open })
      }
      return { kinds: columns, days: Int32Array.from(daysOf(days)) }
    })
    return this.columns
  }

  /** How common each spelling is, 0 … 89. */
  spellings() {
    this.spelled ??= this.load(this.names.spellings).then((text) => {
      const entries = text ? text.split("~") : []
      return new Map(entries.map((entry) => [entry.slice(0, -1), VALUES[entry.charCodeAt(entry.length - 1)]]))
    })
    return this.spelled
  }
}

function cardOf(paper, [address, title, number, subject, issuer, date, when, status, note, held]) {
  return { paper, address, title, number, subject, issuer, date, when, status, note, held: Boolean(held) }
}

function textOf(card, sections) {
  const rows = [{ anchor: "", label: "", text: `${card.title}\n${card.subject}`, title: true }]
  for (const [anchor, label, text] of sections) rows.push({ anchor, label, text, title: false })
  return { card, rows }
}
