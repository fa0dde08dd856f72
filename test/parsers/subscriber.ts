import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { run } from '../runtime/process.ts'

/** The clock of the subscriber. */
export const zone = 'Europe/Brussels'

/**
 * A person in Brussels with vdirsyncer and khal, who has subscribed to feeds: names of their
 * calendars → addresses.
 */
export const subscriberTo = async (home: string, feeds: Readonly<Record<string, string>>) => {
  const env = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CACHE_HOME: join(home, 'cache'),
    VDIRSYNCER_CONFIG: join(home, 'vdirsyncer.conf'),
    LC_ALL: 'C.UTF-8',
    TZ: zone,
  }
  const collection = (name: string) => join(home, 'calendars', name)
  for (const name of Object.keys(feeds)) mkdirSync(collection(name), { recursive: true })
  const pairs = Object.entries(feeds).map(
    ([name, url]) => `[pair ${name}]
a = "${name}_feed"
b = "${name}_files"
collections = null
[storage ${name}_feed]
type = "http"
url = "${url}"
[storage ${name}_files]
type = "filesystem"
path = "${collection(name)}"
fileext = ".ics"
`
  )
  writeFileSync(
    env.VDIRSYNCER_CONFIG,
    `[general]\nstatus_path = "${home}/status"\n${pairs.join('')}`
  )
  const calendars = Object.keys(feeds).map((name) => `[[${name}]]\npath = ${collection(name)}\n`)
  writeFileSync(
    join(home, 'khal.conf'),
    `[calendars]
${calendars.join('')}
[locale]
local_timezone = ${zone}
default_timezone = ${zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
print_new = False
`
  )
  const vdirsyncer = async (command: string) => {
    const { code, out, err } = await run('vdirsyncer', [command], env)
    expect(code, out + err).toBe(0)
    return out + err
  }
  await vdirsyncer('discover')

  return {
    env,
    collection,
    /** Asks every feed again; a word of warning fails. */
    sync: async () => expect(await vdirsyncer('sync')).not.toMatch(/warning|error/i),
    /**
     * What khal lists in each calendar from a day to before another: a line for each date that
     * begins then, `2027-05-08 10:00 Title`, without the time when it is a whole day.
     */
    shown: async (first: string, behind: string): Promise<ReadonlyMap<string, string[]>> => {
      const form = '{calendar}|{start-date} {start-time} {title}'
      const format = ['--format', form, '--day-format', '']
      const args = ['-c', join(home, 'khal.conf'), 'list', ...format, first, behind]
      const { code, out, err } = await run('khal', args, env)
      expect(code, err).toBe(0)
      // What lasts for days is listed on each.
      const lines = [...new Set(out.replaceAll(/ +/g, ' ').split('\n'))]
      return new Map(
        Object.keys(feeds).map((name) => [
          name,
          lines
            .filter((line) => line.startsWith(`${name}|`))
            .map((line) => line.slice(name.length + 1).trim())
            .filter((line) => line >= first && line < behind)
            .sort(),
        ])
      )
    },
  }
}
export type Subscriber = Awaited<ReturnType<typeof subscriberTo>>
