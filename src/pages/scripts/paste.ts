/**
 * A box for descriptions that shows what will be published. It stands in for a text area and mirrors
 * into it; whatever is pasted is cleaned by the server first, and so is the whole when the box is
 * left. Where the server does not answer the text area stays.
 */
export const pasteScript = `(() => {
  const clean = async (html) => {
    const response = await fetch('/submit/clean', {
      method: 'POST',
      body: new URLSearchParams({ html }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(text)
    return text
  }

  const enrich = async (area) => {
    const first = area.value.trim() ? await clean(area.value) : ''
    const { id, dataset } = area
    const label = document.getElementById(id + '-label')
    const hint = document.getElementById(id + '-hint')
    const box = document.createElement('div')
    box.className = 'rich description'
    box.contentEditable = 'true'
    box.tabIndex = 0
    for (const [name, value] of [
      ['role', 'textbox'],
      ['aria-multiline', 'true'],
      ['aria-labelledby', id + '-label'],
      ['aria-describedby', area.getAttribute('aria-describedby')],
      ['aria-invalid', area.getAttribute('aria-invalid')],
      ['dir', 'auto'],
    ])
      if (value) box.setAttribute(name, value)
    box.innerHTML = first
    const news = document.createElement('p')
    news.className = 'hint'
    news.setAttribute('role', 'status')
    // Problems lead to the id of the field.
    area.removeAttribute('id')
    area.hidden = true
    box.id = id
    area.after(box, news)
    if (hint) hint.textContent = dataset.hint
    label.removeAttribute('for')
    label.addEventListener('click', () => box.focus())

    const mirror = () => {
      area.value = box.textContent.trim() ? box.innerHTML : ''
    }
    box.addEventListener('input', mirror)
    box.addEventListener('paste', async (event) => {
      const html = event.clipboardData.getData('text/html')
      if (!html) return
      event.preventDefault()
      const plain = event.clipboardData.getData('text/plain')
      try {
        document.execCommand('insertHTML', false, await clean(html))
        news.textContent = dataset.cleaned
      } catch (error) {
        console.warn(error)
        document.execCommand('insertText', false, plain)
        news.textContent = dataset.failed
      }
    })
    // What is dragged here from another page would not be cleaned.
    box.addEventListener('drop', (event) => event.preventDefault())
    box.addEventListener('blur', async () => {
      const before = box.innerHTML
      if (!area.value) return
      try {
        const after = await clean(before)
        if (document.activeElement === box || box.innerHTML !== before || after === before) return
        box.innerHTML = after
        mirror()
      } catch (error) {
        console.warn(error)
      }
    })
  }

  document.execCommand('defaultParagraphSeparator', false, 'p')
  for (const area of document.querySelectorAll('textarea[data-rich]'))
    enrich(area).catch((error) => console.warn(error))
})()
`
