import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { calendar, freePort, type Running, start } from '../runtime/process.ts'
import { findings, fits, launch, overflow } from './browser.ts'

const folder = mkdtempSync(join(tmpdir(), 'calendar-'))
const december = '/month/2012-12'
/** Five days, 5 to 9 December; the lanes of its week are full but in a selection. */
const forum = 'Forum of the Social Network of Lisbon, Portugal'
const withRoom = `${december}?country=PT`

let env: Record<string, string> = {}
let base = ''
let server: Running
let browser: Browser

beforeAll(async () => {
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  env = {
    NODE_ENV: 'development',
    PORT: String(port),
    BASE_URL: base,
    DATABASE_PATH: join(folder, 'calendar.sqlite'),
  }
  server = await start(
    process.execPath,
    ['--import', './src/require-node.js', 'src/node.ts'],
    env,
    `${base}/readyz`
  )
  browser = await launch()
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(folder, { recursive: true })
})

afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
})

/** A page, and what the browser complained of or asked elsewhere while it was open. */
const open = async (path: string, options: BrowserContextOptions = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  // Chromium tells of a blocked resource (Content-Security-Policy) as an error on the console.
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== base) complaints.push(`asks ${request.url()}`)
  })
  page.on('requestfailed', (request) => complaints.push(`lacks ${request.url()}`))
  const response = await page.goto(base + path)
  return { page, complaints, response }
}

const withoutScript = (path: string, options: BrowserContextOptions = {}) =>
  open(path, { javaScriptEnabled: false, ...options })

const shoot = async (page: Page, name: string) => {
  if (process.env.SCREENSHOTS !== '1') return
  mkdirSync('test/screenshots', { recursive: true })
  await page.screenshot({ path: `test/screenshots/${name}.png`, fullPage: true })
}

const boxOf = async (page: Page, selector: string) => {
  const box = await page.locator(selector).boundingBox()
  if (!box) throw new Error(`${selector} is not shown`)
  return { ...box, right: box.x + box.width }
}

/** The address of the event with this title. */
const addressOf = async (title: string): Promise<string> => {
  const grid = (await (await fetch(`${base}/v1/months/2012-12`)).json()) as {
    events: Record<string, { id: string; title: string; url: string }>
  }
  const found = Object.values(grid.events).find((event) => event.title === title)
  if (!found) throw new Error(`no event “${title}”`)
  return new URL(found.url).pathname
}

describe('every page', () => {
  const widths = [1280, 360, 320]
  const schemes = ['light', 'dark'] as const

  for (const width of widths) {
    for (const colorScheme of schemes) {
      const look = { viewport: { width, height: 800 }, colorScheme }

      test(`the month is accessible, fits and stays with us at ${width} pixels, ${colorScheme}`, async () => {
        const { page, complaints } = await open(december, look)
        const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
        expect(ground).toBe(colorScheme === 'dark' ? 'rgb(16, 21, 29)' : 'rgb(245, 247, 250)')
        expect(await overflow(page)).toEqual(fits)
        if (colorScheme === 'light') await shoot(page, `month-${width}`)
        else await shoot(page, `month-${width}-dark`)
        expect(await findings(page)).toEqual([])
        expect(complaints).toEqual([])
      })

      test(`an event is accessible, fits and stays with us at ${width} pixels, ${colorScheme}`, async () => {
        const { page, complaints } = await open(
          await addressOf('Międzynarodowy Dzień Migrantów w Krakowie'),
          look
        )
        expect(await overflow(page)).toEqual(fits)
        if (colorScheme === 'light') await shoot(page, `event-${width}`)
        else await shoot(page, `event-${width}-dark`)
        expect(await findings(page)).toEqual([])
        expect(complaints).toEqual([])
      })
    }
  }

  for (const width of [1280, 320]) {
    test(`the cancelled event, an empty month and the problem types are accessible and fit at ${width} pixels`, async () => {
      for (const path of [
        await addressOf('Climate Change, Migration'),
        '/month/2013-06',
        '/problems',
      ]) {
        const { page, complaints } = await open(path, { viewport: { width, height: 800 } })
        expect(await overflow(page), path).toEqual(fits)
        expect(await findings(page), path).toEqual([])
        expect(complaints, path).toEqual([])
      }
    })
  }
})

