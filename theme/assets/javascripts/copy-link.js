/* theme/assets/javascripts/copy-link.js
 * The label of a clause copies the link to that clause, and says so, aloud as well.
 * Without JavaScript, or where nothing can be copied, it is a link to the clause. */
(() => {
  const links = document.querySelectorAll("[data-vb-copy]")
  if (!links.length) return

  // Here before there is anything to say: a screen reader listens only to what it has met.
  const status = document.createElement("p")
  status.className = "vb-copied"
  status.setAttribute("role", "status")
  document.body.append(status)

  const names = new Map()
  for (const link of links) {
    const name = link.title || link.textContent.replace(/[.\s–/-]+$/, "")
    names.set(link, /^\p{Lu}\p{Ll}/u.test(name) ? name : `mục ${name}`)
    link.title = `Sao chép liên kết tới ${names.get(link)}`
    if (!link.textContent) link.ariaLabel = link.title
  }

  // Mail and chat programs end a link before a closing bracket: "#2.2(1)" would lose it.
  const address = (link) => link.href.replace(/[()]/g, (c) => (c === "(" ? "%28" : "%29"))

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      // http:// without s has no clipboard; the old way still works there.
      const field = document.createElement("textarea")
      field.value = text
      field.readOnly = true
      field.className = "vb-unseen"
      document.body.append(field)
      field.select()
      const done = document.execCommand("copy")
      field.remove()
      return done
    }
  }

  let clearing
  const say = (sentence) => {
    status.textContent = sentence
    clearTimeout(clearing)
    clearing = setTimeout(() => (status.textContent = ""), 6000)
  }

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-vb-copy]")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const copied = await copy(address(link))
    link.focus()
    if (copied) {
      say(`Đã sao chép liên kết tới ${names.get(link)}.`)
    } else {
      location.hash = link.hash
      say("Không sao chép được. Hãy sao chép địa chỉ trên thanh địa chỉ của trình duyệt.")
    }
  })
})()
