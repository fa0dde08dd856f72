import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A real mail server of the test: everything it takes is parsed by software that is not ours. */
export const mailServer = async () => {
  const received: ParsedMail[] = []
  /** While set, a mail is taken in whole and then not acknowledged: the sender cannot know. */
  let holding = false
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        received.push(mail)
        if (!holding) done()
      }, done)
    },
  })
  // A client that is killed resets its connection; that is what this server is for.
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET') throw error
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    hold: (on: boolean) => {
      holding = on
    },
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}

/** Waits until something is there, for ten seconds at most. */
export const eventually = async <Found>(
  find: () => Found | undefined | Promise<Found | undefined>
) => {
  for (let i = 0; i < 200; i += 1) {
    const found = await find()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('It did not happen in ten seconds.')
}
