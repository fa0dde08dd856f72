import { expect, test } from 'vitest'
import { parseFilter } from '../../src/calendar/filter.ts'
import { filterText } from '../../src/calendar/filter-text.ts'

test.each([
  ['', ''],
  [
    'country=PL,EU&theme=language&language=ar',
    'European Union or Poland · in Arabic · Language learning',
  ],
  ['theme=group:education&cbp=-4', 'Learning · not Common Basic Principle 4'],
  ['language=ar:interpreted', 'in Arabic (interpreted)'],
  ['teaches=de:B1,el', 'teaching German B1 or teaching Greek'],
  ['city=Łódź', 'in Lodz'],
  ['city=novi+sad', 'in Novi Sad'],
  ['organisation=open-doors', 'by open-doors'],
  ['near=52.23,21.01,50', 'within 50 km of 52.23, 21.01'],
  ['country=PL&online=include', 'Poland · or online'],
  ['q=film+-kids', '“film” · without “kids”'],
  [
    'cancelled=hide&from=2027-01-01&to=2027-02-01',
    'without what is cancelled · from 2027-01-01 · before 2027-02-01',
  ],
])('“%s” reads “%s”', (query, words) => {
  expect(filterText(parseFilter(new URLSearchParams(query)).filter)).toBe(words)
})
