/** How a copy of an answer can be coded, the smallest first. */
export const codings = ['br', 'gzip'] as const
export type Coding = (typeof codings)[number]

/** Makes coded copies where the runtime's door does so itself; a Worker's platform codes alone. */
export type Compress = Readonly<Record<Coding, (bytes: Uint8Array) => Promise<Uint8Array>>>

const read = (header: string): Coding | 'identity' | null => {
  const weights = new Map(
    header.split(',').map((part) => {
      const [name = '', ...parameters] = part.trim().toLowerCase().split(';')
      const q = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='))
      return [name.trim(), q ? Number(q.slice(2)) : 1] as const
    })
  )
  const weightOf = (name: string, absent: number) => weights.get(name) ?? absent
  const others = weights.get('*') ?? 0
  const [best] = codings
    .map((name) => ({ name, weight: weightOf(name, others) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  // Not naming “identity” does not refuse it; a “*” of nothing does (RFC 9110 §12.5.3).
  const plain = weightOf('identity', weights.get('*') === 0 ? 0 : 0.001)
  if (best && best.weight >= plain) return best.name
  return plain > 0 ? 'identity' : (best?.name ?? null)
}

/** Programs send a handful of different headers, strangers any number. */
const mostRemembered = 200
const remembered = new Map<string, Coding | 'identity' | null>()

/**
 * The coding an Accept-Encoding asks for; null when it refuses all we have and the plain text too.
 * Read once for each spelling: every poll carries one.
 */
export const codingFor = (header: string | undefined): Coding | 'identity' | null => {
  if (!header) return 'identity'
  const known = remembered.get(header)
  if (known !== undefined) return known
  const coding = read(header)
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(header, coding)
  return coding
}

/** Does the header refuse an answer as it is? */
export const refusesPlain = (header: string | undefined): boolean =>
  header !== undefined && /(^|,)\s*(identity|\*)\s*;\s*q=0(\.0*)?\s*(,|$)/i.test(header)
