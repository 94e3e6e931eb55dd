/* theme/assets/javascripts/search-load.js
 * Opens the search index when it is first asked for: chidaoIndex(root) → promise of the engine; and
 * chidaoScript(address) → promise that a script has run.  Every part is a script, for that is all that a page from file:// may load. */
globalThis.chidaoIndex = (() => {
  const waiting = new Map()
  let opened = null
  let directory = ""

  globalThis.chidaoShard = (name, data) => waiting.set(name, data)
  globalThis.chidaoEntry = (name) => (directory = name)

  const script = (globalThis.chidaoScript = (address) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script")
      element.src = address
      element.addEventListener("load", () => {
        element.remove()
        resolve()
      })
      element.addEventListener("error", () => {
        element.remove()
        reject(new Error(`Không tải được ${address}`))
      })
      document.head.append(element)
    }))

  const open = async (folder) => {
    const loading = new Map()
    const load = (name) => {
      if (!loading.has(name)) {
        const loaded = script(`${folder}/${name[0]}/${name.slice(1)}.js`).then(() => {
          const data = waiting.get(name)
          waiting.delete(name)
          loading.delete(name)
          return data
        })
        loading.set(name, loaded)
      }
      return loading.get(name)
    }
    await Promise.all([script(`${folder}/engine.js`), script(`${folder}/entry.js`)])
    try {
      return await chidaoSearch(load, directory)
    } catch {
      // A cache may hold the entry of an older index whose parts are gone.
      await script(`${folder}/entry.js?${Date.now()}`)
      return chidaoSearch(load, directory)
    }
  }

  /** The engine; a failed opening may be tried again. */
  return (root) => {
    opened ??= open(`${root}/search`).catch((error) => {
      opened = null
      throw error
    })
    return opened
  }
})()
