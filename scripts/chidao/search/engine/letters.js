// Text → syllables without case and accents.  The index folds its texts the same way: ../letters.py.

const LONGEST = 8
const HIDDEN = "\u00ad\u200b-\u200d\u2060"
const WORDS = new RegExp(`[\\p{L}\\p{M}\\d${HIDDEN}]+`, "gu")
const RUNS = new RegExp(`\\d(?:[\\p{M}${HIDDEN}]*\\d)*|[^\\d]+`, "gu")
const MARKS = new RegExp(`[\\p{Mn}\\p{Me}${HIDDEN}]`, "gu")
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g

const folded = remembered((word) => word.toLowerCase().normalize("NFD").replace(MARKS, "").replace(/[đðɖ]/g, "d"))

/** The same word however its tone is placed and its letters are composed: "uỷ" = "ủy" ≠ "uy". */
const accented = remembered((word) => {
  const plain = word.toLowerCase().normalize("NFD").replace(/[ðɖ]/g, "đ").replace(new RegExp(`[${HIDDEN}]`, "g"), "")
  return plain.replace(TONES, "") + (plain.match(TONES) ?? []).join("")
})

const ACCENTS = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
const LETTER_MARKS = ["", "\u0302", "\u0306", "\u031b"]

/** The accents of a word as one number, as `Syllables.accents` has them. */
const accents = remembered((word) => {
  let tone = 0
  let marks = 0
  let place = -1
  for (const sign of word.toLowerCase().normalize("NFD")) {
    if (/[\p{L}\d]/u.test(sign)) {
      place += 1
      if (/[đðɖ]/.test(sign) && place < LONGEST) marks += LETTER_MARKS.length * 5 ** place
    } else if (ACCENTS.indexOf(sign) > tone) tone = ACCENTS.indexOf(sign)
    else if (LETTER_MARKS.includes(sign) && place < LONGEST) marks += LETTER_MARKS.indexOf(sign) * 5 ** place
  }
  return marks * ACCENTS.length + tone
})

const isAccented = (word) => accented(word) !== folded(word)

/** The syllables of a text: { term, word, start, end }. */
function syllables(text) {
  const found = []
  for (const match of text.matchAll(WORDS)) {
    const plain = folded(match[0])
    const end = match.index + match[0].length
    if (/^(?:[a-z]+|\d+)$/.test(plain)) found.push({ term: plain.slice(0, LONGEST), word: match[0], start: match.index, end })
    else found.push(...runs(match[0], match.index))
  }
  return found
}

/** The runs of letters and of digits of what is written as one: "177KL" is two. */
function* runs(text, start) {
  for (const { 0: word, index } of text.matchAll(RUNS)) {
    // Between letters of other alphabets as well.
    for (const part of folded(word).match(/[a-z]+|\d+/g) ?? []) {
      yield { term: part.slice(0, LONGEST), word, start: start + index, end: start + index + word.length }
    }
  }
}

function remembered(make) {
  let known = new Map()
  return (word) => {
    let made = known.get(word)
    if (made === undefined) {
      if (known.size > 50000) known = new Map()
      known.set(word, (made = make(word)))
    }
    return made
  }
}
