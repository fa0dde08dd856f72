import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the provider knows of whoever signs in with the login, which is the subject. */
export type Claims = Readonly<{ email?: string; email_verified?: boolean; name?: string }>

/**
 * A real OpenID Connect provider on a port of its own, whose people sign in with any password. Its
 * own development pages ask for the login and for consent.
 */
export const startProvider = async (redirectUri: string, claimsOf: (login: string) => Claims) => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const client = { clientId: 'calendar', clientSecret: 'a-secret-of-the-provider-of-the-tests' }
  // Imported late: it warns of a Node newer than itself, and tests may have silenced the console.
  const { default: Oidc } = await import('oidc-provider')
  const oidc = new Oidc(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    cookies: { keys: ['a-key-for-the-cookies-of-the-tests'] },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...claimsOf(sub) }),
    }),
  })
  server.on('request', oidc.callback())

  /** Follows the provider's pages as a browser does, until it sends us back; answers that address. */
  const walk = async (start: string, login: string): Promise<string> => {
    const jar = new Map<string, string>()
    let address = start
    let body: string | undefined
    for (let step = 0; step < 12; step++) {
      const response = await fetch(address, {
        redirect: 'manual',
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          cookie: [...jar].map((pair) => pair.join('=')).join('; '),
          ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
        },
        ...(body !== undefined && { body }),
      })
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
        if (value) jar.set(name, value)
        else jar.delete(name)
      }
      const page = await response.text()
      const location = response.headers.get('location')
      body = undefined
      if (location) {
        address = new URL(location, address).href
        if (address.startsWith(redirectUri)) return address
        continue
      }
      const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1]
      if (!action) throw new Error(`The provider says ${response.status}: ${page.slice(0, 500)}`)
      address = new URL(action, address).href
      body = page.includes('name="password"')
        ? `prompt=login&login=${encodeURIComponent(login)}&password=x`
        : 'prompt=consent'
    }
    throw new Error('The provider sends in circles.')
  }

  const stop = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })

  return { issuer, ...client, walk, stop }
}
