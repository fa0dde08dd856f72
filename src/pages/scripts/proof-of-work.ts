/**
 * The browser's half of the proof of work, served at `guardPaths.script` and read as it stands here.
 * It begins when somebody first touches the form, so that reading the page costs no battery. Each try
 * is one PBKDF2 that the browser runs beside the page's own thread, so typing stays smooth without a
 * worker. Whoever sends earlier waits a moment, 15 seconds at most; whatever fails leaves the field
 * empty and the form is sent all the same. A proof of more than 50 minutes is made again: the challenge
 * is good for an hour. Without `crypto.subtle` (plain http, other than localhost) it does nothing.
 */
export const proofOfWorkScript = `(() => {
  const field = document.querySelector('input[data-challenge]')
  const subtle = globalThis.crypto?.subtle
  if (!field || !subtle) return
  const { form, dataset } = field
  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16))
  const hex = (buffer) =>
    [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

  const solve = async () => {
    const response = await fetch(dataset.challenge)
    if (!response.ok) throw new Error('challenge: ' + response.status)
    const challenge = await response.json()
    const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters
    const password = bytes(nonce + '00000000')
    const pbkdf2 = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations: cost }
    for (let counter = 0; counter < 1e4; counter++) {
      new DataView(password.buffer).setUint32(password.length - 4, counter)
      const key = await subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits'])
      const derivedKey = hex(await subtle.deriveBits(pbkdf2, key, keyLength * 8))
      if (!derivedKey.startsWith(keyPrefix)) continue
      field.value = btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }))
      return
    }
  }

  let work
  let begun = 0
  const prove = () => {
    if (Date.now() - begun > 3e6) {
      begun = Date.now()
      field.value = ''
      work = solve().catch((error) => console.warn(error))
    }
    return work
  }

  let held = false
  let free = false
  form.addEventListener('focusin', prove)
  form.addEventListener('submit', async (event) => {
    prove()
    if (field.value || free) return
    event.preventDefault()
    if (held) return
    held = true
    const status = document.getElementById(dataset.status)
    status.textContent = dataset.wait
    await Promise.race([work, new Promise((go) => setTimeout(go, 15e3))])
    status.textContent = ''
    free = true
    form.requestSubmit(event.submitter)
  })
})()
`
