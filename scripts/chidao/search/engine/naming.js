// Numbers and citations: "177-KL/TW", "177kltw", "ket luan 177", "Luật Đất đai".

// What a number belongs to that is no document's.
const COUNTED = new Set("dieu khoan diem muc chuong phan quy thang nam ngay tiet trang phu luc".split(" "))
// Words around a number that say no more than it does.
const PLAIN = new Set("so van ban hieu ky ngay thang nam cua ve tai theo".split(" "))

/** The papers that a question names by number or by name: exact ones, or the few that it may mean. */
async function named(index, reading, typing) {
  const { words, text } = reading
  const dated = Array.from(text.matchAll(ISO), (match) => [match.index, match.index + match[0].length])
  const free = words.map((word) => !dated.some(([start, end]) => word.start >= start && word.end <= end))
  const found = new Set()
  for (let i = 0; i < words.length; i++) {
    if (!free[i] || !/^\d+$/.test(words[i].term)) continue
    let before = i - 1
    if (words[before]?.term === "so") before -= 1
    const [codes, length] = typeBefore(index, words, before)
    if (!codes && COUNTED.has(words[i - 1]?.term)) continue
    const keys = await keysOf(index, words, free, i, codes, typing)
    const others = words.filter((word, n) => free[n] && !PLAIN.has(word.term) && (n < i - length - 1 || n > i))
    if (!keys.told && others.length) continue
    for (const key of keys.found.slice(0, 40)) for (const paper of (await index.term(key)).documents) found.add(paper)
  }
  for (const name of namesIn(words, free)) for (const paper of (await index.term(name)).documents) found.add(paper)
  let cards = await Promise.all([...found].slice(0, 60).map((paper) => index.card(paper)))
  if (reading.dates.length) {
    const right = cards.filter((card) => reading.dates.includes(card.date))
    if (right.length) cards = right
    else cards.forEach((card) => card.date && (card.otherDate = true))
  }
  return cards.sort((a, b) => b.held - a.held || (a.date < b.date ? 1 : a.date > b.date ? -1 : b.paper - a.paper))
}

/** The codes of the type that stands before a number ("ket luan 177", "kl 177"), and its length in words. */
function typeBefore(index, words, last) {
  for (let length = Math.min(4, last + 1); length > 0; length--) {
    const name = words.slice(last - length + 1, last + 1).map((word) => word.term)
    const codes = index.types.get(name.join(" "))
    if (codes) return [codes, length]
  }
  const code = words[last]?.term
  for (const codes of index.types.values()) if (code && codes.includes(code)) return [[code], 1]
  return [null, 0]
}

/** The numbers of the index that begin with the digits at *i* and go on as the question does. */
async function keysOf(index, words, free, i, codes, typing) {
  const digits = words[i].term.replace(/^0+(?=\d)/, "")
  const keys = []
  const longer = []
  for (const [key] of await index.range(`#${digits}`)) {
    const [front, rest = ""] = key.split(" ")
    if (front === `#${digits}`) keys.push([key, rest])
    else if (typing && i === words.length - 1) longer.push([key, rest]) // "17" may become 177
  }
  keys.push(...longer)
  const plain = (rest) => rest.replace(/^\d{4}/, "")
  let best = keys
  let told = false
  let letters = ""
  for (let j = i + 1; j < words.length && free[j] && j < i + 7; j++) {
    letters += words[j].term
    const equal = keys.filter(([, rest]) => rest === letters || plain(rest) === letters)
    const begun = keys.filter(([, rest]) => rest.startsWith(letters) || plain(rest).startsWith(letters))
    if (equal.length || ((/^\d{4}/.test(letters) || typing || letters.length > 1) && begun.length)) {
      best = equal.length ? equal : begun
      told = true
    } else if (!begun.length) break
  }
  if (!told && codes) {
    const right = keys.filter(([, rest]) => !codes.length || codes.some((code) => plain(rest).startsWith(code)))
    if (right.length) [best, told] = [right, true]
    else best = []
  }
  return { found: best.map(([key]) => key), told }
}

/** Terms of names that the whole question may be: with all its words, and without a date or year behind. */
function* namesIn(words, free) {
  const terms = words.map((word) => word.term)
  const whole = terms.filter((term, n) => free[n])
  while (PLAIN.has(whole.at(-1)) || (/^\d{4}$/.test(whole.at(-1)) && PLAIN.has(whole.at(-2)))) whole.pop()
  if (whole.length > 1 && whole.length < 24) yield `*${whole.join("-")}`
  if (terms.length > whole.length && terms.length < 24) yield `*${terms.join("-")}`
}
