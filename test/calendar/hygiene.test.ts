import fc from 'fast-check'
import type { Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { describe, expect, test } from 'vitest'
import {
  cleanDescription,
  cleanLine,
  cleanTitle,
  cleanUrl,
  plainOf,
  teaserOf,
} from '../../src/calendar/hygiene.ts'
import cases from './dirty-text.json' with { type: 'json' }

type Case = Readonly<{
  id: string
  field: string
  input: string
  expect: Readonly<{ plain?: string; teaser?: string; rejected?: string }>
}>

const clean = (field: string, input: string) => {
  if (field === 'description') {
    const result = cleanDescription(input)
    return result.ok ? { ...result, value: result.value.plain } : result
  }
  if (field === 'title') return cleanTitle(input)
  if (field === 'location') return cleanLine(input, 200)
  return cleanUrl(input)
}

describe('the cases of dirty text', () => {
  for (const { id, field, input, expect: expected } of cases as readonly Case[]) {
    test(id, () => {
      const result = clean(field, input)
      if (expected.rejected !== undefined) {
        expect(result).toMatchObject({ ok: false, code: expected.rejected })
        return
      }
      expect(result).toMatchObject({ ok: true, value: expected.plain })
      if (expected.teaser !== undefined) expect(teaserOf(expected.plain!)).toBe(expected.teaser)
    })
  }
})

const graphemes = (text: string) => [...new Intl.Segmenter('und').segment(text)].length

/** Any text, leaning towards what the rules are about. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom(...'<>&;,:-–(){}[]"\'=/!?#\n\r\t \u00a0\u200b\u200c\u200d\u202e\u0301\ufe0f'),
      fc.constantFrom('&amp;', '&lt;', '&gt;', '&quot;', '&#8238;', '&#xD83D;', '&eacute', '&egra'),
      fc.constantFrom('<b>', '</b>', '<p>', '</p>', '<br>', '<div>', '</div>', '<a href="', '">'),
      fc.constantFrom('<ul>', '<ol>', '</ul>', '<li>', '</li>', '<blockquote>', '</blockquote>'),
      fc.constantFrom(
        '<script>',
        '</script>',
        '<style>',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<svg>'
      ),
      fc.constantFrom(
        '<h2>',
        '</h2>',
        '<em>',
        '</em>',
        '</a>',
        '<a href="https://a.example/?b=1&c">'
      ),
      fc.constantFrom(
        'Normal 0 21 false false false',
        '[more]',
        'MicrosoftInternetExplorer4',
        'AT&T'
      ),
      fc.constantFrom(
        'Ana',
        'Łódź',
        'می\u200cخواهم',
        'क्\u200dष',
        '👩\u200d👩\u200d👧',
        '🇪🇺',
        'ώπη;'
      )
    ),
    { maxLength: 40 }
  )
  .map((parts) => parts.join(''))

const many = { numRuns: 1500 }

/** Four times escaped text keeps an entity (three rounds at most), so it has something left to decode. */
const holdsEntity = (text: string) => /&[#a-z]/i.test(text)

const allowed = new Set('p br ul ol li strong em a h3 h4 blockquote'.split(' '))

/** Everything in stored markup that should not be there, as the parser of a page sees it. */
const intruders = (node: Nodes): string[] => {
  if (node.type === 'text') return []
  if (node.type === 'root') return node.children.flatMap(intruders)
  if (node.type !== 'element') return [node.type]
  const found = node.children.flatMap(intruders)
  if (!allowed.has(node.tagName)) found.push(node.tagName)
  for (const [name, value] of Object.entries(node.properties)) {
    const good =
      node.tagName === 'a' &&
      (name === 'rel'
        ? String(value) === 'nofollow,ugc,noopener,noreferrer'
        : name === 'href' && /^(?:https?:\/\/|mailto:|tel:)/.test(String(value)))
    if (!good) found.push(`${name}=${value}`)
  }
  return found
}

const described = (raw: string) => {
  const result = cleanDescription(raw)
  if (!result.ok) throw new Error(result.detail)
  return result
}

describe('a title or line', () => {
  const cleaners = {
    title: cleanTitle,
    line: (raw: string) => cleanLine(raw, 200),
  }
  for (const [name, cleaner] of Object.entries(cleaners)) {
    test(`${name}: stays one line without control, bidi or half characters, within its limit`, () => {
      fc.assert(
        fc.property(hostile, (raw) => {
          const result = cleaner(raw)
          if (!result.ok) return
          expect(result.value).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u200b\u200e\u200f\u061c]/u)
          expect(result.value).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
          expect(result.value).toBe(result.value.trim())
          expect(result.value.isWellFormed()).toBe(true)
          expect(graphemes(result.value)).toBeLessThanOrEqual(200)
        }),
        many
      )
    })

    test(`${name}: cleaned again, nothing changes`, () => {
      fc.assert(
        fc.property(hostile, (raw) => {
          const once = cleaner(raw)
          if (!once.ok || holdsEntity(once.value)) return
          expect(cleaner(once.value)).toEqual({ ok: true, value: once.value, rules: [] })
        }),
        many
      )
    })
  }

  test('names with an ampersand and addresses with parameters keep their letters', () => {
    for (const title of [
      'Q&A',
      'Arts&regions',
      'See https://a.example/?p=1&section=2&copy=3',
      'R&D',
    ]) {
      expect(cleanTitle(title)).toEqual({ ok: true, value: title, rules: [] })
    }
  })

  test('a bracket that is closed stays at the beginning', () => {
    expect(cleanTitle('(Online) course')).toMatchObject({ value: '(Online) course' })
    expect(cleanTitle('(Lisbon')).toMatchObject({ value: 'Lisbon' })
  })

  test('says which rules changed it', () => {
    expect(cleanTitle('<b>Film</b>&eacute;\u200b night,')).toMatchObject({
      rules: expect.arrayContaining(['T', 'E', 'I', 'P']),
    })
  })

  test('a letter of endless joined emoji is too long', () => {
    expect(cleanTitle('👩\u200d'.repeat(9000))).toMatchObject({ ok: false, code: 'too-long' })
  })
})

