import { isAPIError } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import { home, localPath, type SigningIn } from '../calendar/accounts.ts'
import { authOptions, logOf, organizationPlugin } from './auth.ts'
import { cookiesOf } from './browser.ts'
import { nothing } from './means.ts'
import type { Provider, Wiring } from './wiring.ts'

/** Part of the redirect address that is registered with the provider: permanent. */
const providerId = 'oidc'

/** Signing in with an OpenID Connect provider, where one is configured. */
export const signingInAtProvider = (
  wiring: Wiring
): Pick<SigningIn, 'provider' | 'startAtProvider' | 'handler'> => {
  const { provider } = wiring
  if (!provider) {
    const refuse = async () => {
      throw nothing('way to sign in')
    }
    return { provider: null, startAtProvider: refuse, handler: refuse }
  }
  return {
    provider: { name: provider.name },

    startAtProvider: async (wished) => {
      const returnTo = localPath(wished) ?? home
      const back = `/sign-in?then=${encodeURIComponent(returnTo)}`
      try {
        const { headers, response } = await authFor(wiring, provider).api.signInSocial({
          body: {
            provider: providerId,
            callbackURL: returnTo,
            errorCallbackURL: back,
            disableRedirect: true,
          },
          headers: new Headers(),
          returnHeaders: true,
        })
        if (!response.url) throw new Error('better-auth gave no address of the provider.')
        return { location: response.url, setCookies: headers.getSetCookie() }
      } catch (error) {
        // The discovery document could not be read; better-auth has logged why.
        if (isAPIError(error) && error.body?.code === 'PROVIDER_NOT_FOUND')
          return { location: `${back}&error=unreachable`, setCookies: [] }
        throw error
      }
    },

    handler: async (request) => {
      const isWayBack = new URL(request.url).pathname === `/auth/callback/${providerId}`
      if (!isWayBack || request.method !== 'GET') throw nothing('page')
      // better-auth gets the cookies and the query, nothing else of the browser.
      const headers = cookiesOf(request.headers)
      return authFor(wiring, provider).handler(new Request(request.url, { headers }))
    },
  }
}

/**
 * A better-auth instance that knows the provider. It reads the discovery document when it is made,
 * so each sign-in makes one: the service starts while the provider is down, follows it when it
 * changes, and no request of a Worker waits for another's. It costs the provider one request.
 */
const authFor = ({ db, settings }: Wiring, { issuer, clientId, clientSecret, name }: Provider) =>
  betterAuth({
    ...authOptions(db, settings),
    logger: { log: quietAboutStates },
    onAPIError: { throw: true, errorURL: `${settings.baseUrl}/sign-in` },
    plugins: [
      organizationPlugin(),
      genericOAuth({
        config: [
          {
            providerId,
            name,
            discoveryUrl: discoveryOf(issuer),
            clientId,
            clientSecret,
            scopes: ['openid', 'email', 'profile'],
            pkce: true,
            requireIdTokenVerification: true,
          },
        ],
      }),
    ],
  })

/** A way back that nobody left by is a stranger's doing, and could fill the log with stacks. */
const quietAboutStates: typeof logOf = (level, message, ...details) => {
  const ofStates = (detail: unknown) =>
    detail instanceof Error && 'code' in detail && String(detail.code).startsWith('state_')
  if (!details.some(ofStates)) logOf(level, message, ...details)
}

const wellKnown = '/.well-known/openid-configuration'

/** OpenID Connect Discovery 1.0 §4. */
const discoveryOf = (issuer: string): string =>
  issuer.endsWith(wellKnown) ? issuer : issuer.replace(/\/+$/, '') + wellKnown
