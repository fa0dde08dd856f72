import { describe, expect, test } from 'vitest'
import { readFeed } from '../../src/calendar/feed.ts'
import { noticeOf } from '../../src/calendar/feed-notice.ts'

const closed = (changes: Record<string, unknown> = {}) => {
  const feed = readFeed({
    slug: 'theme/old',
    title: 'Old things',
    description: 'Events on old things.',
    keptBy: 'EU desk',
    closed: {
      on: '2027-03-01',
      title: 'This calendar has ended',
      notice: 'Nobody keeps it & nothing is added.\n\nSubscribe to Culture instead.',
    },
    ...changes,
  })
  if (feed.kind !== 'closed') throw new Error('it is closed')
  return feed
}

describe('the notice of a closed feed', () => {
  test('is one all-day event on the day it closed', () => {
    expect(noticeOf(closed()).content).toMatchObject({
      originalLang: 'en',
      translations: {
        en: {
          title: 'This calendar has ended',
          teaser: 'Nobody keeps it & nothing is added. Subscribe to Culture instead.',
          description:
            '<p>Nobody keeps it &amp; nothing is added.</p><p>Subscribe to Culture instead.</p>',
        },
      },
      time: { allDay: true, start: '2027-03-01', end: '2027-03-02' },
      themes: [],
    })
  })

  test('has stamps and a UID that never change, whatever else is edited', () => {
    const { uid, event, publishedAt, changedAt, sequence } = noticeOf(closed())
    expect({ uid, event, publishedAt, changedAt, sequence }).toEqual({
      uid: 'closed-feed-theme-old',
      event: 'closed-feed-theme-old',
      publishedAt: '2027-03-01T00:00:00Z',
      changedAt: '2027-03-01T00:00:00Z',
      sequence: 0,
    })
    expect(noticeOf(closed({ title: 'Very old things', aliases: ['x'] }))).toEqual(
      noticeOf(closed())
    )
  })

  test('is in the language its author says', () => {
    const notice = { on: '2027-03-01', title: 'انتهى', notice: 'انتهى هذا التقويم.', lang: 'ar' }
    const { content } = noticeOf(closed({ closed: notice }))
    expect(content.originalLang).toBe('ar')
    expect(content.translations.ar?.title).toBe('انتهى')
  })
})