describe('a description', () => {
  test('cleaned again, nothing changes, and its markup reads as its plain text', () => {
    fc.assert(
      fc.property(hostile, (raw) => {
        const once = described(raw)
        expect(plainOf(once.value.html)).toBe(once.value.plain)
        expect(once.value.plain).not.toMatch(/[\p{Cs}\u202a-\u202e\u2066-\u2069]/u)
        expect(once.value.plain).not.toMatch(/[[\p{Cc}--\n]\u2028\u2029]/v)
        expect(intruders(fromHtml(once.value.html, { fragment: true }))).toEqual([])
        if (holdsEntity(once.value.plain)) return
        expect(described(once.value.html)).toEqual({ ok: true, value: once.value, rules: [] })
      }),
      many
    )
  })

  for (const { id, input } of (cases as readonly Case[]).filter(
    (one) => one.field === 'description'
  )) {
    test(`${id}: markup and plain text agree, cleaned again nothing changes`, () => {
      const once = cleanDescription(input)
      if (!once.ok) return
      expect(plainOf(once.value.html)).toBe(once.value.plain)
      expect(described(once.value.html).value).toEqual(once.value)
    })
  }

  test('says which rules changed it, and says nothing of the line breaks a browser sends', () => {
    expect(cleanDescription('One\r\ntwo')).toMatchObject({ rules: [] })
    expect(
      cleanDescription(
        '<div>One</div><img>\u202etwo  &eacute; a\u0301\u0301\u0301\u0301\u0301\u0301[more]'
      )
    ).toMatchObject({
      rules: expect.arrayContaining(['T', 'I', 'S', 'Z', 'M']),
    })
    expect(cleanDescription('&lt;p&gt;One&lt;/p&gt;')).toMatchObject({ rules: ['E'] })
  })

  const kept: readonly (readonly [raw: string, html: string])[] = [
    ['One\ntwo\n\nthree', '<p>One<br>two</p><p>three</p>'],
    ['<p>One\n two</p>', '<p>One two</p>'],
    ['<div>One</div><div><br></div><div>two</div>', '<p>One</p><p>two</p>'],
    ['<b>Bring</b> <i>food</i>', '<p><strong>Bring</strong> <em>food</em></p>'],
    ['<h1>A</h1><h6>B</h6>', '<h3>A</h3><h4>B</h4>'],
    [
      '<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>',
      '<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>',
    ],
    [
      '<blockquote><p>a</p><ul><li>b</ul></blockquote>',
      '<blockquote><p>a</p><ul><li>b</li></ul></blockquote>',
    ],
    ['5 < 6 & "7"', '<p>5 &lt; 6 &amp; "7"</p>'],
    ['<pre>a\nb</pre>', '<p>a<br>b</p>'],
    ['a </3 b', '<p>a &lt;/3 b</p>'],
    ['<st1:City>London</st1:City> <w:View>Normal</w:View>', '<p>London</p>'],
    [
      '<a href="https://a.example/?utm_source=x&b=1" onclick=x>a</a>',
      '<p><a href="https://a.example/?b=1" rel="nofollow ugc noopener noreferrer">a</a></p>',
    ],
    [
      '<a href=mailto:ana@a.example>Ana</a>',
      '<p><a href="mailto:ana@a.example" rel="nofollow ugc noopener noreferrer">Ana</a></p>',
    ],
    [
      '<a href="tel:+32 2 555">call</a>',
      '<p><a href="tel:+322555" rel="nofollow ugc noopener noreferrer">call</a></p>',
    ],
    ['<a href="/relative">a</a>', '<p>a</p>'],
    ['<p></p><p> <b> </b></p><ul><li></li></ul>', ''],
  ]
  for (const [raw, html] of kept) {
    test(`${raw.replaceAll('\n', '↵')} is stored as ${html || 'nothing'}`, () => {
      expect(described(raw).value.html).toBe(html)
    })
  }

  const vectors = [
    '<script>alert(1)</script>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<<script>alert(1)//<</script>',
    '<img src=x onerror=alert(1)>',
    '<img src="x` `<script>alert(1)</script>"` `>',
    '<svg><script>alert(1)</script></svg>',
    '<svg/onload=alert(1)>',
    '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<template><script>alert(1)</script></template>',
    '<textarea></textarea><img src=x onerror=alert(1)>',
    '<title></title><script>alert(1)</script>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="&#106;avascript&colon;alert(1)">x</a>',
    '<a href=" &#14; javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="//evil.example">x</a>',
    '<a href="https://a.example/&quot;onclick=&quot;alert(1)">x</a>',
    '<a href=\'https://a.example/"onmouseover="alert(1)\'>x</a>',
    '<a href="mailto:a@b.example&quot;onclick=alert(1)">x</a>',
    '<a title="href=javascript:alert(1)" href="https://a.example">x</a>',
    '<a href="https://a.example" style="position:fixed" target=_top>x</a>',
    '<p style="background:url(javascript:alert(1))" onclick=alert(1)>x</p>',
    '<b onmouseover=alert(1)>x</b>',
    '<body onload=alert(1)>',
    '<html><head><base href="https://evil.example/"></head>',
    '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    '<link rel=stylesheet href=https://evil.example/x.css>',
    '<style>@import "https://evil.example/x.css";</style>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="javascript:alert(1)"></object><embed src="javascript:alert(1)">',
    '<input autofocus onfocus=alert(1)><button formaction="javascript:alert(1)">x</button>',
    '<details open ontoggle=alert(1)>x</details>',
    '<video><source onerror=alert(1)></video>',
    '<marquee onstart=alert(1)>x</marquee>',
    '<!--><img src=x onerror=alert(1)>-->',
    '<!-- --!><img src=x onerror=alert(1)>',
    '<![CDATA[<script>alert(1)</script>]]>',
    '<<![CDATA[script>]]>alert(1)</script>',
    '<?xml version="1.0"?><script>alert(1)</script>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '&amp;lt;img src=x onerror=alert(1)&amp;gt;',
    '&amp;amp;amp;lt;img src=x onerror=alert(1)&amp;amp;amp;gt;',
    '<p>&lt;img src=x onerror=alert(1)&gt;</p>',
    '<p><b>&lt;</b>script&gt;alert(1)</p>',
    '<table><td><a href="javascript:alert(1)">x</table>',
    '<select><option><img src=x onerror=alert(1)></select>',
    '<plaintext><img src=x onerror=alert(1)>',
    '<xmp></xmp><img src=x onerror=alert(1)>',
    '<a href="https://a.example"><a href="javascript:alert(1)">x</a></a>',
    '<p id="getElementById" name="cookie" class="x">x</p>',
    '\u003cscr\u0000ipt>alert(1)</scr\u0000ipt>',
    '<img """><script>alert(1)</script>">',
    "<p title='\"><img src=x onerror=alert(1)>'>x",
  ]
  for (const vector of vectors) {
    test(`no way in: ${JSON.stringify(vector)}`, () => {
      for (const raw of [vector, `Hello ${vector} world`, `<ul><li>${vector}`]) {
        const { html, plain } = described(raw).value
        expect(intruders(fromHtml(html, { fragment: true }))).toEqual([])
        expect(plainOf(html)).toBe(plain)
        const title = cleanTitle(raw)
        if (title.ok) expect(title.value).not.toMatch(/<[a-z]/i)
      }
    })
  }

  const floods = [
    '<',
    '&',
    '<div>',
    '<p>',
    '<b>',
    '<b a=1>',
    '<a href=x>',
    '<ul><li>',
    '<blockquote>',
    '</',
    '<!--',
    '<svg>',
    '<a:b>',
    '<![CDATA[',
    '&lt;',
    '&amp;',
    '<<x',
    '="',
    '<a "',
    '&egra',
    '[more]',
    'Normal 0 ',
    '\n',
    ' ',
    ' ,',
    '\u0301',
    '👩\u200d',
    '<ul><svg></ul>',
    '</svg>',
    '(',
    '<table><tr><td>',
    '&#',
    '<b><i><a href="https://a.example">x</a><p>',
    '&lt;div&gt;',
  ]
  for (const flood of floods) {
    test(`a flood of ${JSON.stringify(flood)} passes or is refused, and ends`, () => {
      for (const size of [20_000, 200_000, 1_000_000]) {
        const raw = flood.repeat(Math.floor(size / flood.length))
        const result = cleanDescription(raw)
        if (result.ok) expect(plainOf(result.value.html)).toBe(result.value.plain)
        else expect(result.code).toBe('too-long')
        cleanTitle(raw)
        cleanLine(raw, 200)
        cleanUrl(raw)
      }
    })
  }
})

describe('a web address', () => {
  test('cleaned again, nothing changes; it is http or https, without white space or quotes', () => {
    const address = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), hostile)
    fc.assert(
      fc.property(address, hostile, (start, end) => {
        for (const raw of [start, `https://example.org/${end}`, `${start}?${end}`]) {
          const once = cleanUrl(raw)
          if (!once.ok || once.value === '') continue
          expect(once.value).toMatch(/^https?:\/\/[^\s"<>]+$/)
          expect(cleanUrl(once.value)).toEqual({ ok: true, value: once.value, rules: [] })
        }
      })
    )
  })

  test('parameters that only track people are left out', () => {
    expect(cleanUrl('https://a.example/?utm_source=x&b=%20y&fbclid=1#c')).toMatchObject({
      value: 'https://a.example/?b=%20y#c',
    })
    expect(cleanUrl('https://a.example/p?gclid=1')).toMatchObject({ value: 'https://a.example/p' })
  })
})
