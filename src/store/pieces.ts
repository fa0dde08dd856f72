/** As much is sent at once: a socket's buffer takes about that. */
const pieceSize = 64 * 1024

/** A reader slower than this holds a state of the database for too long; its connection is ended. */
const longestMs = 10 * 60_000

/**
 * Texts one after the other as UTF-8, a separator between two, nulls left out, in pieces of some
 * 64 KiB. Pieces are made when they are asked for; `done` is called once, whatever ends it.
 */
export async function* piecesOf(
  texts: Iterable<string | null>,
  separator: string,
  done: () => void
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  const begin = performance.now()
  let gathered: string[] = []
  let size = 0
  let first = true
  try {
    for (const text of texts) {
      if (text === null) continue
      gathered.push(first ? text : separator + text)
      first = false
      size += text.length
      if (size < pieceSize) continue
      yield encoder.encode(gathered.join(''))
      gathered = []
      size = 0
      if (performance.now() - begin > longestMs) throw new Error('a feed was read for too long')
    }
    if (gathered.length) yield encoder.encode(gathered.join(''))
  } finally {
    done()
  }
}