describe('without JavaScript', () => {
  test('a reader turns to the month before and the month after', async () => {
    const { page } = await withoutScript(december)
    await page.locator('a[rel=prev]').click()
    expect(await page.locator('h1').innerText()).toBe('November 2012')
    expect(new URL(page.url()).pathname).toBe('/month/2012-11')
    await page.locator('a[rel=next]').click()
    await page.locator('a[rel=next]').click()
    expect(await page.locator('h1').innerText()).toBe('January 2013')
  })

  test('the selection stays while turning months', async () => {
    const { page } = await withoutScript(`${december}?country=PL`)
    expect(await page.locator('.filter').innerText()).toContain('Poland')
    await page.locator('a[rel=next]').click()
    expect(new URL(page.url()).search).toBe('?country=PL')
    expect(await page.locator('.filter').innerText()).toContain('Poland')
  })

  test('an event opens from the grid, and its page leads back to the month', async () => {
    const { page } = await withoutScript(december)
    const title = 'Der musikalische Adventkalender'
    await page.locator('.weeks a', { hasText: title }).first().click()
    expect(await page.locator('h1').innerText()).toBe(title)
    await page.locator('.crumb a').click()
    expect(new URL(page.url()).pathname).toBe(december)
    await page.goBack()
    expect(await page.locator('h1').innerText()).toBe(title)
  })

  test('“+11 more” leads to the list of 18 December, which has all 14 events', async () => {
    const { page } = await withoutScript(december)
    const more = page.locator('#c2012-12-18 .more')
    expect(await more.innerText()).toMatch(/^\+11 more/)
    await more.click()
    expect(new URL(page.url()).hash).toBe('#d2012-12-18')
    const day = page.locator('#d2012-12-18')
    expect(await day.locator('h3').innerText()).toBe('Tuesday 18 December')
    expect(await day.locator('h4').count()).toBe(14)
    const { y } = await boxOf(page, '#d2012-12-18 h3')
    expect(y).toBeGreaterThanOrEqual(0)
    expect(y).toBeLessThan(200)
  })

  test('titles in another language than the page say so, in the grid and in the list', async () => {
    const { page } = await withoutScript(december)
    for (const part of ['.weeks', '.agenda']) {
      const title = page.locator(`${part} .title`, { hasText: 'Der musikalische' }).first()
      expect(await title.getAttribute('lang'), part).toBe('de')
    }
    const polish = page.locator('.agenda .title', { hasText: 'Międzynarodowy Dzień' })
    expect(await polish.getAttribute('lang')).toBe('pl')
    const english = page.locator('.agenda .title', { hasText: 'Torch walk' })
    expect(await english.getAttribute('lang')).toBeNull()
  })

  test('a cancelled event says so in words, in the list and on its page', async () => {
    const { page } = await withoutScript(december)
    const entry = page.locator('#d2012-12-17 li', { hasText: 'Climate Change, Migration' })
    expect(await entry.locator('.tag').innerText()).toBe('Cancelled')
    await entry.locator('h4 a').click()
    const banner = page.getByRole('note')
    expect(await banner.innerText()).toContain('Cancelled. The event does not take place.')
  })

  test('an event in two languages shows both texts, each marked', async () => {
    const { page } = await withoutScript(
      await addressOf('Międzynarodowy Dzień Migrantów w Krakowie')
    )
    expect(await page.locator('h1').getAttribute('lang')).toBe('pl')
    const other = page.locator('#text-en')
    expect(await other.innerText()).toContain('English')
    expect(await other.locator('h3').innerText()).toBe("The International Migrants' Day in Cracow")
    await page.goto(`${page.url()}?locale=en`)
    expect(await page.locator('h1').getAttribute('lang')).toBeNull()
    expect(await page.locator('#text-pl div').first().getAttribute('lang')).toBe('pl')
  })

  test('an event held in two languages names both', async () => {
    const { page } = await withoutScript(await addressOf('"Migrants, Media and Society"'))
    const languages = page.locator('.facts div', { hasText: 'Languages of the event' })
    expect(await languages.locator('li').allInnerTexts()).toEqual(['Czech', 'English'])
  })
})

