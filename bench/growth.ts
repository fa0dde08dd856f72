import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { preparedCalendar } from './prepared-calendar.ts'
import { number, printTable, say, spread } from './report.ts'
import { spreadOf } from './rounds.ts'
import { measureMakers } from './uncached.ts'

/*
 * Does a feed cost more when more is stored that it does not match? `npm run bench:growth`.
 * 10,000 events are published; a database of 100,000 and one of 1,000,000 are the same with copies
 * in other countries around them, made by SQL.
 */
