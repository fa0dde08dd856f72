import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { assemble } from '../../src/assemble.ts'
import { readConfig } from '../../src/config.ts'
import { addModerator, addOrganisation, createKey } from '../../src/identity/accounts.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { saturdayMarket } from '../cast.ts'
import { freePort, type Running, start } from '../runtime/process.ts'
import { eventually, mailServer } from '../runtime/smtp.ts'
import { findings, fits, launch, overflow } from './browser.ts'

/*
 * The whole story of an event in a real browser, a real process and a real mail server: once with
 * script and once without, since everything must be possible in both ways.
 */

const folder = mkdtempSync(join(tmpdir(), 'calendar-'))
const secret = 'a-secret-of-the-people-tests-32-characters'

let base = ''
let key = ''
let server: Running
let browser: Browser
let post: Awaited<ReturnType<typeof mailServer>>

beforeAll(async () => {
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  post = await mailServer()
  const env = {
    NODE_ENV: 'production',
    PORT: String(port),
    BASE_URL: base,
    SECRET: secret,
    DATABASE_PATH: join(folder, 'calendar.sqlite'),
    MAIL_URL: post.url,
    MAIL_FROM: 'calendar@example.org',
  }
  const driver = openSqlite(env.DATABASE_PATH)
  driver.migrate()
  const { auth, identityMeans } = assemble(driver, readConfig(env))
  await addOrganisation(identityMeans, { slug: 'open-doors-lisbon', name: 'Open Doors Lisbon' })
  for (const [name, country] of [
    ['Marta', 'PL'],
    ['Jana', 'PT'],
    ['Sofia', 'IT'],
    ['Nuno', 'PT'],
  ] as const)
    await addModerator(identityMeans, {
      name,
      email: `${name.toLowerCase()}@example.org`,
      countries: [country],
    })
  key = (await createKey(auth, identityMeans, { organisation: 'open-doors-lisbon', name: 't' }))
    .secret
  driver.close()
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
  await post?.stop()
  rmSync(folder, { recursive: true })
})

afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
})

const withoutScript = new WeakSet<BrowserContext>()

/** A browser of somebody's own, which complains of what pages may not do. */
const windowOf = async (script: boolean) => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    javaScriptEnabled: script,
    locale: 'en-GB',
  })
  if (!script) withoutScript.add(context)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
      complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== base && protocol !== 'data:' && protocol !== 'blob:')
      complaints.push(`asks ${request.url()}`)
  })
  return { page, complaints }
}

/** Nothing for axe to find, and no scrolling sideways at 320 pixels. */
const looksGood = async (page: Page) => {
  // Axe is a script itself; the pages are the same ones.
  if (!withoutScript.has(page.context())) expect(await findings(page), page.url()).toEqual([])
  await page.setViewportSize({ width: 320, height: 900 })
  expect(await overflow(page), page.url()).toEqual(fits)
  await page.setViewportSize({ width: 1280, height: 900 })
}

/** Where the newest mail with such a subject to somebody leads. */
const linkMailed = async (to: string, subject: RegExp, path: RegExp, after = 0) => {
  const mail = await eventually(() =>
    post.received
      .slice(after)
      .findLast(
        (each) =>
          subject.test(each.subject ?? '') && JSON.stringify(each.to ?? '').includes(`"${to}"`)
      )
  )
  const link = (mail.text ?? '').match(/https?:\/\/\S+/g)?.find((each) => path.test(each))
  if (!link) throw new Error(`no such link in ${mail.text}`)
  return link
}