describe('the keyboard', () => {
  /** What has the focus, and whether a person sees that it has. */
  const focus = (page: Page) =>
    page.evaluate(() => {
      const element = document.activeElement
      if (!element) return { what: '', place: -1, shown: false, ringed: false }
      const { top, bottom, left, right, width, height } = element.getBoundingClientRect()
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      return {
        what: element.textContent?.trim() ?? '',
        place: [...document.querySelectorAll('*')].indexOf(element),
        shown:
          width > 0 &&
          height > 0 &&
          bottom > 0 &&
          right > 0 &&
          top < innerHeight &&
          left < innerWidth,
        ringed: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      }
    })

  for (const width of [1280, 360]) {
    test(`Tab shows where it is, link by link, at ${width} pixels`, async () => {
      const { page } = await open(december, {
        viewport: { width, height: 800 },
        reducedMotion: 'reduce',
      })
      const stops: string[] = []
      let last = -1
      for (let i = 0; i < 25; i += 1) {
        await page.keyboard.press('Tab')
        const { what, place, ...seen } = await focus(page)
        expect(seen, what).toEqual({ shown: true, ringed: true })
        // In the order of the text: forwards, never twice.
        expect(place, what).toBeGreaterThan(last)
        last = place
        stops.push(what)
      }
      expect(stops[0]).toBe('Skip to content')
      expect(stops[1]).toBe('Integration calendar')
      expect(stops.slice(2, 5)).toEqual(['Subscribe', 'Announce an event', 'My events'])
      expect(stops[5]).toContain('Previous month')
      expect(stops[6]).toContain('Next month')
    })
  }

  test('the skip link leads past the masthead', async () => {
    const { page } = await open(december)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect((await focus(page)).what).toContain('Previous month')
  })
})

describe('Arabic', () => {
  for (const width of [1280, 360]) {
    test(`the month reads from right to left, fits and is accessible at ${width} pixels`, async () => {
      const { page, complaints } = await open(`${december}?locale=ar`, {
        viewport: { width, height: 800 },
      })
      expect(await page.locator('h1').getAttribute('dir')).toBe('rtl')
      expect(await page.locator('h1').getAttribute('lang')).toBe('ar')
      const direction = await page
        .locator('.weeks')
        .evaluate((table) => getComputedStyle(table).direction)
      expect(direction).toBe('rtl')
      if (width === 1280) {
        const monday = await boxOf(page, '#c2012-12-03')
        const tuesday = await boxOf(page, '#c2012-12-04')
        expect(tuesday.right).toBeLessThanOrEqual(monday.x + 1)
        await shoot(page, 'month-1280-arabic')
      }
      expect(await overflow(page)).toEqual(fits)
      expect(await findings(page)).toEqual([])
      expect(complaints).toEqual([])
    })
  }
})

