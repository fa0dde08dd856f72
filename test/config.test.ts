import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

const sentences = (environment: Record<string, string>): string => {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

describe('settings', () => {
  test('have defaults that start on a bare machine', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databasePath: 'data/calendar.sqlite',
      baseUrl: 'http://127.0.0.1:3000',
      production: false,
    })
  })

  test('make the public address from host and port, and drop a final slash', () => {
    expect(readConfig({ PORT: '8080', HOST: '::1' }).baseUrl).toBe('http://[::1]:8080')
    expect(readConfig({ BASE_URL: 'https://calendar.example.eu/' }).baseUrl).toBe(
      'https://calendar.example.eu'
    )
  })

  test('that are empty are absent', () => {
    expect(readConfig({ PORT: '', BASE_URL: '' }).port).toBe(3000)
  })

  test.each([
    ['PORT', 'http'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['HOST', 'a b'],
    ['BASE_URL', 'calendar.example.eu'],
    ['BASE_URL', 'https://calendar.example.eu/path'],
    ['BASE_URL', 'ftp://calendar.example.eu'],
    ['SECRET', 'short'],
    ['NODE_ENV', 'prod'],
  ])('%s=%s is refused with a sentence that names it', (name, value) => {
    expect(sentences({ [name]: value })).toContain(name)
    expect(sentences({ [name]: value })).toContain(value)
  })

  test('that are wrong are all named at once', () => {
    expect(sentences({ PORT: 'x', BASE_URL: 'y' }).split('\n')).toHaveLength(2)
  })

  test('in production need a secret and an address', () => {
    expect(sentences({ NODE_ENV: 'production' })).toMatch(/SECRET[\s\S]*BASE_URL/)
    const config = { NODE_ENV: 'production', SECRET: 'x'.repeat(32), BASE_URL: 'https://a.example' }
    expect(readConfig(config).production).toBe(true)
  })
})
