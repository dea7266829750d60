// The way out, faster than the link alone. Without this file the link does the same.
"use strict"
{
  const {leave: address, title} = document.currentScript.dataset
  const PRESSES = 3
  const WITHIN_MILLISECONDS = 5000

  const leave = () => {
    // Cover first: the rest may take a moment.
    const fields = document.querySelectorAll("input, textarea, select")
    document.body.replaceChildren()
    document.title = title
    for (const field of fields) empty(field)
    // Not assign(): this page must not stay behind Back.
    location.replace(address)
  }

  // A browser may keep what stood in a field even when the page is gone.
  const empty = field => {
    if ("checked" in field) field.checked = false
    if (field.tagName === "SELECT") field.selectedIndex = -1
    else field.value = ""
  }

  addEventListener("click", event => {
    const link = event.target instanceof Element && event.target.closest("a[href]")
    if (!link || link.getAttribute("href") !== address) return
    event.preventDefault()
    leave()
  })

  // Three presses of Shift alone. With any other key or button it is writing, selecting or a
  // shortcut, and the count starts anew.
  let presses = []
  let bare = false
  const anew = () => {
    presses = []
    bare = false
  }

  addEventListener("keydown", event => {
    if (event.key !== "Shift" || event.ctrlKey || event.altKey || event.metaKey) anew()
    else bare = !event.repeat || bare
  })

  addEventListener("keyup", event => {
    if (event.key !== "Shift" || !bare) return
    bare = false
    presses = [...presses, event.timeStamp].filter(at => event.timeStamp - at < WITHIN_MILLISECONDS)
    if (presses.length >= PRESSES) leave()
  })

  addEventListener("pointerdown", anew)
}
