import { expect, test } from 'vitest'
import { setStage } from './stage.ts'

const stage = await setStage()

test('a closed list is read with its ids, labels and what else is known', async () => {
  const { status, json } = await stage.call('GET', '/v1/vocabularies/themes')
  expect(status).toBe(200)
  expect(json).toMatchObject({
    name: 'themes',
    terms: expect.arrayContaining([
      expect.objectContaining({ id: 'language', group: 'education' }),
    ]),
  })
})

test('a list that does not exist is 404 with the nearest', async () => {
  const { status, text } = await stage.call('GET', '/v1/vocabularies/country')
  expect(status).toBe(404)
  expect(text).toContain('did you mean “countries”?')
})
