/* theme/assets/javascripts/document-beside.js
 * Sets the original beside the text: a PDF in the browser's own viewer, others as their rendering.  It is
 * loaded when it is asked for, not before.
 * Without JavaScript, and on a screen too narrow for both, it opens by itself. */
(() => {
  const link = document.querySelector("[data-vb-beside]")
  const text = document.querySelector("#toan-van")
  if (!link || !text || !globalThis.chidaoTool) return

  const wide = matchMedia("(min-width: 60em)")
  let aside = null

  const make = () => {
    const frame = document.createElement("iframe")
    frame.className = "vb-beside__frame"
    frame.title = "Bản gốc"
    // The page itself, without the small pages beside it, which take half of the room.
    frame.src = link.pathname.endsWith(".pdf") ? `${link.href}#navpanes=0&pagemode=none&view=FitH` : link.href
    aside = document.createElement("aside")
    aside.className = "vb-beside"
    aside.setAttribute("aria-label", "Bản gốc")
    aside.append(frame)
    text.append(aside)
  }

  const set = (shown) => {
    if (shown && !aside) make()
    document.body.classList.toggle("vb-with-original", shown)
    if (aside) aside.hidden = !shown
    button.setAttribute("aria-pressed", shown)
  }

  const toggle = () => {
    if (!wide.matches) location.href = link.href
    else set(button.getAttribute("aria-pressed") !== "true")
  }

  const button = chidaoTool("", toggle)
  const name = () => {
    set(false)
    button.textContent = wide.matches ? "Bản gốc bên cạnh" : "Xem bản gốc"
    if (!wide.matches) button.removeAttribute("aria-pressed")
  }
  wide.addEventListener("change", name)
  name()
  link.addEventListener("click", (event) => {
    if (!wide.matches || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    set(true)
    location.hash = text.id
  })
})()
