import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { freePort, type Running, start } from '../runtime/process.ts'
import { findings, fits, launch, overflow } from './browser.ts'

const folder = mkdtempSync(join(tmpdir(), 'calendar-'))
/** The sample is of December 2012; a calendar of fixed days shows it whatever day it is. */
const december = 'from=2012-12-01&to=2013-01-01'

let base = ''
let server: Running
let browser: Browser

beforeAll(async () => {
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  const env = {
    NODE_ENV: 'development',
    PORT: String(port),
    BASE_URL: base,
    DATABASE_PATH: join(folder, 'calendar.sqlite'),
    MAIL_FOLDER: join(folder, 'mail'),
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

const open = async (path: string, options: BrowserContextOptions = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== base) complaints.push(`asks ${request.url()}`)
  })
  await page.goto(base + path)
  return { page, context, complaints }
}

const shoot = async (page: Page, name: string) => {
  if (process.env.SCREENSHOTS !== '1') return
  mkdirSync('test/screenshots', { recursive: true })
  await page.screenshot({ path: `test/screenshots/${name}.png`, fullPage: true })
}

const unfold = async (page: Page) => {
  for (const details of await page.locator('details').all()) {
    await details.evaluate((element) => element.setAttribute('open', ''))
  }
}

const address = (page: Page) => page.locator('#ics-address')
const status = (page: Page) => page.locator('[data-news]')

describe('every look', () => {
  for (const width of [1280, 320]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const look = { viewport: { width, height: 800 }, colorScheme }

      test(`is accessible and fits at ${width} pixels, ${colorScheme}`, async () => {
        const { page, complaints } = await open(`/subscribe?country=PL,EU&${december}`, look)
        expect(await page.locator('.coming li').count()).toBe(5)
        expect(await overflow(page)).toEqual(fits)
        await shoot(page, `subscribe-${width}-${colorScheme}`)
        expect(await findings(page)).toEqual([])
        await unfold(page)
        expect(await overflow(page)).toEqual(fits)
        // The colours are the same; looking at all of it again takes half a minute.
        if (colorScheme === 'light') expect(await findings(page)).toEqual([])
        expect(complaints).toEqual([])
      })
    }

    test(`a ready-made calendar, an empty one and a wrong address at ${width} pixels`, async () => {
      for (const path of [
        '/subscribe?feed=december-2012',
        '/subscribe?country=LI&theme=enterprise',
        '/subscribe?country=Polnd',
      ]) {
        const { page } = await open(path, { viewport: { width, height: 800 } })
        expect(await overflow(page), path).toEqual(fits)
        expect(await findings(page), path).toEqual([])
        await shoot(page, `subscribe-${width}-${new URL(page.url()).search.slice(1)}`)
      }
    })

    test(`in Arabic dates read from right to left and the page fits at ${width} pixels`, async () => {
      const { page } = await open(`/subscribe?locale=ar&${december}`, {
        viewport: { width, height: 800 },
      })
      const clock = page.locator('.coming .clock').first()
      expect(await clock.getAttribute('lang')).toBe('ar')
      expect(await clock.evaluate((p) => getComputedStyle(p).direction)).toBe('rtl')
      expect(await overflow(page)).toEqual(fits)
      expect(await findings(page)).toEqual([])
      await shoot(page, `subscribe-${width}-arabic`)
    })
  }
})

describe('without JavaScript', () => {
  test('somebody chooses a country and a theme and gets the calendar of both', async () => {
    const { page } = await open('/subscribe', { javaScriptEnabled: false })
    await page.getByLabel('Poland').check()
    await page.locator('summary', { hasText: 'Themes' }).first().click()
    await page.getByLabel('Everything on society and culture').check()
    await page.getByRole('button', { name: 'Show' }).click()
    const url = new URL(page.url())
    expect(url.search).toBe('?country=EU,PL&theme=group:society')
    expect(url.hash).toBe('#result')
    expect(await address(page).inputValue()).toBe(
      `${base}/feeds/events.ics?country=EU,PL&theme=group:society`
    )
    expect(await page.locator('.selection').innerText()).toContain('Poland')
    const primary = page.getByRole('link', { name: 'Subscribe in your calendar app' })
    expect(await primary.getAttribute('href')).toMatch(/^webcal:\/\/127\.0\.0\.1/)
    const feed = await fetch(await address(page).inputValue())
    expect(feed.headers.get('content-type')).toContain('text/calendar')
  })

  test('the form keeps what was chosen, and EU-wide events can be left out', async () => {
    const { page } = await open('/subscribe?country=EU,PL', { javaScriptEnabled: false })
    await page.locator('summary', { hasText: 'Countries' }).click()
    expect(await page.getByLabel('Poland').isChecked()).toBe(true)
    await page.getByLabel('Also events for the whole European Union').uncheck()
    await page.getByRole('button', { name: 'Show' }).click()
    expect(new URL(page.url()).search).toBe('?country=PL')
  })

  test('there is no button that does nothing', async () => {
    const { page } = await open('/subscribe', { javaScriptEnabled: false })
    expect(await page.getByRole('button').allInnerTexts()).toEqual(['Show'])
  })

  test('a ready-made calendar leads to a selection of one’s own', async () => {
    const { page } = await open('/subscribe?feed=gr', { javaScriptEnabled: false })
    expect(await page.locator('h1').innerText()).toBe('Integration events in Greece')
    await page.getByRole('link', { name: 'Start your own selection' }).click()
    expect(new URL(page.url()).search).toBe('?country=GR')
  })
})

