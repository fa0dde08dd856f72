import { describe, expect, it } from 'vitest'
import { faultPage } from '../../src/pages/fault.ts'
import { problemsPage } from '../../src/pages/problems.ts'
import { style } from '../../src/pages/style.ts'
import { complaints, hrefs, named, read, textOf } from './document.ts'

const site = { baseUrl: 'https://calendar.example.eu', name: 'Integration Calendar' }

describe('the page of a fault', () => {
  it('says what happened, as text, and leads back', async () => {
    const detail = '“<script>alert(1)</script>” is not a country we know.'
    const document = await read(faultPage({ status: 400, title: 'Not understood', detail, site }))
    expect(complaints(document)).toEqual([])
    expect(textOf(named(document, 'main')[0]!)).toContain(detail)
    expect(hrefs(named(document, 'main')[0]!)).toEqual([`${site.baseUrl}/`])
  })
})

describe('the page of problem types', () => {
  it('has an anchor for each', async () => {
    const problems = [
      {
        slug: 'invalid',
        title: 'Not understood',
        description: 'A value we do not know.',
        status: 400,
      },
      { slug: 'stale', title: 'Someone was first', description: 'Fetch <it> again.', status: 412 },
    ]
    const document = await read(problemsPage({ problems, site }))
    expect(complaints(document)).toEqual([])
    expect(named(document, 'section').map((section) => section.properties.id)).toEqual([
      'invalid',
      'stale',
    ])
    expect(textOf(document)).toContain('Fetch <it> again.')
  })
})

describe('the style sheet', () => {
  it('is small and asks nobody for anything', () => {
    expect(new TextEncoder().encode(style).length).toBeLessThan(20 * 1024)
    expect(style).not.toMatch(/@import|url\(/)
  })
})
