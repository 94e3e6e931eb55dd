/* scripts/chidao/editing_form/parts/front-matter.js
 * The front matter of a page, line by line: what it says, and on which lines.
 *
 * Values are text, as pages/front_matter.py reads them: no YAML idea of dates, numbers or yes and no.  Of YAML
 * it reads what pages use (block mappings and lists, plain, quoted and block texts, [a, b]) and refuses what it
 * does not know (anchors, tags, tabs), for it must not guess: such a page is edited as text. */
globalThis.chidaoFrontMatter = (() => {
  class Unknown extends Error {
    constructor(line, what) {
      super(`dòng ${line + 2}: ${what}; sửa trang này bằng trình soạn thảo văn bản`)
    }
  }

  // ── A page: between its two rules, and behind them ──

  const cut = (page) => {
    const end = page.startsWith("---\n") ? page.indexOf("\n---\n", 3) : -1
    if (end < 0 && page.startsWith("---\n") && page.endsWith("\n---")) return { head: page.slice(4, -3), rest: page.slice(-3) }
    if (end < 0) throw new Error("trang phải bắt đầu bằng phần thuộc tính giữa hai dòng ---; sửa trang này bằng trình soạn thảo văn bản")
    return { head: page.slice(4, end + 1), rest: page.slice(end + 1) }
  }

  const bodyOf = (rest) => rest.slice(4)

  // ── Front matter: lines → nodes that know their lines ──
  //
  // {kind: "text" | "null", value}   {kind: "map", entries: [{key, start, end, node}]}   {kind: "list", items: [{start, end, node}]}
  // `end` is the line after the last one; comments and blank lines behind belong to nobody.

  const KEY = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^ \t"'#&*!|>%@`,?:[\]{}-][^#]*?|[-?:][^ \t#][^#]*?)[ \t]*:(?=[ \t]|$)/
  const indentOf = (line) => line.search(/[^ ]/)
  const isIdle = (line) => /^ *(#|$)/.test(line)
  const BLOCK = /^[|>]([+-]?)([1-9]?)([+-]?)[ \t]*(#.*)?$/

  // YAML's blanks are these two; a no-break space is a letter.
  const strip = (text) => text.replace(/^[ \t]+|[ \t]+$/g, "")

  const parse = (head) => {
    const lines = head.split("\n")
    lines.pop()
    const bare = [...lines] // As `lines`; the dash of a list item turns into a blank once it is read.
    for (const [at, line] of lines.entries()) {
      if (/^[ \t]*\t/.test(line)) throw new Unknown(at, "thụt đầu dòng bằng dấu tab")
      if (/[\x85\u2028\u2029]/.test(line)) throw new Unknown(at, "có dấu ngắt dòng lạ")
      if (/^(\.\.\.|---|%)/.test(line)) throw new Unknown(at, "có dấu hiệu YAML mà biểu mẫu không đọc")
    }
    const skip = (at) => {
      while (at < bare.length && isIdle(bare[at])) at++
      return at
    }

    const block = (at) => {
      const indent = indentOf(bare[at])
      const words = bare[at].slice(indent)
      if (/^-([ \t]|$)/.test(words)) return list(at, indent)
      if (KEY.test(words)) return map(at, indent)
      return scalar(at, indent, indent - 1)
    }

    const map = (at, indent) => {
      const node = { kind: "map", indent, start: at, end: at, entries: [] }
      while (at < bare.length && indentOf(bare[at]) === indent && !/^-([ \t]|$)/.test(bare[at].slice(indent))) {
        const found = bare[at].slice(indent).match(KEY)
        if (!found) throw new Unknown(at, "không có dạng «khóa: giá trị»")
        const key = /^["']/.test(found[1]) ? quoted(found[1], at) : found[1]
        if (node.entries.some((entry) => entry.key === key)) throw new Unknown(at, `khóa «${key}» viết hai lần`)
        const value = valueAt(at, indent, indent + found[0].length)
        node.entries.push({ key, lead: found[0], start: at, end: value.end, node: value })
        node.end = value.end
        at = skip(value.end)
      }
      if (at < bare.length && indentOf(bare[at]) > indent) throw new Unknown(at, "thụt đầu dòng không khớp")
      return node
    }

    const list = (at, indent) => {
      const node = { kind: "list", indent, start: at, end: at, items: [] }
      while (at < bare.length && indentOf(bare[at]) === indent && /^-([ \t]|$)/.test(bare[at].slice(indent))) {
        bare[at] = `${" ".repeat(indent + 1)}${bare[at].slice(indent + 1)}`
        let value = { kind: "null", start: at, end: at + 1, from: indent + 1 }
        if (!isIdle(bare[at])) {
          const inner = indentOf(bare[at])
          const words = bare[at].slice(inner)
          value = /^-([ \t]|$)/.test(words) || KEY.test(words) ? block(at) : scalar(at, inner, indent)
        } else {
          const next = skip(at + 1)
          if (next < bare.length && indentOf(bare[next]) > indent) value = block(next)
        }
        node.items.push({ start: at, end: value.end, node: value })
        node.end = value.end
        at = skip(value.end)
      }
      if (at < bare.length && indentOf(bare[at]) > indent) throw new Unknown(at, "thụt đầu dòng không khớp")
      return node
    }

    // What stands behind "key:", or on the lines below.
    const valueAt = (at, indent, from) => {
      const words = bare[at].slice(from)
      if (!/^[ \t]*(#|$)/.test(words)) return scalar(at, from + words.search(/[^ \t]/), indent)
      const next = skip(at + 1)
      if (next < bare.length) {
        const deep = indentOf(bare[next])
        if (deep > indent) return block(next)
        if (deep === indent && /^-([ \t]|$)/.test(bare[next].slice(deep))) return list(next, deep)
      }
      return { kind: "null", start: at, end: at + 1, from }
    }

    const scalar = (at, from, indent) => {
      const words = bare[at].slice(from)
      const node = (value, end, comment = "") => ({ kind: "text", value, start: at, end, from, comment })
      if (/^[|>]/.test(words)) {
        const [value, end] = blockText(at, from, indent)
        return node(value, end)
      }
      if (/^["']/.test(words)) {
        const [text, end, comment] = quotation(at, from, indent)
        return node(quoted(text, at), end, comment)
      }
      if (/^[[{]/.test(words)) return flow(at, from, indent)
      if (/^([&*!%@`,\]}#]|[-?:]([ \t]|$))/.test(words)) throw new Unknown(at, "có dấu hiệu YAML mà biểu mẫu không đọc")
      const comment = words.match(/[ \t]+#.*$/)?.[0] ?? words.match(/[ \t]*$/)[0]
      const pieces = [words.slice(0, words.length - comment.length)]
      let end = at + 1
      let blank = 0
      for (let next = at + 1; next < bare.length && !comment.trim(); next++) {
        if (/^ *$/.test(bare[next])) {
          blank++
          continue
        }
        if (indentOf(bare[next]) <= indent || isIdle(bare[next])) break
        const [said] = bare[next].split(/[ \t]+#/, 1)
        pieces.push(blank ? "\n".repeat(blank) : " ", strip(said))
        blank = 0
        end = next + 1
        if (said !== bare[next]) break
      }
      const value = pieces.join("")
      if (/:([ \t]|$)/.test(value) || /[ \t]#/.test(value)) throw new Unknown(at, "có dấu hai chấm mà không có ngoặc kép")
      return /^(~|null|Null|NULL)$/.test(value) ? { kind: "null", start: at, end, from, comment } : node(value, end, comment)
    }

    const blockText = (at, from, indent) => {
      const head = bare[at].slice(from).match(BLOCK)
      if (!head || (head[1] && head[3])) throw new Unknown(at, "có dấu hiệu YAML mà biểu mẫu không đọc")
      const taken = []
      let next = at + 1
      for (; next < bare.length && (/^ *$/.test(bare[next]) || indentOf(bare[next]) > indent); next++) taken.push(bare[next])
      const first = taken.find((line) => line.trim())
      const margin = head[2] ? Math.max(indent, 0) + Number(head[2]) : first ? indentOf(first) : 0
      const texts = taken.map((line) => line.slice(margin))
      let kept = texts.length
      while (kept && !texts[kept - 1].trim()) kept--
      const tail = texts.length - kept
      let value = texts.slice(0, kept).join("\n")
      if (bare[at][from] === ">") {
        if (texts.some((text) => /^[ \t]+[^ \t]/.test(text))) throw new Unknown(at, "có đoạn gấp dòng mà biểu mẫu không đọc")
        value = value.replace(/\n(\n*)(?=[^\n])/g, (_, more) => more || " ")
      }
      const chomp = head[1] || head[3]
      if (kept && chomp !== "-") value += "\n"
      if (chomp === "+") value += "\n".repeat(kept ? tail : texts.length)
      return [value, at + 1 + (chomp === "+" ? texts.length : kept)]
    }

    // The text in quotation marks, marks included, its lines joined; where it ends; what stands behind.
    const quotation = (at, from, indent) => {
      const mark = bare[at][from]
      const whole = mark === '"' ? /^"(?:[^"\\]|\\[^])*"/ : /^'(?:[^']|'')*'(?!')/
      let text = bare[at].slice(from)
      for (let end = at + 1; ; end++) {
        const found = text.match(whole)?.[0]
        if (found) {
          const behind = text.slice(found.length)
          if (!/^[ \t]*([ \t]#.*)?$/.test(behind)) throw new Unknown(at, "có chữ sau ngoặc kép")
          return [found, end, behind]
        }
        if (end >= bare.length || (bare[end].trim() && indentOf(bare[end]) <= indent)) throw new Unknown(at, "ngoặc kép chưa đóng")
        text += `\n${bare[end]}`
      }
    }

    const ESCAPES = { 0: "\0", a: "\x07", b: "\b", t: "\t", n: "\n", v: "\v", f: "\f", r: "\r", e: "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", N: "\x85", _: "\xa0", L: "\u2028", P: "\u2029" }
    const folded = (text) => text.replace(/[ \t]*\n([ \t]*\n)*[ \t]*/g, (breaks) => "\n".repeat(breaks.split("\n").length - 2) || " ")
    const quoted = (text, at) => {
      const inner = text.slice(1, -1)
      if (text[0] === "'") return folded(inner).replaceAll("''", "'")
      const parts = inner.split(/(\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\n[ \t]*|[^]))/)
      return parts
        .map((part, odd) => {
          if (odd % 2 === 0) return folded(part)
          if (part[1] === "\n") return ""
          if (/^\\[xuU]./.test(part)) return String.fromCodePoint(parseInt(part.slice(2), 16))
          if (!(part[1] in ESCAPES)) throw new Unknown(at, "có dấu \\ lạ trong ngoặc kép")
          return ESCAPES[part[1]]
        })
        .join("")
    }

    // [a, "b"] and {a: b}; a list or mapping of lists and mappings is not read.
    const flow = (at, from, indent) => {
      let text = bare[at].slice(from)
      let end = at + 1
      const PIECE = /^[ \t]*("(?:[^"\\]|\\[^])*"|'(?:[^']|'')*'|[^ \t,[\]{}"'#&*!|>%@`][^,[\]{}#]*?)?[ \t]*([,\]}]|:(?=[ \t]))/
      for (;;) {
        const pieces = []
        let left = text.slice(1)
        let found
        while ((found = left.match(PIECE))) {
          pieces.push([found[1], found[2]])
          left = left.slice(found[0].length)
          if (/[\]}]/.test(found[2])) break
        }
        if (found) {
          if (found[2] !== (text[0] === "[" ? "]" : "}") || !/^[ \t]*(#.*)?$/.test(left)) break
          const node = { flow: true, start: at, end, from }
          const one = (words) => {
            if (words === undefined || /^(~|null|Null|NULL)$/.test(words)) return { kind: "null" }
            return { kind: "text", value: /^["']/.test(words) ? quoted(words, at) : words }
          }
          if (text[0] === "[") {
            if (pieces.some(([, mark]) => mark === ":")) break
            if (pieces.at(-1)[0] === undefined) pieces.pop()
            return { kind: "list", ...node, items: pieces.map(([words]) => ({ node: one(words) })) }
          }
          const entries = []
          if (pieces.length === 1 && pieces[0][0] === undefined) return { kind: "map", ...node, entries }
          for (let i = 0; i < pieces.length; i += 2) {
            if (pieces[i][1] !== ":" || !pieces[i + 1] || pieces[i + 1][1] === ":") throw new Unknown(at, "có dấu ngoặc mà biểu mẫu không đọc")
            entries.push({ key: one(pieces[i][0]).value, node: one(pieces[i + 1][0]) })
          }
          return { kind: "map", ...node, entries }
        }
        if (end >= bare.length || indentOf(bare[end]) <= indent) break
        text += ` ${strip(bare[end++])}`
      }
      throw new Unknown(at, "có dấu ngoặc mà biểu mẫu không đọc")
    }

    const first = skip(0)
    if (first === bare.length) return { lines, bare, root: { kind: "map", indent: 0, start: 0, end: 0, entries: [] } }
    if (indentOf(bare[first]) || !KEY.test(bare[first])) throw new Unknown(first, "không có dạng «khóa: giá trị»")
    const root = map(first, 0)
    const rest = skip(root.end)
    if (rest < bare.length) throw new Unknown(rest, "không có dạng «khóa: giá trị»")
    return { lines, bare, root }
  }

  // What a node says: text, null, lists and mappings of these.
  const plain = (node) => {
    if (!node || node.kind === "null") return null
    if (node.kind === "text") return node.value
    if (node.kind === "list") return node.items.map((item) => plain(item.node))
    return Object.fromEntries(node.entries.map((entry) => [entry.key, plain(entry.node)]))
  }

  const member = (node, key) => (node?.kind === "map" ? node.entries.find((entry) => entry.key === key)?.node : undefined)
  const isThere = (node, key) => node?.kind === "map" && node.entries.some((entry) => entry.key === key)

  return { cut, bodyOf, parse, plain, member, isThere }
})()
