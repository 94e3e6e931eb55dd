/* theme/assets/javascripts/document-sections.js
 * Shows one section of a document at a time: the one that the address names, or the one around the place it
 * names (#dieu-5 is in the text).  The links stay links, so the way back works, and so does find in page.
 * Without JavaScript all sections stand one after another, and the links lead to each. */
globalThis.chidaoShow = (() => {
  const tabs = document.querySelector("[data-vb-tabs]")
  const sections = [...document.querySelectorAll("[data-vb-section]")]
  if (!tabs || !sections.length) return () => {}

  let shown = null

  const show = (section) => {
    if (section === shown) return
    shown = section
    // "until-found" lets the browser's own search look into what is not shown; older browsers hide it.
    for (const other of sections) other.toggleAttribute("hidden", other !== section)
    for (const other of sections) if (other.hidden) other.setAttribute("hidden", "until-found")
    for (const link of tabs.querySelectorAll("a")) {
      if (link.hash === `#${section.id}`) link.setAttribute("aria-current", "true")
      else link.removeAttribute("aria-current")
    }
  }

  const sectionOf = (element) => element?.closest("[data-vb-section]")

  const named = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)))
    } catch {
      return null // a stray % in an address that somebody typed
    }
  }

  const follow = () => {
    const target = named()
    const section = sectionOf(target)
    if (!section) return location.hash ? undefined : show(sections[0])
    const other = section !== shown
    show(section)
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true
    if (!other) return
    // The browser has jumped already, when the section was not there to jump to.
    if (target !== section) target.scrollIntoView()
    else if (tabs.getBoundingClientRect().top < 0) tabs.scrollIntoView()
  }

  // Before the browser restores where the reader was, and after a link was followed.
  addEventListener("popstate", follow)
  addEventListener("hashchange", follow)
  for (const section of sections) section.addEventListener("beforematch", () => show(section))

  document.body.classList.add("vb-tabbed")
  show(sections[0])
  follow()

  /** Shows the section in which an element stands. */
  return (element) => {
    const section = sectionOf(element)
    if (!section || section === shown) return
    show(section)
    history.replaceState(history.state, "", `#${section.id}`)
  }
})()
