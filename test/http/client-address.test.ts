import { describe, expect, test } from 'vitest'
import { clientAddress, networkOf } from '../../src/http/client-address.ts'

const socket = '10.0.0.1'

describe('where a request comes from', () => {
  test.each([
    ['the socket, when no proxy is trusted', 0, '203.0.113.9', socket],
    ['the socket, when there is no header', 1, null, socket],
    ['what the proxy saw', 1, '192.0.2.1', '192.0.2.1'],
    [
      'what the proxy saw, not what the sender wrote before it',
      1,
      '203.0.113.9, 192.0.2.1',
      '192.0.2.1',
    ],
    ['what the outer of two proxies saw', 2, '203.0.113.9, 192.0.2.1, 10.0.0.2', '192.0.2.1'],
    ['the leftmost, when a proxy was passed by', 2, '192.0.2.1', '192.0.2.1'],
    [
      'the proxy’s, however much the sender writes',
      1,
      `${'1.1.1.1, '.repeat(500)}192.0.2.1`,
      '192.0.2.1',
    ],
    ['the proxy’s, behind empty entries and junk', 1, ',,<script>, 192.0.2.1', '192.0.2.1'],
    ['the socket, when the proxy writes no address', 1, '192.0.2.1, unknown', socket],
    ['the socket, when the proxy writes an impossible one', 1, '999.1.1.1', socket],
    ['without its port', 1, '192.0.2.1:51413', '192.0.2.1'],
    ['IPv6 in brackets with a port', 1, '[2001:DB8::1]:51413', '2001:db8::1'],
    ['IPv6 in one spelling', 1, '2001:0db8:0000::0001', '2001:db8::1'],
    ['IPv4 that IPv6 carries', 1, '::ffff:192.0.2.1', '192.0.2.1'],
  ])('is %s', (_, trustedHops, forwardedFor, expected) => {
    expect(clientAddress({ socket, forwardedFor, trustedHops })).toBe(expected)
  })

  test('is the socket’s own IPv4 or IPv6 address', () => {
    const of = (address: string | null) =>
      clientAddress({ socket: address, forwardedFor: '203.0.113.9', trustedHops: 0 })
    expect(of('::ffff:127.0.0.1')).toBe('127.0.0.1')
    expect(of('fe80::1%eth0')).toBe('fe80::1')
    expect(of('/run/calendar.sock')).toBeNull()
    expect(of(null)).toBeNull()
  })
})

describe('one connection', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['::1', '::/64'],
    ['no address', 'no address'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
