// Loaded before anything else (`node --import`), in plain JavaScript so that an old Node can read it:
// before 22.18 Node cannot run TypeScript, and better-sqlite3 crashes under 20 without a word.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `This needs Node 22.18 or newer and was started with ${process.version}. ` +
      'Start it through npm (npm start, npm run calendar), which finds the Node that npm ci brings on Linux x64; ' +
      'elsewhere install a newer Node.'
  )
  process.exit(1)
}
