/* theme/assets/javascripts/clipboard.js
 * Copies words and says so, aloud as well: chidaoCopy(text, "Đã sao chép …") → whether it was done. */
globalThis.chidaoCopy = (() => {
  // Here before there is anything to say: a screen reader listens only to what it has met.
  const status = document.createElement("p")
  status.className = "vb-copied"
  status.setAttribute("role", "status")
  document.body.append(status)

  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      // http:// without s has no clipboard; the old way still works there.
      const before = document.activeElement
      const field = document.createElement("textarea")
      field.value = text
      field.readOnly = true
      field.className = "vb-unseen"
      document.body.append(field)
      field.select()
      const done = document.execCommand("copy")
      field.remove()
      before?.focus()
      return done
    }
  }

  let clearing
  return async (text, sentence) => {
    const done = await copied(text)
    status.textContent = done ? sentence : `Không sao chép được. Hãy chọn và sao chép bằng tay: ${text}`
    clearTimeout(clearing)
    clearing = setTimeout(() => (status.textContent = ""), done ? 6000 : 60000)
    return done
  }
})()
