/* theme/assets/javascripts/document-tools.js
 * The tools beside a text.  Each script brings its own: chidaoTool(name, act) → the button, in the order in
 * which the scripts are loaded.
 * Without JavaScript there are none, and none is dead. */
globalThis.chidaoTool = (() => {
  const box = document.querySelector("[data-vb-tools]")
  if (!box) return null

  box.setAttribute("role", "group")
  box.setAttribute("aria-label", "Công cụ đọc")
  box.hidden = false

  return (name, act, label = "") => {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "vb-tools__button"
    button.textContent = name
    if (label) {
      button.setAttribute("aria-label", label)
      button.title = label
    }
    button.addEventListener("click", act)
    box.append(button)
    return button
  }
})()
