// Numbers and citations: "177-KL/TW", "177kltw", "ket luan 177", "Luật Đất đai".

// What a number belongs to that is no document's.
const COUNTED = new Set("dieu khoan diem muc chuong phan quy thang nam ngay tiet trang phu luc".split(" "))
// Words around a number that say no more than it does.
const PLAIN = new Set("so van ban hieu ky ngay thang nam cua ve tai theo".split(" "))
const LONGEST_NAME = 90
const MANY = 60

/** What a question names: `cards` of papers, those of the first number first; `beside`: whether a number stands
 *  behind other words ("về thực hiện Kết luận số 177…"), as in the title of a document that cites it. */
async function named(index, reading, typing) {
  const { words } = reading
  const free = freeOfDates(reading, words)
  const groups = [await cardsOf(index, [...namesIn(reading.all, freeOfDates(reading, reading.all))])]
  let beside = false
  for (let i = 0; i < words.length; i++) {
    if (!free[i] || !/^\d+$/.test(words[i].term)) continue
    const type = typeBefore(index, words, words[i - 1]?.term === "so" ? i - 2 : i - 1)
    if (!type && COUNTED.has(words[i - 1]?.term)) continue
    const start = type ? type.start : i
    const other = (word, n) => free[n] && !PLAIN.has(word.term)
    const keys = await keysOf(index, words, free, i, type, typing)
    if (!keys.told && words.some((word, n) => other(word, n) && (n < start || n > i))) continue
    const cards = await cardsOf(index, keys.found)
    const right = type ? cards.filter((card) => isOf(card, type)) : []
    groups.push(right.length ? right : cards)
    if (cards.length && words.some((word, n) => n < start && other(word, n))) beside = true
  }
  const seen = new Set()
  const cards = dated(groups, reading.dates).flatMap(newestFirst)
  return { cards: cards.filter(({ paper }) => !seen.has(paper) && seen.add(paper)).slice(0, MANY), beside }
}

/** Of each word, whether it is no part of a date. */
function freeOfDates({ text }, words) {
  const dates = Array.from(text.matchAll(ISO), (match) => [match.index, match.index + match[0].length])
  return words.map((word) => !dates.some(([start, end]) => word.start >= start && word.end <= end))
}

/** The type that stands before a number ("ket luan 177", "kl 177"): its name, its codes, where it begins. */
function typeBefore(index, words, last) {
  for (let start = Math.max(0, last - 3); start <= last; start++) {
    const name = words.slice(start, last + 1).map((word) => word.term).join(" ")
    const codes = index.types.get(name)
    if (codes) return { name, codes, start }
  }
  const code = words[last]?.term
  for (const [name, codes] of index.types) if (code && codes.includes(code)) return { name, codes: [code], start: last }
  return null
}

/** Whether a paper is of a type, by its title or by its number. */
function isOf(card, { name, codes }) {
  const title = syllables(card.title).map((word) => word.term).join(" ")
  const letters = syllables(card.number).find((word) => /^[a-z]/.test(word.term))
  return title.startsWith(`${name} `) || codes.includes(letters?.term)
}

/** The numbers of the index that the question tells from place *i* on, and whether it tells more than digits. */
async function keysOf(index, words, free, i, type, typing) {
  let [keys, letters] = [await numbersOf(index, words[i].word), ""]
  const glued = words[i].word.match(/^(\d{1,4})((?:19|20)\d\d)$/) // "382022NĐCP"
  if (!keys.length && glued) {
    letters = glued[2]
    keys = (await numbersOf(index, glued[1])).filter(({ rest }) => rest.startsWith(letters))
  }
  const exact = keys.length
  if (typing && i === words.length - 1) keys.push(...(await longerNumbers(index, words[i].word))) // "17" may become 177
  const plain = (rest) => rest.replace(/^\d{4}/, "")
  let best = keys
  let told = false
  for (let j = i + 1; j < words.length && free[j] && j < i + 7; j++) {
    letters += words[j].term
    const equal = keys.filter(({ rest }) => rest === letters || plain(rest) === letters)
    const begun = keys.filter(({ rest }) => rest.startsWith(letters) || plain(rest).startsWith(letters))
    if (equal.length || ((/^\d{4}/.test(letters) || typing || letters.length > 1) && begun.length)) {
      best = equal.length ? equal : begun
      told = true
    } else if (!begun.length) break
  }
  if (!told && type) {
    const right = keys.filter(({ rest }) => !type.codes.length || type.codes.some((code) => plain(rest).startsWith(code)))
    ;[best, told] = [right, right.length > 0]
  }
  return { found: best.slice(0, Math.max(40, exact)).map(({ key }) => key), told }
}

const digitsOf = (word) => word.replace(/\D/g, "").replace(/^0+(?=\d)/, "")

/** The numbers with just these digits: the key of each, and what follows the digits in it. */
async function numbersOf(index, word) {
  const front = `#${digitsOf(word).slice(0, LONGEST)}`
  const keys = [[front, 1], ...(await index.range(`${front} `))].map(([key]) => ({ key, rest: key.split(" ")[1] ?? "" }))
  return (await index.term(front)).count ? keys : keys.slice(1)
}

async function longerNumbers(index, word) {
  const front = `#${digitsOf(word)}`
  const keys = (await index.range(front)).map(([key]) => ({ key, rest: key.split(" ")[1] ?? "" }))
  return keys.filter(({ key }) => key.split(" ")[0] !== front)
}

/** Terms of names that the whole question may be: with all its words, and without a date or year behind. */
function* namesIn(words, free) {
  const terms = words.map((word) => word.term)
  const whole = terms.filter((term, n) => free[n])
  while (PLAIN.has(whole.at(-1)) || (/^\d{4}$/.test(whole.at(-1)) && PLAIN.has(whole.at(-2)))) whole.pop()
  if (whole.length > 1 && whole.length < LONGEST_NAME) yield `*${whole.join("-")}`
  if (terms.length > whole.length && terms.length < LONGEST_NAME) yield `*${terms.join("-")}`
}

async function cardsOf(index, keys) {
  const found = new Map() // in the order of the keys
  for (const key of keys) for (const paper of (await index.term(key)).documents) found.set(paper, found.size)
  const cards = await Promise.all([...found.keys()].slice(0, MANY).map((paper) => index.card(paper)))
  return cards.map((card) => ({ ...card, rank: keys.length > 1 && found.size > 1 ? digitsOf(card.number.split(/\D/)[0]).length : 0 }))
}

/** Each group narrowed to the dates of the question, where one of its papers has one of them. */
function dated(groups, dates) {
  if (!dates.length) return groups
  const right = groups.map((cards) => cards.filter((card) => dates.includes(card.date)))
  if (right.some((cards) => cards.length)) return groups.map((cards, n) => (right[n].length ? right[n] : cards))
  return groups.map((cards) => cards.map((card) => ({ ...card, otherDate: Boolean(card.date) })))
}

/** Held ones first; the shorter number first ("17" before 177), then the newer paper. */
function newestFirst(cards) {
  const date = (a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : b.paper - a.paper)
  return [...cards].sort((a, b) => b.held - a.held || a.rank - b.rank || date(a, b))
}
