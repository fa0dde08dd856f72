import { runCalendar } from './commands/index.ts'

process.exitCode = await runCalendar(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  environment: process.env,
})
