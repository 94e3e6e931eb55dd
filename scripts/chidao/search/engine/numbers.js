// Numbers and weights as letters.  The index writes them so: ../coding.py.

const ENDING = 60
const LEADING = 30
const LEVELS = 45
const VALUES = new Uint8Array(128)
const SIGNS = Array.from({ length: 93 }, (_, n) => String.fromCharCode(n + 33)).filter((sign) => !'"\\|~'.includes(sign))
SIGNS.forEach((sign, value) => (VALUES[sign.charCodeAt(0)] = value))

function* numbers(text) {
  let number = 0
  for (let i = 0; i < text.length; i++) {
    const value = VALUES[text.charCodeAt(i)]
    if (value < ENDING) {
      yield number * ENDING + value
      number = 0
    } else number = number * LEADING + value - ENDING
  }
}

/** A number in letters. */
function letters(value) {
  let text = SIGNS[value % ENDING]
  for (let rest = Math.floor(value / ENDING); rest; rest = Math.floor(rest / LEADING)) text = SIGNS[ENDING + (rest % LEADING)] + text
  return text
}

/** Rising numbers from their steps. */
function sums(text, plus = 0) {
  let sum = 0
  return Array.from(numbers(text), (step, i) => (sum += step + (i ? plus : 0)))
}

/** Days from their steps: forth by half of an even number, back by half of what follows an odd one. */
function daysOf(text) {
  let day = 0
  return Array.from(numbers(text), (step) => (day += step % 2 ? -(step + 1) / 2 : step / 2))
}

/** The documents of a term, ascending, and what it weighs in each. */
function postings(gaps, weights) {
  const count = weights.length
  const documents = new Int32Array(count)
  const codes = new Uint8Array(count)
  let at = -1
  let number = 0
  for (let i = 0, n = 0; i < gaps.length; i++) {
    const value = VALUES[gaps.charCodeAt(i)]
    if (value < ENDING) {
      documents[n++] = at += number * ENDING + value + 1
      number = 0
    } else number = number * LEADING + value - ENDING
  }
  for (let n = 0; n < count; n++) codes[n] = VALUES[weights.charCodeAt(n)]
  return { documents, codes, count }
}

/** The records of a shard of terms: term → [gaps, weights]. */
function records(text) {
  const found = new Map()
  let head = ""
  for (const record of text.split("~")) {
    const one = record.indexOf("|")
    const two = record.indexOf("|", one + 1)
    let term = record.slice(0, one)
    if (term[0] === " ") term = head + term
    else head = term.split(" ", 1)[0]
    found.set(term, [record.slice(one + 1, two), record.slice(two + 1)])
  }
  return found
}

const NONE = { documents: new Int32Array(0), codes: new Uint8Array(0), count: 0 }
const impact = (code) => ((code >> 1) + 1) / LEVELS
const inTitle = (code) => code & 1
