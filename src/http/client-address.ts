import {
  convertIPv4BinaryToString,
  convertIPv4MappedIPv6ToIPv4,
  convertIPv6BinaryToString,
  convertIPv6ToBinary,
  distinctRemoteAddr,
  isIPv4MappedIPv6,
} from 'hono/utils/ipaddr'

/** What a door knows about where a request comes from. */
type Origin = Readonly<{
  /** The other end of the connection; null where there is none to see. */
  socket: string | null
  /** `X-Forwarded-For` as received. */
  forwardedFor: string | null
  /** How many proxies of ours stand in front, each adding to the header what it saw. 0: none. */
  trustedHops: number
}>

/** An IPv6 address as a number; null when it is none. */
const ipv6Of = (text: string): bigint | null => {
  if (distinctRemoteAddr(text) !== 'IPv6') return null
  try {
    return convertIPv6ToBinary(text)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** Without the brackets, port or interface that proxies and sockets write. */
const bare = (raw: string): string => {
  const text = raw.trim()
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1]
  if (bracketed) return bracketed
  return text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1').replace(/%.*$/, '')
}

/** One spelling of an address: IPv4 dotted, also when IPv6 carries it (RFC 4291 §2.5.5.2); null when it is none. */
const canonical = (raw: string): string | null => {
  const text = bare(raw)
  if (distinctRemoteAddr(text) === 'IPv4') return text
  const number = ipv6Of(text)
  if (number === null) return null
  return isIPv4MappedIPv6(number)
    ? convertIPv4BinaryToString(convertIPv4MappedIPv6ToIPv4(number))
    : convertIPv6BinaryToString(number)
}

/**
 * The address a request comes from. Each proxy adds what it saw at the right end of the header, so
 * the last `trustedHops` entries are ours and everything to their left is whatever the sender wrote.
 * With fewer entries than proxies the leftmost is still one of ours. Null: nobody can say.
 */
export const clientAddress = ({ socket, forwardedFor, trustedHops }: Origin): string | null => {
  const seen = trustedHops > 0 && forwardedFor ? forwardedFor.split(',') : []
  const entry = seen.at(Math.max(-trustedHops, -seen.length))
  const told = entry === undefined ? null : canonical(entry)
  // A proxy of ours that writes no address is set up wrongly; what it wrote is not believed.
  return told ?? (socket === null ? null : canonical(socket))
}

/**
 * What counts as one connection: an IPv4 address, or the /64 of an IPv6 one, since that is the least a
 * household gets and each of its devices changes addresses inside it. Anything else stays as it is.
 */
export const networkOf = (address: string): string => {
  const known = canonical(address)
  const number = known === null ? null : ipv6Of(known)
  if (number === null) return known ?? address
  return `${convertIPv6BinaryToString((number >> 64n) << 64n)}/64`
}
