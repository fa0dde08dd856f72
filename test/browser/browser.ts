import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'

/** Debian's Chromium, which asks nobody for anything by itself. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
    ],
  })

const standards = [
  ...['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  'best-practice',
] as const

/** What axe finds, each with the elements it concerns. */
export const findings = async (page: Page): Promise<string[]> => {
  const { violations, passes } = await new AxeBuilder({ page })
    // Of what is right one example a rule is enough: listing all of it takes longer than looking.
    .options({ resultTypes: ['violations'] })
    .withTags([...standards])
    .analyze()
  // Without this a page that axe could not look into would count as a good one.
  expect(passes.length).toBeGreaterThan(10)
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map((node) => node.html)
        .join(' ')}`
  )
}

/** Pixels that the page is wider than the window, and the elements that stick out of it. */
export const overflow = (page: Page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const outside = [...document.querySelectorAll('body *')].filter((element) => {
      // Text for those who hear the page is clipped to a pixel, wherever it lies; so is the trap.
      if (element.closest('.vh, .trap, .skip')) return false
      const { left, right, width: own } = element.getBoundingClientRect()
      return own > 1 && (right > width + 0.5 || left < -0.5)
    })
    return {
      pixels: document.documentElement.scrollWidth - width,
      outside: outside.map((element) => element.outerHTML.slice(0, 80)),
    }
  })

export const fits = { pixels: 0, outside: [] }
