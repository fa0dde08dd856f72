import { formScript } from './form.ts'
import { moderationScript } from './moderation.ts'
import { pasteScript } from './paste.ts'
import { subscribeScript } from './subscribe.ts'

/**
 * Scripts of the pages, each served at `/scripts/{name}.js`. They only improve what works without
 * them, and need nothing from elsewhere.
 */
export const scripts = {
  form: formScript,
  moderation: moderationScript,
  paste: pasteScript,
  subscribe: subscribeScript,
} as const satisfies Readonly<Record<string, string>>

export type ScriptName = keyof typeof scripts
