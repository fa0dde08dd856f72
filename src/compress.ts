import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Compress } from './http/coding.ts'

const gzipped = promisify(gzip)
const brotlied = promisify<Uint8Array, object, Uint8Array>(brotliCompress)

/** As much again at twice the time is not worth it for what is coded when it is asked for. */
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

/** Coded copies, made beside the event loop. */
export const compress: Compress = {
  gzip: gzipped,
  br: (bytes) => brotlied(bytes, quality),
}
