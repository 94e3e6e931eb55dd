/* scripts/chidao/editing_form/parts/page-file.js
 * A page as the form shows it, and the form written back: `read` gives the values of a page, `write` the page
 * in which only the lines of a changed value are others.
 *
 * `shapes` say what becomes of a key (editing_form/fields.py makes them of the schema):
 *   text, choice    text                       names   list of texts, or one; shown as lines
 *   flag            "true" or nothing          rows    list of records
 *   record          mapping of known keys      pairs   mapping of any keys, shown as rows of `here` and `there`
 *   any, seen       shown as text, never written                                                            */
globalThis.chidaoPageFile = (() => {
  const PAGE = "chidao_page" // The key under which a page keeps its text; no field shows it.

  const { cut, bodyOf, parse, plain, member, isThere } = chidaoFrontMatter

  // ── Page ⇄ form ──

  const shown = (value) => (typeof value === "string" ? value : value === null || value === undefined ? "" : JSON.stringify(value))

  // Nothing where the page says nothing; undefined too where it says what the shape cannot hold.
  const toForm = (shape, node) => {
    if (!node) return undefined
    switch (shape.kind) {
      case "text":
      case "choice":
        return node.kind === "text" ? node.value : undefined
      case "any":
        return shown(plain(node))
      case "seen":
        return [plain(node)].flat().map((one) => shown(one?.file ?? one)).join("\n")
      case "flag":
        return node.kind === "text" && node.value === "true" ? true : undefined
      case "names":
        return [plain(node)].flat().filter((name) => typeof name === "string").join("\n")
      case "rows":
        return node.kind === "list" ? node.items.map((item) => toForm({ ...shape, kind: "record" }, item.node) ?? {}) : undefined
      case "pairs":
        return node.kind === "map" ? node.entries.map((entry) => ({ here: entry.key, there: shown(plain(entry.node)) })) : undefined
      case "record": {
        if (node.kind !== "map") return undefined
        const row = {}
        for (const [key, inner] of Object.entries(shape.keys)) {
          const value = inner.clears ? isThere(node, inner.clears) && member(node, inner.clears).kind === "null" || undefined : toForm(inner, member(node, key))
          if (value !== undefined) row[key] = value
        }
        return row
      }
    }
  }

  // What the form means: empty fields are none, blanks around a text are none.
  const clean = (value) => {
    if (typeof value === "string") return value.replaceAll("\r\n", "\n").trim() || undefined
    if (Array.isArray(value)) {
      const kept = value.map(clean).filter((one) => one !== undefined)
      return kept.length ? kept : undefined
    }
    if (value && typeof value === "object") {
      const kept = Object.entries(value).map(([key, one]) => [key, clean(one)]).filter(([, one]) => one !== undefined)
      return kept.length ? Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))) : undefined
    }
    return value || undefined
  }

  const same = (a, b) => JSON.stringify(clean(a)) === JSON.stringify(clean(b))

  // The new value: a node where the page already says so, else text, null, {map: [[key, value]]} or {list: [value]};
  // undefined where the key goes.
  const fromForm = (shape, node, form) => {
    if (shape.kind === "any" || shape.kind === "seen" || same(toForm(shape, node), form)) return node
    const text = clean(form)
    switch (shape.kind) {
      case "text":
      case "choice":
        return text?.normalize("NFC")
      case "flag":
        return text ? "true" : undefined
      case "names": {
        const names = (text ?? "").split("\n").map((name) => name.trim().normalize("NFC")).filter(Boolean)
        if (!names.length) return undefined
        if (shape.single && names.length === 1 && node?.kind !== "list") return names[0]
        const left = node?.kind === "list" ? node.items.map((item) => item.node) : []
        return { list: names.map((name) => taken(left, (one) => one.kind === "text" && one.value === name) ?? name), node }
      }
      case "pairs": {
        const rows = (text ?? []).filter((row) => row.here)
        const pair = ({ here, there }) => (isThere(node, here) && same(shown(plain(member(node, here))), there) ? member(node, here) : (there ?? null))
        return rows.length ? { map: rows.map((row) => [row.here, pair(row)]), node } : undefined
      }
      case "rows": {
        const rows = (Array.isArray(form) ? form : []).filter((row) => clean(row))
        if (!rows.length) return undefined
        const record = { ...shape, kind: "record" }
        const old = node?.kind === "list" ? node.items.map((item) => item.node) : []
        const left = [...old]
        const found = rows.map((row) => taken(left, (one) => same(toForm(record, one), row)))
        // A row that is like none: the one that stood there, else the next that is left.
        return {
          list: rows.map((row, at) => {
            const before = found[at] ?? (left.includes(old[at]) ? taken(left, (one) => one === old[at]) : rows.length >= old.length ? left.shift() : undefined)
            return fromForm(record, before, row) ?? { map: [] }
          }),
          node,
        }
      }
      case "record": {
        const old = node?.kind === "map" ? node.entries : []
        const values = new Map(old.map((entry) => [entry.key, entry.node]))
        for (const [key, inner] of Object.entries(shape.keys)) {
          if (inner.clears) continue
          const clearing = Object.entries(shape.keys).find(([, other]) => other.clears === key)?.[0]
          const before = member(node, key)
          let value = fromForm(inner, before, form?.[key])
          if (clearing && value === before && (!before || before.kind === "null")) value = form?.[clearing] ? (before ?? null) : undefined
          if (value === undefined && (shape.required ?? []).includes(key)) value = before?.kind === "null" ? before : null
          if (value === undefined) values.delete(key)
          else values.set(key, value)
        }
        if (!values.size) return undefined
        return { map: ordered(values, old.map((entry) => entry.key), Object.keys(shape.keys)), node }
      }
    }
  }

  const taken = (left, fits) => {
    const at = left.findIndex(fits)
    return at < 0 ? undefined : left.splice(at, 1)[0]
  }

  // Keys as they stand; a new one behind the nearest of those that the schema names before it.
  const ordered = (values, standing, known) => {
    const keys = standing.filter((key) => values.has(key))
    for (const key of values.keys()) {
      if (keys.includes(key)) continue
      const before = known.slice(0, known.indexOf(key)).reverse().find((one) => keys.includes(one))
      keys.splice(before === undefined ? 0 : keys.indexOf(before) + 1, 0, key)
    }
    return keys.map((key) => [key, values.get(key)])
  }

  // ── Values → lines ──

  // As PyYAML writes them: plain where YAML takes it for text, else in single quotes.
  const NOT_TEXT = /^(~|null|true|false|yes|no|on|off|y|n|=|<<)$|^[-+]?(\d[\d_]*)?\.?\d[\d_]*(e[-+]?\d+)?$|^[-+]?0[xob][\da-f_]+$|^[-+]?\.(inf|nan)$|^\d+(:[0-5]?\d)+(\.\d*)?$|^\d{4}-\d\d?-\d\d?/i
  const DAY = /^\d{4}-\d{2}-\d{2}$/
  const written = (text) => {
    // eslint-disable-next-line no-control-regex
    if (/[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/.test(text)) return JSON.stringify(text).replace(/[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)
    const isPlain = text && !/^[\s\-?:,[\]{}#&*!|>'"%@`]/.test(text) && !/\s$|:(\s|$)|\s#/.test(text) && (DAY.test(text) || !NOT_TEXT.test(text))
    return isPlain ? text : `'${text.replaceAll("'", "''")}'`
  }

  const texts = (lead, text, indent) => {
    if (!text.includes("\n") || /^\s|\s$|[^\S\n]\n|[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]/.test(text)) return [`${lead} ${written(text)}`]
    const margin = " ".repeat(indent + 2)
    return [`${lead} |-`, ...text.split("\n").map((line) => (line ? margin + line : ""))]
  }

  const rendering = ({ lines, bare }) => {
    const isNode = (value) => value !== null && typeof value === "object" && "kind" in value

    const keyed = (key, value, indent, entry) => {
      const lead = " ".repeat(indent) + (entry?.lead ?? `${written(key)}:`)
      if (value === null || (isNode(value) && value.kind === "null")) return [lead]
      if (typeof value === "string") return texts(lead, value, indent)
      if (isNode(value) && value.kind === "text") return texts(lead, value.value, indent)
      return [lead, ...whole(value, isList(value) ? indent : indent + 2)]
    }

    const isList = (value) => (isNode(value) ? value.kind === "list" : "list" in value)

    const dashed = (value, indent) => {
      const inner = value !== null && typeof value === "object" && !(isNode(value) && (value.kind === "text" || value.kind === "null"))
      if (inner) {
        const made = whole(value, indent + 2)
        if (made.length) return [`${" ".repeat(indent)}-${made[0].slice(indent + 1)}`, ...made.slice(1)]
        return [`${" ".repeat(indent)}- {}`]
      }
      const text = isNode(value) ? (value.kind === "null" ? null : value.value) : value
      const lead = `${" ".repeat(indent)}-`
      return text === null ? [lead] : texts(lead, text, indent)
    }

    // Written anew, at *indent*.
    const whole = (value, indent) => {
      if (isNode(value)) value = value.kind === "list" ? { list: value.items.map((item) => item.node) } : { map: value.entries.map((entry) => [entry.key, entry.node]) }
      if (value.list) return value.list.flatMap((one) => dashed(one, indent))
      return value.map.flatMap(([key, one]) => keyed(key, one, indent))
    }

    // *source* lines from..to, a changed value inside of them.
    const map = (value, source) => {
      const node = value.node
      if (node?.kind !== "map" || node.flow || !node.entries.length) return null
      const old = new Map(node.entries.map((entry, at) => [entry.key, { ...entry, next: node.entries[at + 1]?.start ?? node.end }]))
      const made = new Map(value.map.map(([key, one]) => [key, keep(old.get(key), key, one, node.indent, source)]))
      const idle = (entry) => source.slice(entry.end, entry.next)
      const out = []
      let standing = 0
      // What no longer stands leaves the comments behind it where they are.
      const leave = (upTo) => {
        for (; standing < upTo; standing++) if (!made.has(node.entries[standing].key)) out.push(...idle(old.get(node.entries[standing].key)))
      }
      for (const [key] of value.map) {
        const entry = old.get(key)
        if (entry) {
          leave(node.entries.findIndex((one) => one.key === key))
          standing++
        }
        out.push(...made.get(key), ...(entry ? idle(entry) : []))
      }
      leave(node.entries.length)
      return out
    }

    const keep = (entry, key, value, indent, source) => {
      if (!entry) return keyed(key, value, indent)
      if (value === entry.node) return source.slice(entry.start, entry.end)
      const lead = source[entry.start]
      if (value !== null && typeof value === "object" && !isNode(value)) {
        const inside = value.list ? list(value) : map(value, source)
        // Both stand below the line of their key.
        if (inside && value.node.start > entry.start) return [...source.slice(entry.start, value.node.start), ...inside]
        return keyed(key, value, indent, entry)
      }
      const made = keyed(key, value, indent, entry)
      const comment = entry.node.comment?.trim() ? entry.node.comment : entry.node.kind === "null" && entry.end === entry.start + 1 ? (lead.match(/\s+#.*$/)?.[0] ?? "") : ""
      return comment && made.length === 1 ? [made[0] + comment] : made
    }

    const list = (value) => {
      const node = value.node
      if (node?.kind !== "list" || node.flow || !node.items.length) return null
      const old = new Map(node.items.map((item, at) => [item.node, { ...item, next: node.items[at + 1]?.start ?? node.end }]))
      return value.list.flatMap((one) => {
        const item = old.get(one?.node ?? one)
        if (item && one === item.node) return lines.slice(item.start, item.next)
        if (!item || !one.map || item.node.start !== item.start) return dashed(one, node.indent)
        const undashed = lines.with(item.start, bare[item.start])
        const inside = map(one, undashed)
        if (!inside?.length) return dashed(one, node.indent)
        inside[0] = `${inside[0].slice(0, node.indent)}-${inside[0].slice(node.indent + 1)}`
        return [...inside, ...lines.slice(item.end, item.next)]
      })
    }

    return { map }
  }

  // ── The two of which everybody asks ──

  const read = (page, shapes) => {
    const { head, rest } = cut(page)
    const form = toForm({ kind: "record", keys: shapes }, parse(head).root)
    return { ...form, body: bodyOf(rest).trim(), [PAGE]: page }
  }

  const write = (form, shapes, asked = []) => {
    const page = form[PAGE]
    const { head, rest } = cut(page)
    const tree = parse(head)
    const value = fromForm({ kind: "record", keys: shapes, required: [] }, tree.root, form)
    let header = head
    if (value !== tree.root && value) {
      // A key that is always asked for stays when its value goes.
      for (const key of asked.filter((key) => member(tree.root, key) && !value.map.some(([one]) => one === key))) {
        value.map = ordered(new Map([...value.map, [key, null]]), tree.root.entries.map((entry) => entry.key), Object.keys(shapes))
      }
      const lines = tree.root.entries.length ? rendering(tree).map(value, tree.lines) : value.map.flatMap(([key, one]) => rendering(tree).map({ map: [[key, one]], node: tree.root }) ?? [])
      header = [...tree.lines.slice(0, tree.root.start), ...lines, ...tree.lines.slice(tree.root.end)].map((line) => `${line}\n`).join("")
    }
    const body = bodyOf(rest)
    const words = (form.body ?? "").replaceAll("\r\n", "\n").trim()
    const kept = body.trim()
    const changed = words === kept ? body : kept ? body.replace(kept, () => words.normalize("NFC")) : words ? `\n${words.normalize("NFC")}\n` : body
    return `---\n${header}${rest.slice(0, 4)}${changed}`
  }

  // Three forms of one page: *base* became *mine* here and *theirs* elsewhere.  The keys that both changed, too.
  const merge = (base, mine, theirs) => {
    const merged = { ...theirs }
    const both = []
    for (const key of Object.keys({ ...base, ...mine })) {
      if (key === PAGE || same(base[key], mine[key])) continue
      if (!same(base[key], theirs[key]) && !same(mine[key], theirs[key])) both.push(key)
      merged[key] = mine[key]
    }
    return { merged, both }
  }

  return { read, write, merge, PAGE, values: (page) => plain(parse(cut(page).head).root) }
})()
