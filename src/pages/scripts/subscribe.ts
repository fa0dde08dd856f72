/**
 * The subscribe page: buttons that copy, the button for the app this device most likely has, names of
 * what is chosen on closed parts of the form, and the result drawn again while choosing. All of it is
 * there without the script: by hand, as “webcal”, after “Show”.
 */
export const subscribeScript = `(() => {
  const box = document.querySelector('.result')
  const news = document.querySelector('[data-news]')
  const say = (text) => {
    // The same words again are news only after nothing.
    news.textContent = ''
    setTimeout(() => {
      news.textContent = text
    }, 100)
  }

  const copy = async (input) => {
    const { copied, failed } = box.dataset
    try {
      await navigator.clipboard.writeText(input.value)
      say(copied)
    } catch {
      // Not a secure place, or not allowed: the old way, which needs the selection.
      input.select()
      say(document.execCommand('copy') ? copied : failed)
    }
  }

  const agent = navigator.userAgentData?.platform || navigator.userAgent
  const app = /android/i.test(agent) ? 'google' : /windows/i.test(agent) ? 'outlook' : 'webcal'

  const improve = () => {
    for (const input of document.querySelectorAll('[data-copy]:only-child')) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'button quiet small'
      button.textContent = box.dataset.copyWord
      button.setAttribute(
        'aria-label',
        box.dataset.copyWord + ': ' + input.labels[0].textContent
      )
      button.addEventListener('click', () => copy(input))
      input.after(button)
    }
    const primary = document.querySelector('[data-primary]')
    const way = document.querySelector('[data-way="' + app + '"]')
    if (!primary || !way) return
    const link = way.querySelector('a')
    primary.href = link.href
    primary.textContent = link.dataset.as
    document.querySelector('[data-primary-hint]').textContent =
      way.querySelector('.hint').textContent
  }
  if (box) improve()

  const form = document.querySelector('form.choose')
  if (!form || !box) return

  const nameOf = (control) =>
    control.type === 'checkbox'
      ? control.checked && control.labels[0].querySelector('[data-name]').textContent
      : control.value && (control.selectedOptions?.[0].textContent ?? control.value)

  const name = () => {
    for (const part of form.querySelectorAll('details.pick')) {
      const names = [...part.querySelectorAll('input:not([name=wide]), select')].map(nameOf)
      part.querySelector('[data-now]').textContent =
        names.filter(Boolean).join(', ') || form.dataset.any
    }
  }

  let turns = 0
  const draw = async () => {
    turns += 1
    const turn = turns
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''))
    query.set('part', 'preview')
    const response = await fetch('/subscribe?' + query)
    const text = await response.text()
    // An older answer that comes late would undo a newer one.
    if (turn !== turns) return
    const fresh = new DOMParser().parseFromString(text, 'text/html')
    const pieces = [...fresh.querySelectorAll('[data-piece]')]
    if (pieces.length === 0) throw new Error(text)
    for (const piece of pieces) {
      const old = document.querySelector('[data-piece="' + piece.dataset.piece + '"]')
      old.replaceChildren(...piece.childNodes)
    }
    improve()
    const { said, page } = pieces[0].dataset
    say(said)
    if (page) history.replaceState(null, '', page)
  }

  let timer
  form.addEventListener('input', () => {
    name()
    clearTimeout(timer)
    timer = setTimeout(() => draw().catch((error) => console.warn(error)), 500)
  })
})()
`
