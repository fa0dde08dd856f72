import { raw } from 'hono/html'
import { renderSVG } from 'uqr'

/** Beyond this a code has so many dots that phones no longer read it from a poster. */
const mostCharacters = 500

/**
 * An address as a QR code (ISO/IEC 18004): an inline SVG, black on white with its quiet zone whatever
 * the page's colours are. It is silent; the page says beside it what it leads to. Null for an
 * address too long to be read from paper.
 */
export const qrCode = (address: string): ReturnType<typeof raw> | null => {
  if (address.length > mostCharacters) return null
  // Level M still reads with a seventh of the paper torn or written on; four modules are the quiet zone.
  const svg = renderSVG(address, { ecc: 'M', border: 4, pixelSize: 4 })
  return raw(
    svg.replace(
      '<svg ',
      '<svg class="qr" aria-hidden="true" focusable="false" width="180" height="180" '
    )
  )
}