const signIn = async (page: Page, email: string) => {
  const before = post.received.length
  await page.goto(`${base}/sign-in?then=%2Fmoderation`)
  await page.getByLabel('Mailbox').fill(email)
  await page.getByRole('main').getByRole('button').first().click()
  await page.goto(await linkMailed(email, /sign in/i, /\/sign-in\/link\//, before))
  await page.getByRole('main').getByRole('button').click()
  expect(new URL(page.url()).pathname).toBe('/moderation')
}

const fill = (page: Page, name: string, value: string) =>
  page.locator(`[name="${name}"]`).fill(value)

/** A form that was opened a moment ago was filled by a program: people take longer. */
const people = () => new Promise((resolve) => setTimeout(resolve, 4500))

const feed = async () => (await fetch(`${base}/feeds/events.ics?country=PL&locale=pl`)).text()

describe.each([
  ['with script', true],
  ['without script', false],
] as const)('%s', (_, script) => {
  test('somebody without an account announces, confirms, changes and cancels a bilingual course', async () => {
    const email = `ines-${script}@example.org`
    const title = `Kurs polskiego ${script ? 'ze skryptem' : 'bez skryptu'}`
    const { page, complaints } = await windowOf(script)
    await page.goto(`${base}/submit`)
    await looksGood(page)

    // Nothing filled in: every error is told, and nothing typed is lost.
    await fill(page, 'title.0', title)
    await people()
    await page.getByRole('button', { name: 'Send the event' }).click()
    expect(await page.title()).toMatch(/^Error/)
    expect(await page.locator('[name="title.0"]').inputValue()).toBe(title)
    await looksGood(page)

    await fill(page, 'name', 'Ines')
    await fill(page, 'email', email)
    await fill(page, 'lang.0', 'Polish')
    await page.getByRole('button', { name: 'Add another language' }).click()
    await fill(page, 'lang.1', 'English')
    await fill(page, 'title.1', 'Polish course for beginners')
    await fill(page, 'date', '2027-05-11')
    await fill(page, 'start', '18:00')
    await fill(page, 'end', '19:30')
    await page.locator('[name="repeats"]').selectOption('weekly')
    await page.locator('[name="country"]').selectOption('PL')
    await fill(page, 'city', 'Kraków')
    await page.locator('[name="theme.0"]').selectOption('language')
    await page.locator('[name="mailLang"]').selectOption('pl')
    await page
      .getByRole('button', { name: /preview/i })
      .last()
      .click()
    await page.getByText('Tuesday 18 May 2027').first().waitFor()
    await looksGood(page)
    await page.getByRole('button', { name: 'Send the event' }).click()
    await page.waitForURL(`${base}/submit/sent*`)
    await looksGood(page)

    const confirmation = await linkMailed(email, /./, /\/submit\/confirm\//)
    await page.goto(confirmation)
    await looksGood(page)
    await page.getByRole('main').getByRole('button').click()
    await page.waitForURL(`${base}/s/**`)
    await looksGood(page)
    const status = page.url().split('?')[0] ?? ''
    expect(await feed()).not.toContain(title)

    const desk = await windowOf(script)
    await signIn(desk.page, 'marta@example.org')
    await looksGood(desk.page)
    await desk.page.getByRole('link', { name: title }).click()
    await looksGood(desk.page)
    await desk.page.locator('summary', { hasText: 'Ask for changes' }).click()
    await desk.page.locator('details[open] textarea').fill('Prosimy o dopisanie poziomu.')
    await desk.page.locator('details[open] button[value="request_changes"]').click()
    await desk.page.waitForURL(/\/moderation/)

    // The same link again, now in the mail that asks for changes.
    expect(await linkMailed(email, /./, /\/s\//)).toBe(status)
    await page.goto(status)
    await page.getByText('Prosimy o dopisanie poziomu.').first().waitFor()
    await looksGood(page)
    await page.goto(`${status}/edit`)
    await looksGood(page)
    await fill(page, 'title.0', `${title} A1`)
    await page.getByRole('main').locator('button[value="send"]').click()
    await page.waitForURL(`${status}*`)

    await desk.page.goto(`${base}/moderation`)
    await desk.page.getByRole('link', { name: title }).click()
    await desk.page.getByRole('button', { name: /^Approve/ }).click()
    await desk.page.waitForURL(/\/moderation/)
    expect(await feed()).toContain(`${title} A1`)

    await page.goto(status)
    await looksGood(page)
    await page.getByRole('link', { name: 'Cancel this event' }).click()
    await looksGood(page)
    await page.getByRole('main').getByRole('button').first().click()
    await page.waitForURL(`${status}*`)
    const entry = (await feed()).split('BEGIN:VEVENT').find((each) => each.includes(`${title} A1`))
    expect(entry).toContain('STATUS:CANCELLED')
    expect([...complaints, ...desk.complaints]).toEqual([])
  })

  test('a moderator empties a queue of twenty with the keyboard alone', async () => {
    const country = script ? 'PT' : 'IT'
    const moderator = script ? 'jana@example.org' : 'sofia@example.org'
    for (let i = 0; i < 20; i += 1) {
      const translations = { pt: { title: `Mercado ${i + 1}` } }
      const answer = await fetch(`${base}/v1/submissions`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${key}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': crypto.randomUUID(),
        },
        body: JSON.stringify({
          event: { ...saturdayMarket, translations, primaryCountry: country },
        }),
      })
      expect(answer.status).toBe(201)
    }
    const { page, complaints } = await windowOf(script)
    await signIn(page, moderator)
    const press = page.keyboard
    /** What the element with the focus says; nothing while another page is coming. */
    const focused = async () => {
      try {
        // Without a focus the active element is the whole page, which says everything.
        return await page.evaluate(() => {
          const element = document.activeElement
          return element?.matches('a, button, summary') ? (element.textContent?.trim() ?? '') : ''
        })
      } catch (error) {
        if (!/context was destroyed/.test(String(error))) throw error
        await page.waitForLoadState()
        return ''
      }
    }
    /** Tab until something with such words has the focus, then Enter. */
    const tabTo = async (words: RegExp) => {
      for (let i = 0; i < 60; i += 1) {
        await press.press('Tab')
        const text = await focused()
        if (words.test(text)) return
      }
      throw new Error(`Tab does not reach ${words}`)
    }
    const left = async () => {
      const answer = await page.request.get(`${base}/v1/submissions?limit=100`)
      return ((await answer.json()) as { submissions: unknown[] }).submissions.length
    }
    expect(await left()).toBe(20)
    await tabTo(/^Start with the oldest/)
    await press.press('Enter')
    await page.waitForURL(/\/moderation\/[0-9a-f-]{36}/)

    for (let i = 0; i < 20; i += 1) {
      let here = page.url()
      if (i === 5) {
        // One is rejected, with a reason of ours.
        if (script) await press.press('r')
        else {
          await tabTo(/^Reject/)
          await press.press('Enter')
          await press.press('Tab')
        }
        await press.type('Spam')
        if (script) await press.press('Tab')
        else {
          await tabTo(/^Begin with our words/)
          await press.press('Enter')
          await eventually(async () =>
            (await page.locator('details[open] textarea').inputValue()) ? true : undefined
          )
          here = page.url()
        }
        await tabTo(/^Reject and/)
        await press.press('Enter')
      } else if (script) await press.press('a')
      else {
        await tabTo(/^Approve/)
        await press.press('Enter')
      }
      await page.waitForURL((url) => url.href !== here)
    }
    expect(await left()).toBe(0)
    expect(new URL(page.url()).pathname).toBe('/moderation')
    await looksGood(page)
    expect(complaints).toEqual([])
  })
})
