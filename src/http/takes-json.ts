import type { MiddlewareHandler } from 'hono'
import { every } from 'hono/combine'
import { known } from './asking.ts'
import { limited, onlyJson } from './json-body.ts'
import type { Means } from './means.ts'

/**
 * What stands before every route that changes something by JSON, in this order: who is asking (401,
 * 429), what kind of body it is (415), how large (413). The body's schema comes after it.
 */
export const takesJson = (means: Means): MiddlewareHandler => every(known(means), onlyJson, limited)
