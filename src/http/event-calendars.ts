import type { Context } from 'hono'
import { Fault } from '../calendar/fault.ts'
import { parseFilter } from '../calendar/filter.ts'
import { pollDate, pollEvent } from '../journeys/poll-event.ts'
import { inline } from './feeds.ts'
import type { Means } from './means.ts'
import { readOnly } from './query.ts'
import { type Served, serve } from './serve.ts'

const calendarFile = (name: string): Served => ({
  type: 'text/calendar; charset=utf-8',
  headers: inline(name),
})

/** `/events/{id}.ics`: one event, also when it is cancelled, withdrawn or removed. */
export const eventCalendar = async (means: Means, c: Context, id: string): Promise<Response> => {
  const { locale } = parseFilter(readOnly(c.req.url, ['locale']))
  const ask = async () => {
    const answer = await pollEvent(means.ports, id, locale)
    if (answer) return answer
    throw new Fault('not_found', 'There is no such event.')
  }
  return serve(c, ask, calendarFile(`${id}.ics`), { compress: means.compress })
}

/** `/events/{id}/{recurrence-id}.ics`: one date of a series alone. */
export const dateCalendar = async (
  means: Means,
  c: Context,
  id: string,
  recurrenceId: string
): Promise<Response> => {
  const { locale } = parseFilter(readOnly(c.req.url, ['locale']))
  const ask = () => pollDate(means.ports, id, recurrenceId, locale)
  return serve(c, ask, calendarFile(`${id}-${recurrenceId}.ics`), {
    compress: means.compress,
  })
}
