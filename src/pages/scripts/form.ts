/**
 * The form for events while somebody types: the preview follows, the time zone goes with the country,
 * and without an account the browser keeps what is typed (but no name and no mailbox) until it is
 * sent. What was kept is offered, never put in unasked: the server draws the form with it.
 */
export const formScript = `(() => {
  const storage = (work) => {
    try {
      return work(localStorage)
    } catch (error) {
      console.warn(error)
    }
  }
  const sent = document.querySelector('[data-sent]')
  if (sent) storage((all) => all.removeItem('form ' + sent.dataset.sent))
  const form = document.querySelector('form[data-address]')
  if (!form) return
  const { address, kept, found, restore, discard, keep, fresh } = form.dataset
  const typed = () => new URLSearchParams(new FormData(form))

  const box = form.querySelector('[data-preview]')
  const news = form.querySelector('[data-news]')
  let turns = 0
  const draw = async () => {
    const turn = ++turns
    const response = await fetch('/submit/preview', { method: 'POST', body: typed() })
    const text = await response.text()
    // Nobody loses the button they are on.
    if (!response.ok || turn !== turns || box.contains(document.activeElement)) return
    box.innerHTML = text
    const said = box.querySelector('[data-said]')?.textContent ?? ''
    if (news.textContent !== said) news.textContent = said
  }
  let timer
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      draw().catch((error) => console.warn(error))
      store()
    }, 700)
  })

  const { country, zone } = form.elements
  const zoneOf = (code) =>
    [...form.querySelectorAll('#zones option')].find(
      (option) => option.textContent === country.querySelector('[value="' + code + '"]')?.textContent
    )?.value ?? ''
  let before = country.value
  country.addEventListener('change', () => {
    if (zone.value === '' || zone.value === zoneOf(before)) zone.value = zoneOf(country.value)
    before = country.value
  })

  const key = 'form ' + address
  const unsaid = 'name email contactName contactEmail contactPhone form proof homepage kept'.split(' ')
  let keeping = keep !== undefined
  const store = () => {
    if (!keeping) return
    const fields = typed()
    for (const name of unsaid) fields.delete(name)
    storage((all) => all.setItem(key, fields))
  }
  if (!keeping) return
  const forget = () => storage((all) => all.removeItem(key))
  const note = (text, buttons) => {
    const p = document.createElement('p')
    p.className = 'hint'
    p.append(text, ' ')
    for (const [label, work] of buttons) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'button small quiet'
      button.textContent = label
      button.addEventListener('click', () => work(p))
      p.append(button, ' ')
    }
    return p
  }
  form.querySelector('.last').append(
    note(kept, [
      [
        discard,
        (p) => {
          keeping = false
          forget()
          p.remove()
        },
      ],
    ])
  )
  const old = fresh === undefined ? null : storage((all) => all.getItem(key))
  if (!old) return
  form.before(
    note(found, [
      [
        restore,
        () => {
          const again = document.createElement('form')
          again.method = 'post'
          again.action = address
          for (const [name, value] of [...new URLSearchParams(old), ['action', 'restore']]) {
            const field = document.createElement('input')
            Object.assign(field, { type: 'hidden', name, value })
            again.append(field)
          }
          document.body.append(again)
          HTMLFormElement.prototype.submit.call(again)
        },
      ],
      [
        discard,
        (p) => {
          forget()
          p.remove()
        },
      ],
    ])
  )
})()
`
