// Facets: which documents a reader wants to see, and how many each further choice would leave.

/** A test of documents: 0 if all filters let it pass, the number of the one that does not, -1 if several do not. */
function filterTest({ kinds, days }, filters, since, until) {
  const tests = []
  for (const [kind, wanted] of Object.entries(filters)) {
    const facet = kinds.get(kind)
    if (!facet || !wanted.length) continue
    const places = new Set(facet.values.flatMap(([value], n) => (wanted.includes(value) ? [n] : [])))
    const passes = facet.sets.map((set) => set.some((n) => places.has(n)))
    tests.push([[...kinds.keys()].indexOf(kind) + 1, (document) => passes[facet.column[document]]])
  }
  if (since || until) {
    const [from, to] = [since ? ordinal(since) : 1, until ? ordinal(until) : Infinity]
    tests.push([-1, (document) => days[document] >= from && days[document] <= to])
  }
  return (document) => {
    let failed = 0
    for (const [place, passes] of tests) if (!passes(document)) failed = failed ? -1 : place
    return failed
  }
}

/** How many of *matched* each value would leave, with all other facets as they are. */
function countFacets({ kinds }, matched, test) {
  const list = [...kinds.keys()]
  const tallies = list.map((kind) => new Uint32Array(kinds.get(kind).sets.length))
  for (const document of matched) {
    const failed = test(document)
    if (failed === 0) list.forEach((kind, n) => tallies[n][kinds.get(kind).column[document]]++)
    else if (failed > 0) tallies[failed - 1][kinds.get(list[failed - 1]).column[document]]++
  }
  const counts = {}
  list.forEach((kind, n) => {
    const { values, sets } = kinds.get(kind)
    const sums = new Uint32Array(values.length)
    sets.forEach((set, k) => set.forEach((value) => (sums[value] += tallies[n][k])))
    counts[kind] = values.map(([value, label], k) => ({ value, label, count: sums[k] }))
  })
  return counts
}

/** An order of documents, the newest first. */
const newer = ({ days }) => (a, b) => days[b] - days[a] || b - a

/** Days since 0001-01-01, as Python counts. */
const ordinal = (iso) => Math.round((Date.parse(`${iso}T00:00:00Z`) - Date.parse("1970-01-01T00:00:00Z")) / 86400000) + 719163
