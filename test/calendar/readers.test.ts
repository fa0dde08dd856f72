import { describe, expect, test } from 'vitest'
import { feeds } from '../../feeds/index.ts'
import { canonicalQuery, parseFilter } from '../../src/calendar/filter.ts'
import { countedAs, filterCounted, readersInWords } from '../../src/calendar/readers.ts'

const queryOf = (query: string) => canonicalQuery(parseFilter(new URLSearchParams(query)))

describe('a number of readers', () => {
  test.each<[number, string]>([
    [0, 'fewer than 5'],
    [1, 'fewer than 5'],
    [4.9, 'fewer than 5'],
    [5, 'about 5'],
    [7.4, 'about 7'],
    [9.8, 'about 10'],
    [12.4, 'about 10'],
    [13, 'about 15'],
    [41.9, 'about 40'],
    [99, 'about 100'],
    [104, 'about 100'],
    [437, 'about 440'],
    [999, 'about 1,000'],
    [1234, 'about 1,200'],
    [98_765, 'about 99,000'],
  ])('of %d is said as %s', (mean, words) => {
    expect(readersInWords(mean)).toBe(words)
  })
})

describe('a feed is counted', () => {
  test('by what it selects, whatever its format, languages and manner of cancelling', () => {
    expect(countedAs('pl')).toBe('pl')
    expect(countedAs('events')).toBe('events')
    expect(countedAs('events', queryOf('theme=language&country=uk,PL&locale=pl,en'))).toBe(
      'events?country=GB,PL&theme=language'
    )
    expect(countedAs('events', queryOf('cancelled=title&locale=pl'))).toBe('events')
    expect(countedAs('events', queryOf('cancelled=hide'))).toBe('events?cancelled=hide')
  })

  test('not at all under a name too long to be kept', () => {
    expect(countedAs('events', `q=${'a'.repeat(480)}`)).not.toBeNull()
    expect(countedAs('events', `q=${'a'.repeat(500)}`)).toBeNull()
  })

  test.each([
    'country=GB,PL&theme=-media',
    'near=38.72,-9.14,5&q=caf%C3%A9+d%C3%A9bat',
    'from=2027-01-01&to=2027-02-01',
    '',
  ])('so that its filter can be read again: %s', (query) => {
    const { filter } = parseFilter(new URLSearchParams(query))
    const counted = countedAs('events', queryOf(query))
    expect(counted && filterCounted(counted, feeds)).toEqual(filter)
  })

  test('by a slug that still leads to its filter, by an alias too', () => {
    const poland = { choices: { country: { any: ['PL'], none: [] } } }
    expect(filterCounted('pl', feeds)).toEqual(poland)
    expect(filterCounted('uk', feeds)).toEqual(filterCounted('gb', feeds))
    expect(filterCounted('december-2012', feeds)).toMatchObject({ from: '2012-11-01' })
  })

  test('under a slug that has moved since, as what it moved to', () => {
    const moved = {
      find: (slug: string) =>
        slug === 'old'
          ? ({ kind: 'moved', slug: 'old', aliases: [], movedTo: 'pl' } as const)
          : feeds.find(slug),
    }
    expect(filterCounted('old', moved)).toEqual(filterCounted('pl', feeds))
  })

  test.each(['observances', 'deadlines?country=PL', 'never-there', 'events?country=Atlantis'])(
    '%s without saying which events are in it',
    (counted) => {
      expect(filterCounted(counted, feeds)).toBeNull()
    }
  )
})