describe('with JavaScript', () => {
  test('what is chosen shows at once, is said, and stands in the address', async () => {
    const { page, complaints } = await open(`/subscribe?${december}`)
    const before = await address(page).inputValue()
    await page.locator('summary', { hasText: 'Countries' }).click()
    await page.getByLabel('Poland').check()
    await expect.poll(() => new URL(page.url()).search).toContain('country=EU,PL')
    expect(await address(page).inputValue()).not.toBe(before)
    expect(await status(page).getAttribute('role')).toBe('status')
    await expect.poll(() => status(page).innerText()).toMatch(/^\d+ events.*December 2012\.$/)
    expect(await page.locator('summary', { hasText: 'Countries' }).innerText()).toContain('Poland')
    // The keyboard is where it was.
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('f-country-PL')
    expect(complaints).toEqual([])
    // What was drawn anew can be copied too.
    expect(await page.getByRole('button', { name: /^Copy: Address of the calendar/ }).count()).toBe(
      1
    )
    await page.reload()
    expect(await page.locator('.selection').innerText()).toContain('Poland')
  })

  test('a wrong value is said and the form stays', async () => {
    const { page } = await open('/subscribe')
    await page.locator('summary', { hasText: 'More choices' }).click()
    await page.getByLabel('Near a place').fill('here')
    await expect.poll(() => status(page).innerText()).toContain('latitude, longitude')
    expect(await page.locator('.result .notice').innerText()).toContain('latitude, longitude')
    await page.getByLabel('Near a place').fill('')
    await expect.poll(() => address(page).count()).toBe(1)
  })

  test('the copy button copies and says so', async () => {
    const { page, context } = await open('/subscribe?country=PL')
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: /^Copy: Address of the calendar/ }).click()
    await expect.poll(() => status(page).innerText()).toBe('Address copied.')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `${base}/feeds/events.ics?country=PL`
    )
  })

  const agents = [
    ['an iPhone', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)', /^webcal:/],
    ['Android', 'Mozilla/5.0 (Linux; Android 15)', /^https:\/\/calendar\.google\.com\//],
    ['Windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)', /^https:\/\/outlook\.live\.com\//],
  ] as const
  for (const [name, userAgent, href] of agents) {
    test(`on ${name} the first button is its own, and the others stay`, async () => {
      const { page } = await open('/subscribe?country=PL', { userAgent })
      // Chromium tells its platform in another way too; the devices asked about here are not it.
      await page.addInitScript(() =>
        Object.defineProperty(navigator, 'userAgentData', { value: undefined })
      )
      await page.reload()
      expect(await page.locator('[data-primary]').getAttribute('href')).toMatch(href)
      expect(await page.locator('.ways li a').count()).toBe(5)
      expect(await page.getByRole('button', { name: /^Copy/ }).count()).toBe(2)
    })
  }

  test('the keyboard alone goes from choice to copied address', async () => {
    const { page, context } = await open('/subscribe?country=PL', { reducedMotion: 'reduce' })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const until = async (wanted: string) => {
      for (let i = 0; i < 120; i += 1) {
        await page.keyboard.press('Tab')
        const seen = await page.evaluate(() => {
          const element = document.activeElement
          if (!element) return { what: '', ringed: false }
          const { outlineStyle, outlineWidth } = getComputedStyle(element)
          return {
            what: element.getAttribute('aria-label') ?? element.textContent ?? '',
            ringed: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
          }
        })
        expect(seen.ringed, seen.what).toBe(true)
        if (seen.what.startsWith(wanted)) return
      }
      throw new Error(`Tab never comes to “${wanted}”`)
    }
    await until('Themes')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await expect.poll(() => new URL(page.url()).search).toContain('theme=group:employment')
    await until('Copy: Address of the calendar')
    await page.keyboard.press('Enter')
    await expect.poll(() => status(page).innerText()).toBe('Address copied.')
  })
})

test('on paper stand the selection, the code and the address', async () => {
  const { page } = await open('/subscribe?country=PL')
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.qr').isVisible()).toBe(true)
  expect(await page.locator('.selection').isVisible()).toBe(true)
  expect(await page.locator('.choose').isVisible()).toBe(false)
  await shoot(page, 'subscribe-print')
})
