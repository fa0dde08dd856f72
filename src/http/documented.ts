import type { DescribeRouteOptions } from 'hono-openapi'
import { resolver } from 'hono-openapi'
import { problemTypes } from './problem.ts'
import { problemAnswer } from './schemas.ts'

type Responses = NonNullable<DescribeRouteOptions['responses']>
type Schema = ReturnType<typeof resolver>

/** Responses of a route for the OpenAPI document: the good ones with their schemas, then the problems. */
export const documented = (
  good: Readonly<Record<number, readonly [description: string, schema?: Schema, type?: string]>>,
  problems: readonly number[] = []
): Responses => {
  const responses: Responses = {}
  for (const [status, [description, schema, type = 'application/json']] of Object.entries(good)) {
    responses[status] = schema ? { description, content: { [type]: { schema } } } : { description }
  }
  for (const status of problems) {
    const kind = Object.values(problemTypes).find((known) => known.status === status)
    responses[status] = {
      description: kind?.title ?? 'Problem',
      content: { 'application/problem+json': { schema: resolver(problemAnswer) } },
    }
  }
  return responses
}