describe('what is not there', () => {
  /** Takes an event back the way its organisation does: a key, then a request. */
  const withdrawn = async (): Promise<string> => {
    const path = await addressOf('Netherlands: Torch walk against discrimination')
    const words = ['key', 'create', '--organisation', 'ewsi-archive-2012', '--name', 'browser']
    const { code, out, err } = await calendar(words, env)
    expect(code, err).toBe(0)
    const response = await fetch(`${base}/v1${path}/withdrawal`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${out.trim().split('\n').at(-1)}`,
        'Content-Type': 'application/json',
      },
      body: '{}',
    })
    expect(response.status, await response.text()).toBe(200)
    return path
  }

  const read = async (path: string, status: number, heading: string) => {
    const { page, response, complaints } = await open(path)
    expect(response?.status(), path).toBe(status)
    expect(await page.locator('h1').allInnerTexts(), path).toEqual([heading])
    expect(await page.locator('.status-code').innerText(), path).toBe(String(status))
    expect(await overflow(page), path).toEqual(fits)
    expect(await findings(page), path).toEqual([])
    // Chromium reports the status of the page itself as an error; nothing else may be there.
    expect(
      complaints.filter((text) => !text.startsWith('Failed to load resource: the server responded'))
    ).toEqual([])
    await page.locator('main a.button').click()
    expect(new URL(page.url()).pathname, path).toMatch(/^\/month\/\d{4}-\d\d$/)
  }

  test('an unknown address is a readable page', () => read('/nowhere', 404, 'Nothing here'))
  test('an unknown event is a readable page', () => read('/events/nobody', 404, 'Nothing here'))
  test('a thirteenth month is a readable page', () =>
    read('/month/2012-13', 400, 'Invalid request'))
  test('a withdrawn event is a readable page', async () => read(await withdrawn(), 410, 'Gone'))
})

describe('the event of 5 to 9 December', () => {
  test('is one bar over five days where there is room', async () => {
    const { page } = await open(withRoom)
    const bars = page.locator('.weeks .bar', { hasText: forum })
    expect(await bars.count()).toBe(1)
    expect(await page.locator('.weeks li:not(.bar):not(.vh)', { hasText: forum }).count()).toBe(0)
    const box = await bars.boundingBox()
    if (!box) throw new Error('the bar is not shown')
    const wednesday = await boxOf(page, '#c2012-12-05')
    const sunday = await boxOf(page, '#c2012-12-09')
    expect(Math.abs(box.x - wednesday.x)).toBeLessThan(8)
    expect(Math.abs(box.x + box.width - sunday.right)).toBeLessThan(8)
    expect(box.width / wednesday.width).toBeCloseTo(5, 0)
    expect(await bars.innerText()).toContain('5–9 December 2012')
    await shoot(page, 'month-1280-portugal')
  })

  test('and the others leave each other room in the grid', async () => {
    const { page } = await open(december)
    const boxes = await page.locator('.weeks li:not(.vh):visible').evaluateAll((items) =>
      items
        .filter((item) => !item.closest('.overflow'))
        .map((item) => {
          const { left, right, top, bottom } = item.getBoundingClientRect()
          return { left, right, top, bottom, text: item.textContent ?? '' }
        })
    )
    expect(boxes.length).toBeGreaterThan(15)
    const touching = boxes.flatMap((a, i) =>
      boxes
        .slice(i + 1)
        .filter(
          (b) =>
            a.left < b.right - 1 &&
            b.left < a.right - 1 &&
            a.top < b.bottom - 1 &&
            b.top < a.bottom - 1
        )
        .map((b) => `${a.text} / ${b.text}`)
    )
    expect(touching).toEqual([])
  })

  test('is in the list alone on a small screen, on each of its days', async () => {
    const { page } = await open(december, { viewport: { width: 360, height: 800 } })
    expect(await page.locator('.weeks').isVisible()).toBe(false)
    expect(await page.locator('.agenda').isVisible()).toBe(true)
    const days = await page
      .locator('.agenda .day', { hasText: forum })
      .evaluateAll((items) => items.map((item) => item.id))
    expect(days).toEqual([5, 6, 7, 8, 9].map((day) => `d2012-12-0${day}`))
    const clock = page.locator('#d2012-12-05 li', { hasText: forum }).locator('.clock')
    expect(await clock.innerText()).toBe('5–9 December 2012')
  })
})
