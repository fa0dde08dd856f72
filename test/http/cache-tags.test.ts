import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFilter } from '../../src/calendar/filter.ts'
import { cacheTag, cacheTags } from '../../src/http/cache-tags.ts'
import { anyQuery } from '../contract/filter-queries.ts'
import { setStage } from './stage.ts'

const tagsFor = (query: string) =>
  cacheTags({ cacheTags: true }, parseFilter(new URLSearchParams(query)).filter)['Cache-Tag']

describe('the tags of an answer', () => {
  test.each([
    ['', 'all'],
    ['country=PL,EU', 'country:EU,country:PL'],
    ['country=PL,EU&theme=group:education', 'theme:group:education'],
    ['country=PL&online=include', 'country:PL,remote:yes'],
    ['country=-PL', 'all'],
    ['q=market', 'all'],
    ['city=Łódź', 'city:lodz'],
    ['city=Αθήνα', `city:${encodeURIComponent('αθηνα')}`],
    ['city=San Sebastián', 'city:san%20sebastian'],
    ['near=52.2,21.01,5', 'cell:52:20,cell:52:21'],
  ])('of “%s” are %s', (query, tags) => {
    expect(tagsFor(query)).toBe(tags)
  })

  test.each([
    ['a circle that touches more square degrees than can be purged at once', 'near=89.7,0,500'],
    [
      'towns of more letters than a header may have',
      `city=${Array.from({ length: 40 }, (_, n) => `${n}${'α'.repeat(90)}`).join(',')}`,
    ],
  ])('are those of everything for %s', (_, query) => {
    expect(tagsFor(query)).toBe('all')
  })

  test('are none for a town whose name no filter can hold either', () => {
    expect(cacheTag(`city:${'α'.repeat(180)}`)).toBeNull()
    expect(() => tagsFor(`city=${'α'.repeat(180)}`)).toThrow('at most 100 characters')
    expect(tagsFor(`city=${'漢'.repeat(100)}`)).toBe(cacheTag(`city:${'漢'.repeat(100)}`))
  })

  test('are printable ASCII between commas, whatever is asked for', () => {
    fc.assert(
      fc.property(anyQuery('house'), (query) => {
        const tags = (tagsFor(query) ?? '').split(',')
        expect(tags.length).toBeLessThanOrEqual(100)
        for (const tag of tags) expect(tag).toMatch(/^[!-~]{1,1024}$/)
      })
    )
  })

  test('are different for labels that differ in more than case', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        fc.pre(a.toLowerCase() !== b.toLowerCase())
        expect(cacheTag(`city:${a}`)?.toLowerCase()).not.toBe(cacheTag(`city:${b}`)?.toLowerCase())
      })
    )
  })

  test('of what no event is in are those of the release', () => {
    expect(cacheTags({ cacheTags: true }, null)).toEqual({ 'Cache-Tag': 'release' })
  })

  test('are not sent where no cache in front of us reads them', async () => {
    const { call } = await setStage()
    for (const path of ['/feeds/pl.ics', '/feeds/observances.ics', '/v1/months/2027-05'])
      expect((await call('GET', path)).headers.get('cache-tag'), path).toBeNull()
  })
})
