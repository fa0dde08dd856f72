/**
 * Keys for the moderators’ pages, and our words filled in without a round trip. An element’s
 * `data-key` says which key presses it; a `details` is opened instead and its first field takes the
 * focus. Without the script all of this is done by links, buttons and Tab.
 */
export const moderationScript = `(() => {
  const legend = document.getElementById('keys')
  const on = document.getElementById('keys-on')
  const remembered = 'moderation-keys'
  let sent = false
  addEventListener('pageshow', () => {
    sent = false
  })

  const rows = [...document.querySelectorAll('[data-row]')]
  const step = (by) => {
    const at = rows.indexOf(document.activeElement)
    const to = at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by
    rows[to]?.focus()
    return rows.length > 0
  }

  const press = (key) => {
    const found = document.querySelector('[data-key="' + key + '"]')
    if (!found) return false
    if (found.localName === 'details') {
      found.open = true
      found.querySelector(key === 'c' ? 'textarea' : 'select, textarea')?.focus()
    } else {
      if (sent) return true
      sent = found.localName === 'button'
      found.click()
    }
    return true
  }

  const help = () => {
    legend.open = !legend.open
    legend.querySelector('summary').focus()
    return true
  }

  const inList = () => rows.includes(document.activeElement)
  const deeds = {
    j: () => step(1) || press('j'),
    k: () => step(-1) || press('k'),
    ArrowDown: () => inList() && step(1),
    ArrowUp: () => inList() && step(-1),
    ArrowRight: () => !rows.length && press('j'),
    ArrowLeft: () => !rows.length && press('k'),
    a: () => press('a'),
    c: () => press('c'),
    r: () => press('r'),
    t: () => press('t'),
    '?': help,
  }

  const typing = (element) =>
    element.closest('textarea, select, [contenteditable], input:not([type=checkbox])')

  if (legend) {
    legend.hidden = false
    on.checked = localStorage.getItem(remembered) !== 'off'
    on.addEventListener('change', () => {
      localStorage.setItem(remembered, on.checked ? 'on' : 'off')
    })
    document.addEventListener('keydown', (event) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return
      if (event.ctrlKey || event.altKey || event.metaKey || !on.checked) return
      const field = typing(event.target)
      if (field) {
        if (event.key === 'Escape') field.blur()
        return
      }
      const deed = Object.hasOwn(deeds, event.key) && deeds[event.key]
      if (deed && deed()) event.preventDefault()
    })
  }

  for (const reason of document.querySelectorAll('[data-reason]')) {
    const select = reason.querySelector('select')
    const text = reason.querySelector('textarea')
    const ours = [...select.options].map((option) => option.dataset.text)
    const fill = (always) => {
      const words = select.selectedOptions[0].dataset.text
      const typed = text.value.trim()
      if (!words) return
      if (typed === '' || ours.includes(typed)) text.value = words
      else if (always) text.value = typed + '\\n\\n' + words
      else return
      reason.querySelector('[data-status]').textContent = reason.dataset.reason
    }
    select.addEventListener('change', () => fill(false))
    reason.querySelector('[data-use]').addEventListener('click', (event) => {
      if (!select.value) return
      event.preventDefault()
      fill(true)
      text.focus()
    })
  }
})()
`
