// "Có phải bạn tìm …": what was meant where a word is not known, or never stands beside its neighbours.

const LETTERS = "abcdefghijklmnopqrstuvwxyz"

/** Known spellings near *word*: one letter more, less, other or changed about; typed in Telex; two words in one. */
function near(word, spellings) {
  const found = new Set()
  const add = (term) => spellings.has(term) && found.add(term)
  const [, front, rest] = word.match(/^([^aeiouy]*)(.*)$/)
  // Behind the first vowel Vietnamese has none of these letters: they are the keys of tones and hooks.
  add(front.replace("dd", "d").replace(/^w/, "u") + rest.replace(/[sfrxjwz]/g, "").replace(/([aeo])\1/g, "$1"))
  for (let i = 0; i <= word.length; i++) {
    const [left, right] = [word.slice(0, i), word.slice(i)]
    if (spellings.has(left) && spellings.has(right) && left.length > 1 && right.length > 1) found.add(`${left} ${right}`)
    if (right) add(left + right.slice(1))
    if (right.length > 1) add(left + right[1] + right[0] + right.slice(2))
    for (const letter of LETTERS) {
      add(left + letter + right)
      if (right) add(left + letter + right.slice(1))
    }
  }
  found.delete(word)
  return found
}

/** What may have been meant: the words of the question with one or more of them changed; null if all seems right. */
async function meant(index, reading, parts, nothing) {
  const words = parts.flatMap((part) => part.words.map((word) => ({ word, part })))
  const spellings = await index.spellings()
  const found = words.map(({ word }) => ({ text: word.word, term: word.term }))
  let changed = false
  const rare = index.documents / 5000
  const count = async (a, b) => (a && b ? (await index.term(`${a} ${b}`)).count : 0)
  for (let n = 0; n < words.length; n++) {
    const { word, part } = words[n]
    if (!part.single || !/^[a-z]{2,}$/.test(word.term)) continue
    const [before, after] = [found[n - 1]?.term.split(" ").at(-1), found[n + 1]?.term]
    const now = (await count(before, word.term)) + (await count(word.term, after))
    if (part.count > rare && !(nothing && !now && words.length > 1)) continue
    const common = [...near(word.term, spellings)].sort((a, b) => worth(b) - worth(a)).slice(0, 16)
    let best = null
    for (const term of common) {
      const side = (await count(before, term.split(" ")[0])) + (await count(term.split(" ").at(-1), after)) + (term.includes(" ") ? await count(...term.split(" ")) : 0)
      if (part.count > rare && side < 3) continue
      const value = worth(term) / 4 + 3 * Math.log2(1 + side)
      if (!best || value > best.value) best = { term, value, side }
    }
    if (best && (best.side > 0 || words.length === 1 || !part.count)) {
      found[n] = { text: best.term, term: best.term, changed: true }
      changed = true
    }
  }
  return changed ? found : null

  function worth(term) {
    return Math.min(...term.split(" ").map((one) => spellings.get(one) ?? 0))
  }
}

/** The words as a text prints them, accents and all. */
function printed(found, rows) {
  for (const row of rows) {
    const words = syllables(row.text)
    for (const entry of found.filter((entry) => entry.changed)) {
      const terms = entry.term.split(" ")
      const place = found.indexOf(entry)
      const fits = (n) => terms.every((term, k) => words[n + k]?.term === term)
      const beside = (n) => words[n - 1]?.term === found[place - 1]?.term || words[n + terms.length]?.term === found[place + 1]?.term
      const n = words.findIndex((word, k) => fits(k) && (found.length === 1 || beside(k)))
      if (n >= 0) {
        entry.text = terms.map((term, k) => words[n + k].word.toLowerCase()).join(" ")
        entry.changed = false
      }
    }
  }
  return found.map((entry) => entry.text).join(" ")
}
